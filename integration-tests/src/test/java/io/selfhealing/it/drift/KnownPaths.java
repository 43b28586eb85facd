package io.selfhealing.it.drift;

import io.selfhealing.it.drift.Write.Form;
import io.selfhealing.it.drift.Write.Rows;
import io.selfhealing.it.drift.Write.Verb;
import io.selfhealing.it.server.Engine;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Which table a name means is known by the connection alone. */
final class KnownPaths {
    private static final List<String> STATUS = List.of("id", "status");

    static final List<Known> ALL = List.of(
            Known.on(Engine.POSTGRESQL, "valueOfOneTenantNeverComesBackToAnother", KnownPaths::quarantineOfTenants),
            Known.on(Engine.POSTGRESQL, "deleteBehindFunctionDeletesInItsOwnTenant", story -> {
                Tab two = renamedInOneTenant(story);
                story.run.ddl(
                        "insert into " + two.qualified() + " values (1, 'open', 'cancelled')",
                        "insert into " + two.qualified() + " values (2, 'cancelled', 'open')");
                Tenant.byFunction(story.run, story.run.other);
                story.run.write(Write.delete(Form.bound(), "o", "status", "cancelled"));
            }),
            Known.on(Engine.POSTGRESQL, "preparedInsertBehindFunction", story -> {
                renamedInOneTenant(story);
                Tenant.byFunction(story.run, story.run.other);
                story.insert(Form.open(), "o", STATUS, 3, "open");
                story.insert(Form.plain(), "o", STATUS, 4, "open");
            }),
            Known.on(Engine.POSTGRESQL, "transactionBehindFunction", story -> {
                renamedInOneTenant(story);
                Tenant.byFunction(story.run, story.run.other);
                story.run.unit(
                        List.of(
                                Write.insert(Form.bound(), "o", STATUS, 3, "open"),
                                Write.insert(Form.plain(), "o", STATUS, 4, "done")),
                        true);
            }),
            Known.on(Engine.POSTGRESQL, "batchBehindFunction", story -> {
                renamedInOneTenant(story);
                Tenant.byFunction(story.run, story.run.other);
                Form batch = new Form(true, false, false, Rows.BATCH, Write.Back.NOTHING);
                story.run.write(new Write(
                        Verb.INSERT, "o", STATUS, List.of(), List.of(List.of(3, "open"), List.of(4, "done")), batch));
            }),
            Known.on(Engine.POSTGRESQL, "defaultOfOneTenantIsNotFilledInAnother", story -> {
                Tab one = story.table(story.run.main, "o", KeyKind.INT, "status", ColumnType.TEXT);
                Tab two = story.table(story.run.other, "o", KeyKind.INT, "status", ColumnType.TEXT);
                story.add(two, "version", ColumnType.INT, " default 7");
                bothSeen(story);
                story.add(one, "version", ColumnType.INT, " not null default 0");
                story.run.ddl("alter table " + one.qualified() + " alter column version drop default");
                AddColumn.of(one, "version").required = "0";
                story.notice();
                story.insert(Form.plain(), "o", STATUS, 5, "open");
                Tenant.byFunction(story.run, story.run.other);
                story.insert(Form.plain(), "o", STATUS, 5, "open");
            }),
            Known.on(Engine.POSTGRESQL, "temporaryTableMadeByBlockIsWrittenTo", story -> {
                Tab m = story.table(story.run.main, "o", KeyKind.INT, "status", ColumnType.TEXT);
                story.run.connect();
                story.insert(Form.bound(), "o", STATUS, 1, "open");
                story.notice();
                story.rename(m, "status", "b");
                story.notice();
                story.insert(Form.bound(), "o", STATUS, 2, "open");
                story.run.session(
                        "do $$ begin create temporary table o (id integer, status varchar(80), b varchar(80)); end $$");
                story.run.world.temporary.add("o");
                story.insert(Form.bound(), "o", STATUS, 3, "open");
            }));

    private KnownPaths() {}

    private static void quarantineOfTenants(Story story) throws SQLException, IOException, InterruptedException {
        List<String> coupon = List.of("id", "coupon");
        Tab one = story.table(story.run.main, "o", KeyKind.INT, "coupon", ColumnType.TEXT);
        story.table(story.run.other, "o", KeyKind.INT, "coupon", ColumnType.TEXT);
        story.run.connect();
        story.insert(Form.bound(), "o", coupon, 1, "C1");
        story.insert(Form.bound(), "o", coupon, 3, "C3");
        story.notice();
        story.drop(one, "coupon");
        story.notice();
        Tenant.byFunction(story.run, story.run.other);
        story.insert(Form.bound(), "o", coupon, 3, "C2");
        story.add(one, "coupon", ColumnType.TEXT, "");
        Thread.sleep(2_700);
        story.insert(Form.bound(), "o", coupon, 4, "C4");
        List<String> strays = story.run.dump().of(one.qualified()).stream()
                .filter(row -> "C2".equals(row.get("coupon")))
                .map(Object::toString)
                .toList();
        if (!strays.isEmpty()) {
            throw new Wrong(new Ruling(Verdict.STRAY, "the other tenant's value is in " + strays));
        }
    }

    private static void bothSeen(Story story) throws SQLException, IOException, InterruptedException {
        story.run.connect();
        story.insert(Form.bound(), "o", STATUS, 11, "open");
        Tenant.to(story.run, story.run.other);
        story.insert(Form.bound(), "o", STATUS, 11, "open");
        Tenant.to(story.run, story.run.main);
        story.notice();
    }

    /** Returns the other tenant's. */
    private static Tab renamedInOneTenant(Story story) throws SQLException, IOException, InterruptedException {
        Tab one = story.table(story.run.main, "o", KeyKind.INT, "status", ColumnType.TEXT);
        Tab two = story.table(
                story.run.other, "o", KeyKind.INT, "status", ColumnType.TEXT, "payment_status", ColumnType.TEXT);
        bothSeen(story);
        story.rename(one, "status", "payment_status");
        story.notice();
        story.insert(Form.bound(), "o", STATUS, 12, "open");
        return two;
    }
}
