package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Product;

/**
 * What the numbers of a table's columns tell of the columns that it has no more. PostgreSQL counts the columns of a table from 1 and
 * never gives a number again ({@code pg_attribute.attnum}), so that a column that was dropped leaves a gap for as long as the table
 * lives. The other databases count anew.
 */
final class Gaps {
    private Gaps() {}

    /** Whether the database shows that the table has lost no column since it was made; false where it cannot show it. */
    static boolean none(TableSnapshot table, Product product) {
        if (product != Product.POSTGRESQL) {
            return false;
        }
        int highest = 0;
        for (Column column : table.columns()) {
            int number = number(column);
            if (number < 1) {
                return false;
            }
            highest = Math.max(highest, number);
        }
        return highest == table.columns().size();
    }

    /** The number after the table's own, as the reader joins them; 0 where there is none. */
    private static int number(Column column) {
        String identity = column.identity();
        int dot = identity == null ? -1 : identity.lastIndexOf('.');
        if (identity == null || dot < 0) {
            return 0;
        }
        try {
            return Integer.parseInt(identity, dot + 1, identity.length(), 10);
        } catch (NumberFormatException notOurs) {
            return 0;
        }
    }
}
