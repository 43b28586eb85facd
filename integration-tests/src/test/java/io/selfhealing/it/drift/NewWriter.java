package io.selfhealing.it.drift;

import java.sql.SQLException;
import java.util.List;
import java.util.Random;

/** The new version of the application writes beside the old one. */
final class NewWriter {
    private NewWriter() {}

    static void random(Run run, Random random) throws SQLException {
        List<Tab> all = run.world.tabs.stream()
                .filter(t -> t.old != null && (!t.setAside || t.moved))
                .toList();
        Tab tab = new Pick(run, random).any(all);
        if (tab != null) {
            write(run, tab, random);
        }
    }

    static void write(Run run, Tab tab, Random random) throws SQLException {
        Rows.fromOutside(run, tab, random);
        tab.witnessed = true;
        if (tab.moved) {
            tab.setAside = false;
            tab.moved = false;
        }
    }
}
