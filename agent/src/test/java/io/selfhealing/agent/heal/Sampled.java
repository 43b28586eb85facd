package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.ColumnSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;

/** What a column is known to hold. */
final class Sampled {
    static final ValueProfile NUMBERS_AS_TEXT = texts("role", each -> String.valueOf(each % 7));
    static final ValueProfile MOODS =
            texts("role", each -> List.of("glad", "sad", "bored").get(each % 3));
    static final ValueProfile UUIDS = texts("role", each -> "0190f3f2-b7e0-7e5c-8a1b-3c5d7e9fa" + (100 + each));
    static final ValueProfile ADDRESSES = texts("role", each -> "somebody" + each + "@example.org");
    static final ValueProfile PROSE = texts("role", each -> "what " + each + " said " + "again ".repeat(each % 9));

    private Sampled() {}

    static ValueProfile texts(String column, IntFunction<String> text) {
        return of(column + " text", 60, text::apply);
    }

    /** @param column as {@link Tables} spells one */
    static ValueProfile of(String column, int rows, IntFunction<Object> value) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            values.add(value.apply(i));
        }
        String name = column.substring(0, column.indexOf(' '));
        Column there = Objects.requireNonNull(Tables.table("t", column).column(name));
        return ValueProfile.of(there, new ColumnSample(values));
    }
}
