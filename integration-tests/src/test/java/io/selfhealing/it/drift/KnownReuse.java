package io.selfhealing.it.drift;

import io.selfhealing.it.drift.Write.Form;
import io.selfhealing.it.drift.Write.Verb;
import io.selfhealing.it.server.Engine;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** The old name exists again, and is meant at once. */
final class KnownReuse {
    private static final List<String> STATUS = List.of("id", "status");

    static final List<Known> ALL = List.of(
            Known.everywhere("openStatementWritesToTheNewColumnOfTheOldName", story -> {
                reused(story);
                story.insert(Form.open(), "m", STATUS, 8, "mine");
            }),
            Known.everywhere("freshStatementWritesToTheNewColumnOfTheOldName", story -> {
                reused(story);
                story.insert(Form.bound(), "m", STATUS, 8, "mine");
            }),
            Known.everywhere("plainStatementWritesToTheNewColumnOfTheOldName", story -> {
                reused(story);
                story.insert(Form.plain(), "m", STATUS, 8, "mine");
            }),
            Known.everywhere("deleteByTheOldNameLooksAtTheNewColumn", story -> {
                reused(story);
                story.run.write(Write.delete(Form.bound(), "m", "status", "old"));
            }),
            Known.everywhere("updateByTheOldNameWritesToTheNewColumn", story -> {
                reused(story);
                story.run.write(Write.update(Form.bound(), "m", "status", "fresh", "id", 6));
            }),
            Known.everywhere("columnThatCameBackIsWrittenToAtOnce", story -> {
                Tab m = story.table(
                        story.run.main, "m", KeyKind.INT, "status", ColumnType.TEXT, "note", ColumnType.TEXT);
                story.rows(m, 3);
                story.run.connect();
                story.insert(Form.open(), "m", STATUS, 5, "old");
                story.notice();
                story.drop(m, "status");
                story.notice();
                story.insert(Form.open(), "m", STATUS, 6, "kept");
                story.add(m, "status", ColumnType.TEXT, " default 'DEFAULT' not null");
                story.insert(Form.open(), "m", STATUS, 7, "mine");
                story.insert(Form.bound(), "m", STATUS, 8, "mine too");
            }),
            Known.everywhere("columnThatBearsTheNameOfADroppedOneIsNotThatOne", story -> {
                Tab m = story.table(story.run.main, "m", KeyKind.INT, "ssn", ColumnType.TEXT, "phone", ColumnType.TEXT);
                story.run.connect();
                story.run.prepare(Write.insert(Form.open(), "m", List.of("id", "ssn", "phone"), 5, "s", "p"));
                story.notice();
                story.drop(m, "ssn");
                story.rename(m, "phone", "ssn");
                story.insert(Form.bound(), "m", List.of("id", "ssn", "phone"), 6, "mine", "called");
            }),
            Known.everywhere("whatANewTableOfTheOldNameLacksIsNotLeftOut", story -> replaced(story, 0)),
            Known.everywhere("noMatterWhetherTheOldOneHadRows", story -> replaced(story, 5)),
            Known.everywhere("newTableOfTheOldNameIsWrittenToAtOnce", story -> {
                Tab m = story.table(story.run.main, "orders", KeyKind.INT, "status", ColumnType.TEXT);
                story.rows(m, 3);
                story.run.connect();
                story.insert(Form.open(), "orders", STATUS, 5, "old");
                story.notice();
                RenameTable.rename(story.run, m, "shipments");
                NewWriter.write(story.run, m, story.random);
                story.notice();
                story.insert(Form.open(), "orders", STATUS, 6, "followed");
                Tab next = new Tab(story.run.main, "orders", null);
                m.cols.stream().map(Col::copy).forEach(next.cols::add);
                TableSwap.create(story.run, next);
                next.cols.forEach(col -> col.meaning = null);
                Thread.sleep(200);
                story.insert(Form.open(), "orders", STATUS, 7, "mine");
                story.insert(Form.bound(), "orders", STATUS, 8, "mine");
            }),
            Known.everywhere("namesThatChangedHandsBeforeTheFirstWriteAreSeenToHave", story -> {
                changedHands(story, 0, false);
            }),
            Known.everywhere("namesThatChangedHandsBesideARequiredColumnAreSeenToHave", story -> {
                changedHands(story, 0, true);
            }),
            Known.everywhere("namesThatChangedHandsBeforeTheFirstWriteAreSeenToHaveByRows", story -> {
                changedHands(story, 3, false);
            }),
            Known.everywhere("valuesAreNotConvertedForColumnsWhoseNamesChangedHands", story -> {
                Tab m = story.table(story.run.main, "m", KeyKind.INT, "b", ColumnType.INT, "note", ColumnType.TEXT);
                story.rows(m, 3);
                story.run.connect();
                story.insert(Form.bound(), "m", List.of("id", "b", "note"), 6, 8, "17");
                story.notice();
                SwapNames.swap(story.run, m, AddColumn.of(m, "b"), AddColumn.of(m, "note"));
                story.insert(Form.bound(), "m", List.of("id", "b", "note"), 7, 9, "18");
                story.insert(Form.plain(), "m", List.of("id", "b", "note"), 8, 10, "19");
            }),
            Known.on(Engine.POSTGRESQL, "newTableOfTheOldNameNeverHadTheColumn", story -> {
                replaced(story, "note");
                story.insert(Form.plain(), "m", List.of("id", "status", "note"), 7, "open", "mine");
                story.insert(Form.bound(), "m", List.of("id", "status", "note"), 8, "open", "mine");
                story.run.write(new Write(
                        Verb.UPDATE,
                        "m",
                        List.of("status", "note"),
                        List.of("id"),
                        List.of(List.of("done", "mine", 5)),
                        Form.bound()));
            }),
            Known.on(Engine.POSTGRESQL, "newTableOfTheOldNameHasNoColumnUnderAnotherName", story -> {
                replaced(story, "customer_note");
                story.insert(Form.bound(), "m", List.of("id", "status", "note"), 8, "open", "mine");
            }),
            Known.on(Engine.POSTGRESQL, "newTableOfTheOldNameNeverWentThroughTheRename", story -> {
                Tab m = story.table(
                        story.run.main, "m", KeyKind.INT, "status", ColumnType.TEXT, "note", ColumnType.TEXT);
                story.run.connect();
                story.insert(Form.bound(), "m", STATUS, 5, "old");
                story.notice();
                story.rename(m, "status", "customer_status");
                story.notice();
                story.insert(Form.bound(), "m", STATUS, 6, "old");
                story.notice();
                RenameTable.rename(story.run, m, "letters");
                Tab next = new Tab(story.run.main, "m", null);
                m.cols.stream().map(Col::copy).forEach(next.cols::add);
                TableSwap.create(story.run, next);
                next.cols.forEach(col -> col.meaning = null);
                story.notice();
                story.insert(Form.bound(), "m", STATUS, 7, "mine");
            }),
            Known.on(Engine.POSTGRESQL, "namesExchangedInATableThatIsRenamed", story -> {
                Tab m = story.table(
                        story.run.main, "orders", KeyKind.INT, "city", ColumnType.TEXT, "label", ColumnType.TEXT);
                story.rows(m, 3);
                story.run.connect();
                story.insert(Form.bound(), "orders", List.of("id", "city", "label"), 5, "Oslo", "red");
                story.notice();
                RenameTable.rename(story.run, m, "mails");
                SwapNames.swap(story.run, m, AddColumn.of(m, "city"), AddColumn.of(m, "label"));
                story.run.write(Write.delete(Form.bound(), "orders", "city", "red"));
                story.insert(Form.bound(), "orders", List.of("id", "city"), 6, "Rome");
            }),
            Known.on(Engine.POSTGRESQL, "temporaryTableHidesNothingFromAQualifiedName", story -> {
                Tab m = story.table(story.run.main, "m", KeyKind.INT, "status", ColumnType.TEXT);
                story.run.connect();
                Form qualified = new Form(true, false, true, Write.Rows.SINGLE, Write.Back.NOTHING);
                story.insert(qualified, "m", STATUS, 5, "old");
                story.run.session("create temporary table m (id integer, status varchar(80))");
                story.run.world.temporary.add("m");
                story.rename(m, "status", "legacy_status");
                story.insert(qualified, "m", STATUS, 6, "old");
                story.insert(Form.bound(), "m", STATUS, 7, "mine");
                story.run.write(Write.delete(Form.bound(), "m", "id", 7));
            }));

