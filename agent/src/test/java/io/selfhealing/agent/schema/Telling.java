package io.selfhealing.agent.schema;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps what the listeners were told. */
final class Telling implements SchemaListener, LedgerListener {
    final List<String> changes = new CopyOnWriteArrayList<>();
    final List<String> unavailable = new CopyOnWriteArrayList<>();
    final List<String> cut = new CopyOnWriteArrayList<>();
    final List<String> setAside = new CopyOnWriteArrayList<>();
    final List<String> unwritable = new CopyOnWriteArrayList<>();

    @Override
    public void changed(String database, @Nullable TableSnapshot before, TableSnapshot after) {
        changes.add((before == null ? "nothing" : names(before)) + " > " + names(after));
    }

    @Override
    public void cut(String database, String what) {
        cut.add(what);
    }

    @Override
    public void unavailable(String database, String reason) {
        unavailable.add(database + ": " + reason);
    }

    @Override
    public void setAside(Path file, String reason) {
        setAside.add(reason);
    }

    @Override
    public void unwritable(Path directory, String reason) {
        unwritable.add(reason);
    }

    static String names(TableSnapshot table) {
        return table.schema() + "." + table.name()
                + table.columns().stream().map(Column::name).toList();
    }
}
