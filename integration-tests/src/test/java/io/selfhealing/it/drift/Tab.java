package io.selfhealing.it.drift;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table that is there now. */
final class Tab {
    String schema;
    String name;
    /** Which of the old application's tables it is; null for one that it does not know. */
    @Nullable
    OldTable old;
    /** Whether it was put out of use: nothing may be written there. */
    boolean setAside;
    /** Whether something else than the application was seen to write to it under its present name. */
    boolean witnessed;
    /** Whether a trigger changes what is written into it. */
    boolean triggered;
    /** The trigger that keeps two columns in step. */
    @Nullable
    String trigger;
    /** Whether it was put aside by being moved, which ends when somebody is seen to write to it there. */
    boolean moved;

    final List<Col> cols = new ArrayList<>();

    Tab(String schema, String name, @Nullable OldTable old) {
        this.schema = schema;
        this.name = name;
        this.old = old;
    }

    String qualified() {
        return schema + "." + name;
    }

    @Nullable
    Col col(String wanted) {
        return cols.stream().filter(c -> c.name.equals(wanted)).findFirst().orElse(null);
    }

    @Nullable
    Col home(Meaning meaning) {
        return cols.stream().filter(c -> meaning.equals(c.meaning)).findFirst().orElse(null);
    }

    /** Columns that are no part of the key. */
    List<Col> payload() {
        return cols.stream().filter(c -> c.meaning == null || !c.meaning.key()).toList();
    }

    /** Columns of the key, which nothing but their names changes. */
    List<Col> key() {
        return cols.stream().filter(c -> c.meaning != null && c.meaning.key()).toList();
    }
}
