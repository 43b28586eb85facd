package io.selfhealing.it.drift;

import org.jspecify.annotations.Nullable;

/** A column that is there now. */
final class Col {
    String name;
    String type;
    /** What the old application knows it as; null for one that it does not know. */
    @Nullable
    Meaning meaning;
    /** Whose values it holds as well, and will hold when that one is gone. */
    @Nullable
    Meaning copyOf;
    /** How what the old application binds becomes what is in it; {@code ?} stands for what is bound. */
    String conversion = "?";
    /** Whether an INSERT has to name it; then what stands for a value that nobody gave. */
    @Nullable
    String required;
    /** The name that it has in the table which its own was copied from. */
    @Nullable
    String note;

    Col(String name, String type, @Nullable Meaning meaning) {
        this.name = name;
        this.type = type;
        this.meaning = meaning;
    }

    /** Whether the database makes its values. */
    boolean numbered() {
        return type.contains("identity") || type.contains("auto_increment");
    }

    Col copy() {
        Col copy = new Col(name, type, meaning);
        copy.copyOf = copyOf;
        copy.conversion = conversion;
        copy.required = required;
        return copy;
    }
}
