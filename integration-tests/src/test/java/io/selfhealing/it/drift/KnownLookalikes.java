package io.selfhealing.it.drift;

import io.selfhealing.it.drift.Write.Form;
import java.util.ArrayList;
import java.util.List;

/** A drop and an addition are no rename, and what was set aside was not moved. */
final class KnownLookalikes {
    private static final List<String> ASIDE = List.of(
            "orders_tobedropped", "orders_do_not_use", "orders_old", "_orders_old", "orders_bak", "orders_20240131");

    static final List<Known> ALL = all();

    private KnownLookalikes() {}

    private static List<Known> all() {
        List<Known> all = new ArrayList<>(List.of(
                replaced("secretIsNotPutIntoTheColumnInItsPlace", "ssn", "display_name", ColumnType.TEXT, 3),
                replaced("weightIsNoPrice", "weight_g", "price_cents", ColumnType.INT, 61),
                replaced("senderIsNoRole", "sender", "role", ColumnType.TEXT, 31),
                Known.everywhere("failedLoginIsNoBan", story -> {
                    Tab m = story.table(story.run.main, "login_failures", KeyKind.INT, "name", ColumnType.TEXT);
                    story.rows(m, 3);
                    story.run.connect();
                    story.insert(Form.bound(), "login_failures", List.of("id", "name"), 5, "bob");
                    story.notice();
                    Tab next = new Tab(story.run.main, "bans", null);
                    m.cols.stream().map(Col::copy).forEach(next.cols::add);
                    story.run.ddl("drop table " + m.qualified());
                    story.run.world.tabs.remove(m);
                    TableSwap.create(story.run, next);
                    next.cols.forEach(col -> col.meaning = null);
                    story.notice();
                    story.insert(Form.bound(), "login_failures", List.of("id", "name"), 6, "bob");
                }),
                Known.everywhere("tableWhoseRowsWereDeletedSinceIsNotTakenForAnEmptyOne", story -> {
                    Tab m = story.table(
                            story.run.main, "m", KeyKind.INT, "region", ColumnType.INT, "city", ColumnType.TEXT);
                    story.run.connect();
                    story.insert(Form.bound(), "m", List.of("id", "region", "city"), 5, 1012, "Oslo");
                    story.notice();
                    story.insteadOf(m, "region", "customer_region");
                    story.run.write(Write.delete(Form.bound(), "m", "id", 5));
                    story.insert(Form.bound(), "m", List.of("id", "region", "city"), 6, 1013, "Rome");
                }),
                Known.everywhere("lastColumnRenamed", story -> {
                    Tab m = story.table(
                            story.run.main, "m", KeyKind.INT, "note", ColumnType.TEXT, "sender", ColumnType.TEXT);
                    story.rows(m, 12);
                    story.run.connect();
                    story.insert(Form.bound(), "m", List.of("id", "sender"), 5, "bob");
                    story.notice();
                    story.rename(m, "sender", "zorp");
                    story.notice();
                    story.insert(Form.bound(), "m", List.of("id", "sender"), 6, "eve");
                })));
        for (String name : ASIDE) {
            all.add(Known.everywhere("nothingIsWrittenTo_" + name, story -> {
                Tab m = story.table(story.run.main, "orders", KeyKind.INT, "status", ColumnType.TEXT);
                story.rows(m, 3);
                story.run.connect();
                story.insert(Form.bound(), "orders", List.of("id", "status"), 5, "open");
                story.notice();
                RenameTable.rename(story.run, m, name);
                m.setAside = true;
                story.notice();
                story.insert(Form.bound(), "orders", List.of("id", "status"), 6, "open");
            }));
        }
        return all;
    }

    private static Known replaced(String name, String gone, String other, ColumnType type, int rows) {
        return Known.everywhere(name, story -> {
            Tab m = story.table(story.run.main, "m", KeyKind.INT, gone, type, "city", ColumnType.TEXT);
            story.rows(m, rows);
            story.run.connect();
            Object before = type.value(story.run.engine(), story.run.serial(), story.random);
            story.insert(Form.bound(), "m", List.of("id", gone, "city"), 5, before, "Oslo");
            story.notice();
            story.insteadOf(m, gone, other);
            story.notice();
            Object value = type.value(story.run.engine(), story.run.serial(), story.random);
            story.insert(Form.bound(), "m", List.of("id", gone, "city"), 6, value, "Rome");
        });
    }
}
