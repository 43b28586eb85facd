package io.selfhealing.it.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Finds something for a step to happen to. */
final class Pick {
    private final Run run;
    private final Random random;

    Pick(Run run, Random random) {
        this.run = run;
        this.random = random;
    }

    /** A table of the old application's: mostly the one that its session means. */
    @Nullable
    Tab tab() {
        List<Tab> all = run.world.tabs.stream()
                .filter(t -> t.old != null && !t.setAside)
                .toList();
        Tab there = all.stream()
                .filter(t -> t.old != null && t.old.schema.equals(run.world.path))
                .findFirst()
                .orElse(null);
        return there != null && random.nextInt(5) > 0 ? there : any(all);
    }

    <T> @Nullable T any(List<T> all) {
        return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
    }

    @Nullable
    Col payload(Tab tab) {
        return any(tab.payload());
    }

    /** A column that the old application knows and that is no key. */
    @Nullable
    Col known(Tab tab) {
        return any(tab.payload().stream().filter(c -> c.meaning != null).toList());
    }

    String columnName(Tab tab, String from) {
        for (int i = 0; i < 12; i++) {
            String name = Lexicon.another(from, random);
            if (tab.col(name) == null) {
                return name;
            }
        }
        return run.fresh("col");
    }

    String tableName(String schema) {
        String name = Lexicon.otherTable(random);
        return run.world.free(schema, name) ? name : run.fresh(name);
    }

    /** Names of the old application that nothing bears in a table now. */
    List<Meaning> vacant(Tab tab) {
        List<Meaning> vacant = new ArrayList<>();
        OldTable old = tab.old;
        if (old != null) {
            old.payload().stream().filter(m -> tab.col(m.name()) == null).forEach(vacant::add);
        }
        return vacant;
    }
}