    /** The table is put aside, and another one has its name, with another second column. */
    private static void replaced(Story story, String second) throws SQLException, IOException, InterruptedException {
        Tab m = story.table(story.run.main, "m", KeyKind.INT, "status", ColumnType.TEXT, "note", ColumnType.TEXT);
        story.run.connect();
        story.insert(Form.bound(), "m", List.of("id", "status", "note"), 5, "open", "old");
        story.notice();
        RenameTable.rename(story.run, m, "letters");
        Tab next = new Tab(story.run.main, "m", null);
        m.cols.stream().filter(col -> !col.name.equals("note")).map(Col::copy).forEach(next.cols::add);
        if (!second.equals("note")) {
            next.cols.add(new Col(second, ColumnType.TEXT.sql(story.run.engine()), null));
        }
        TableSwap.create(story.run, next);
        next.cols.forEach(col -> col.meaning = null);
    }

    private KnownReuse() {}

    private static void replaced(Story story, int rows) throws SQLException, IOException, InterruptedException {
        Tab m = story.table(story.run.main, "orders", KeyKind.INT, "city", ColumnType.INT, "note", ColumnType.TEXT);
        story.rows(m, rows);
        story.run.connect();
        story.run.prepare(Write.insert(Form.open(), "orders", List.of("id", "city", "note"), 5, 8, "n"));
        story.notice();
        RenameTable.rename(story.run, m, "clients");
        Tab next = new Tab(story.run.main, "orders", null);
        m.cols.stream().filter(col -> !col.name.equals("note")).map(Col::copy).forEach(next.cols::add);
        TableSwap.create(story.run, next);
        next.cols.forEach(col -> col.meaning = null);
        story.insert(Form.bound(), "orders", List.of("id", "city", "note"), 6, 9, "mine");
        story.notice();
        story.insert(Form.bound(), "orders", List.of("id", "city", "note"), 7, 10, "mine");
    }

