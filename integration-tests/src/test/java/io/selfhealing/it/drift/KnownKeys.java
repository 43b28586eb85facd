package io.selfhealing.it.drift;

import io.selfhealing.it.drift.Write.Form;
import io.selfhealing.it.server.Engine;
import java.util.ArrayList;
import java.util.List;

/** Values that were left out go back to their rows, whatever their keys are made of. */
final class KnownKeys {
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    static final List<Known> ALL = all();

    private KnownKeys() {}

    private static List<Known> all() {
        List<Known> all = new ArrayList<>();
        for (KeyKind key :
                List.of(KeyKind.INT, KeyKind.TEXT, KeyKind.UUID, KeyKind.MOMENT, KeyKind.DECIMAL, KeyKind.GENERATED)) {
            all.add(Known.everywhere("valueComesBackToRowWithKey_" + key, story -> comesBack(story, key, false)));
        }
        all.add(Known.on(
                Engine.POSTGRESQL,
                "valueComesBackToRowWhoseKeyATriggerChanged",
                story -> comesBack(story, KeyKind.INT, true)));
        return all;
    }

    private static void comesBack(Story story, KeyKind key, boolean trigger)
            throws java.sql.SQLException, java.io.IOException, InterruptedException {
        Tab m = story.table(story.run.main, "m", key, "mail", ColumnType.TEXT, "city", ColumnType.TEXT);
        if (trigger) {
            Rules.keyTrigger(story.run, m);
        }
        List<String> columns = key == KeyKind.GENERATED ? List.of("mail", "city") : List.of("id", "mail", "city");
        story.rows(m, 4);
        story.run.connect();
        write(story, key, columns, "a@b.example");
        story.notice();
        story.drop(m, "mail");
        story.notice();
        write(story, key, columns, "c@d.example");
        story.add(m, "mail", ColumnType.TEXT, "");
        boolean promised = !story.run.pending.isEmpty();
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (promised && !back(story, m) && System.nanoTime() < deadline) {
            Thread.sleep(100);
        }
        story.run.look();
        if (promised && !back(story, m)) {
            throw new Wrong(new Ruling(Verdict.LOST, "the value did not come back"));
        }
    }

    private static boolean back(Story story, Tab m) throws java.sql.SQLException {
        return story.run.dump().of(m.qualified()).stream().anyMatch(row -> "c@d.example".equals(row.get("mail")));
    }

    private static void write(Story story, KeyKind key, List<String> columns, String mail)
            throws java.sql.SQLException, java.io.IOException {
        if (key == KeyKind.GENERATED) {
            // Where a counter gives the key, two rows that hold the same are told apart by nothing but a version.
            story.insert(Form.bound(), "m", columns, mail, "city of " + mail);
        } else {
            Object id = key.types.get(0).value(story.run.engine(), story.run.serial(), story.random);
            story.insert(Form.bound(), "m", columns, id, mail, "Oslo");
        }
    }
}
