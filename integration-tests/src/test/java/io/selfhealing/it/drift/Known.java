package io.selfhealing.it.drift;

import io.selfhealing.it.server.Engine;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A history with a name, for a fault that was found once. */
record Known(String name, Set<Engine> engines, Telling telling) {
    /** What happens in it. */
    interface Telling {
        void tell(Story story) throws SQLException, IOException, InterruptedException;
    }

    static Known everywhere(String name, Telling telling) {
        return new Known(name, EnumSet.allOf(Engine.class), telling);
    }

    static Known on(Engine engine, String name, Telling telling) {
        return new Known(name, EnumSet.of(engine), telling);
    }

    static List<Known> all() {
        List<Known> all = new ArrayList<>();
        all.addAll(KnownPaths.ALL);
        all.addAll(KnownReuse.ALL);
        all.addAll(KnownLookalikes.ALL);
        all.addAll(KnownKeys.ALL);
        all.addAll(KnownAnswers.ALL);
        return all;
    }
}
