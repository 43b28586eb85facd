package io.selfhealing.agent.intercept;

import io.selfhealing.agent.sql.Product;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the rows of a text that runs on a plain statement can be found again, so that something may be left out of it. */
final class PlainKeys {
    private static final List<Bindings> ONE_ROW = List.of(new Bindings(0));

    private PlainKeys() {}

    /** Why a plain statement cannot run by that plan, though a prepared one might; null where it can. */
    static @Nullable String obstacle(Plan plan, Product product) {
        LeftOutColumns leftOut = plan.leftOut();
        if (leftOut == null || Quarantined.keysExact(plan, leftOut, ONE_ROW, product)) {
            return null;
        }
        if (leftOut.needsGeneratedKeys()) {
            return "the database makes the key of the row, which only a prepared statement can be asked for: what is left out of a"
                    + " plain statement could not be put back";
        }
        return "nothing tells under which key the row is stored, which only a prepared statement can be asked for: what is left out of a"
                + " plain statement could not be put back";
    }
}
