package io.selfhealing.it.drift;

import io.selfhealing.it.server.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A temporary table of the same name, which the application's connection alone sees. */
final class Shadow {
    private Shadow() {}

    static void random(Run run, Random random) {
        for (OldTable old : run.world.olds) {
            if (old.schema.equals(run.world.path) && !run.world.hidden(old.name)) {
                make(run, old, random);
                return;
            }
        }
    }

    private static void make(Run run, OldTable old, Random random) {
        List<String> lines = new ArrayList<>();
        for (Meaning meaning : old.columns) {
            if (meaning.key() || random.nextInt(4) > 0) {
                String type = meaning.generated() ? "serial" : meaning.type().sql(run.engine());
                lines.add(meaning.name() + " "
                        + (run.engine().speaksMySql() && meaning.generated()
                                ? "bigint auto_increment primary key"
                                : type));
            }
        }
        String create = "create temporary table " + old.name + " (" + String.join(", ", lines) + ")";
        run.session(
                run.engine() == Engine.POSTGRESQL && random.nextBoolean()
                        ? "do $$ begin execute '" + create + "'; end $$"
                        : create);
        run.world.temporary.add(run.engine().speaksMySql() ? old.schema + "." + old.name : old.name);
    }
}
