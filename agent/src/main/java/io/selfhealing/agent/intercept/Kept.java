package io.selfhealing.agent.intercept;

import static io.selfhealing.bootstrap.door.SelfHealingDoor.*;

import io.selfhealing.agent.offline.BoundValue;
import io.selfhealing.agent.offline.Keeper;
import io.selfhealing.bootstrap.door.SelfHealingOutcome;
import java.sql.SQLType;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A write that is on disk instead of in the database, as its prepared statement shows it. */
final class Kept {
    private Kept() {}

    /** For each parameter what was bound to it, null where nothing was. */
    static List<@Nullable BoundValue> values(Bindings bound) {
        List<@Nullable BoundValue> values = new ArrayList<>();
        for (int i = 1; i <= bound.size(); i++) {
            values.add(bound.isSet(i) ? value(bound, i) : null);
        }
        return values;
    }

    private static @Nullable BoundValue value(Bindings bound, int i) {
        Object value = bound.boxed(i);
        Object extra = bound.extra(i);
        return switch (bound.setter(i)) {
            case SET_NULL, SET_NULL_NAMED -> new BoundValue(null, (int) bound.bits(i), (String) extra, null);
            case SET_OBJECT_TYPE -> new BoundValue(value, (int) bound.bits(i), null, null);
            case SET_OBJECT_SQL_TYPE ->
                new BoundValue(value, extra instanceof SQLType type ? type.getVendorTypeNumber() : null, null, null);
            case SET_DATE_CALENDAR, SET_TIME_CALENDAR, SET_TIMESTAMP_CALENDAR ->
                new BoundValue(value, null, null, (Calendar) extra);
            case SET_OBJECT_TYPE_SCALE, SET_OBJECT_SQL_TYPE_SCALE ->
                null; // A scale of its own could not be bound again.
            default -> BoundValue.of(value);
        };
    }

    /** What the call returns. */
    static Object answer(int execution, int rows) {
        return switch (execution) {
            case EXECUTE -> false;
            case EXECUTE_LARGE_UPDATE -> (long) rows;
            default -> rows;
        };
    }

    /** What is asked of the statement afterwards; null where its driver answers. */
    static @Nullable SelfHealingOutcome result(PreparedState state, int what) {
        int rows = state.kept;
        return switch (what) {
            case RESULT_UPDATE_COUNT -> SelfHealingOutcome.returned(rows);
            case RESULT_LARGE_UPDATE_COUNT -> SelfHealingOutcome.returned((long) rows);
            case RESULT_SET -> SelfHealingOutcome.returned(null);
            case RESULT_WARNINGS -> SelfHealingOutcome.returned(Keeper.warning());
            case RESULT_MORE, RESULT_MORE_KEEPING -> {
                state.kept = -1;
                yield SelfHealingOutcome.returned(false);
            }
            default -> null;
        };
    }
}
