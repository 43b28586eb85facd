package io.selfhealing.it.drift;

import io.selfhealing.it.drift.Write.Form;
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
            }));

    private KnownReuse() {}

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
