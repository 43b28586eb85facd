package io.selfhealing.agent.intercept;

import static io.selfhealing.bootstrap.door.SelfHealingDoor.*;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Which overload of {@code prepareStatement} the application called, with its arguments, so that it can be called again. */
record Flavour(int kind, int a, int b, int c, @Nullable Object keys) {
    static final Flavour PLAIN = new Flavour(FLAVOUR_PLAIN, 0, 0, 0, null);

    Flavour {
        if (keys instanceof int[] indexes) {
            keys = indexes.clone();
        } else if (keys instanceof String[] names) {
            keys = names.clone();
        }
    }

    /** What a text is run with: the flag, the indexes or the names that say which keys are wanted; null where none are. */
    static Flavour asking(@Nullable Object keys) {
        if (keys instanceof Integer flag) {
            return new Flavour(FLAVOUR_KEYS_FLAG, flag, 0, 0, null);
        }
        return keys == null
                ? PLAIN
                : new Flavour(keys instanceof int[] ? FLAVOUR_KEYS_INDEXES : FLAVOUR_KEYS_NAMES, 0, 0, 0, keys);
    }

    /** Whether the application itself asks for generated keys. */
    boolean asksForKeys() {
        return (kind == FLAVOUR_KEYS_FLAG && a == Statement.RETURN_GENERATED_KEYS)
                || kind == FLAVOUR_KEYS_INDEXES
                || kind == FLAVOUR_KEYS_NAMES;
    }

    /** The same, but asking for the values that the database gives to these columns. */
    Flavour askingFor(List<String> columns) {
        return new Flavour(FLAVOUR_KEYS_NAMES, 0, 0, 0, columns.toArray(String[]::new));
    }

    /** The same with the names of the keys' columns changed. */
    Flavour renamed(UnaryOperator<String> names) {
        if (!(keys instanceof String[] old)) {
            return this;
        }
        String[] renamed = old.clone();
        for (int i = 0; i < renamed.length; i++) {
            renamed[i] = names.apply(renamed[i]);
        }
        return new Flavour(kind, a, b, c, renamed);
    }

    PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        return switch (kind) {
            case FLAVOUR_PLAIN -> connection.prepareStatement(sql);
            case FLAVOUR_TYPE_CONCURRENCY -> connection.prepareStatement(sql, a, b);
            case FLAVOUR_TYPE_CONCURRENCY_HOLDABILITY -> connection.prepareStatement(sql, a, b, c);
            case FLAVOUR_KEYS_FLAG -> connection.prepareStatement(sql, a);
            case FLAVOUR_KEYS_INDEXES -> connection.prepareStatement(sql, (int[]) keys);
            case FLAVOUR_KEYS_NAMES -> connection.prepareStatement(sql, (String[]) keys);
            default -> throw new IllegalStateException("no such overload: " + kind);
        };
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Flavour other
                && kind == other.kind
                && a == other.a
                && b == other.b
                && c == other.c
                && Objects.deepEquals(keys, other.keys);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * kind + a) + b;
    }
}