    private static void changedHands(Story story, int rows, boolean written)
            throws SQLException, IOException, InterruptedException {
        Tab m = story.table(story.run.main, "m", KeyKind.INT, "b", ColumnType.TEXT, "note", ColumnType.TEXT);
        story.rows(m, rows);
        story.run.connect();
        if (written) {
            story.insert(Form.bound(), "m", List.of("id", "b", "note"), 6, "one", "two");
        }
        story.notice();
        story.add(m, "version", ColumnType.INT, " default 0 not null");
        story.run.ddl("alter table " + story.run.main + ".m alter column version drop default");
        AddColumn.of(m, "version").required = ColumnType.INT.zero(story.run.engine());
        SwapNames.swap(story.run, m, AddColumn.of(m, "b"), AddColumn.of(m, "note"));
        story.insert(Form.bound(), "m", List.of("id", "b", "note"), 7, "one", "two");
    }

    private static void reused(Story story) throws SQLException, IOException, InterruptedException {
        Tab m = story.table(story.run.main, "m", KeyKind.INT, "status", ColumnType.TEXT, "note", ColumnType.TEXT);
        story.rows(m, 3);
        story.run.connect();
        story.insert(Form.open(), "m", STATUS, 5, "old");
        story.notice();
        story.rename(m, "status", "legacy_status");
        story.notice();
        story.insert(Form.open(), "m", STATUS, 6, "old");
        story.insert(Form.bound(), "m", STATUS, 7, "old");
        story.add(m, "status", ColumnType.TEXT, "");
    }
}
