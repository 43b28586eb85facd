package io.selfhealing.it.drift;

import io.selfhealing.it.drift.Write.Back;
import io.selfhealing.it.drift.Write.Form;
import io.selfhealing.it.server.Engine;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** What the application hears is what happened. */
final class KnownAnswers {
    private static final List<String> COLUMNS = List.of("id", "sender");

    static final List<Known> ALL = List.of(
            Known.on(Engine.POSTGRESQL, "returningAllIsReadByTheOldLabels", story -> {
                renamed(story);
                for (int id = 21; id < 24; id++) {
                    story.insert(Form.bound().giving(Back.RETURNING_ALL), "m", COLUMNS, id, "bob");
                }
            }),
            Known.on(Engine.POSTGRESQL, "returningOfANameInAString", story -> {
                renamed(story);
                story.insert(Form.bound().giving(Back.RETURNING_JSON), "m", COLUMNS, 21, "bob");
            }),
            Known.on(Engine.POSTGRESQL, "keyAskedForByItsOldName", story -> {
                Tab m = story.table(story.run.main, "m", KeyKind.GENERATED, "sender", ColumnType.TEXT);
                story.rows(m, 3);
                story.run.connect();
                Form asking = Form.bound().giving(Back.KEYS_NAMED);
                story.insert(asking, "m", List.of("sender"), "ann");
                story.notice();
                story.rename(m, "id", "order_id");
                story.notice();
                story.insert(asking, "m", List.of("sender"), "bob");
            }),
            Known.everywhere("errorNamesNoColumnThatTheApplicationDidNotWrite", story -> {
                Tab m = story.table(story.run.main, "m", KeyKind.INT, "mail", ColumnType.TEXT);
                story.run.connect();
                story.insert(Form.bound(), "m", List.of("id", "mail"), 5, "a");
                story.run.write(Write.delete(Form.bound(), "m", "id", 5));
                story.notice();
                story.drop(m, "mail");
                story.add(m, "contact", ColumnType.UUID, " not null");
                AddColumn.of(m, "contact").required = ColumnType.UUID.zero(story.run.engine());
                story.notice();
                story.insert(Form.bound(), "m", List.of("id", "mail"), 6, "b");
            }),
            Known.everywhere("typoIsTheApplicationsError", story -> {
                story.table(story.run.main, "m", KeyKind.INT, "name", ColumnType.TEXT);
                story.run.connect();
                story.insert(Form.bound(), "m", List.of("id", "naem"), 5, "bob");
                story.notice();
                story.insert(Form.plain(), "m", List.of("id", "naem"), 6, "bob");
            }));

    private KnownAnswers() {}

    private static void renamed(Story story) throws SQLException, IOException, InterruptedException {
        Tab m = story.table(story.run.main, "m", KeyKind.INT, "sender", ColumnType.TEXT);
        story.rows(m, 3);
        story.run.connect();
        story.insert(Form.bound(), "m", COLUMNS, 11, "ann");
        story.notice();
        story.rename(m, "sender", "zorp");
        story.notice();
        story.insert(Form.bound(), "m", COLUMNS, 12, "ann");
    }
}
