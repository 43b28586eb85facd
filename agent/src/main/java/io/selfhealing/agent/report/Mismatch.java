package io.selfhealing.agent.report;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import org.jspecify.annotations.Nullable;

/** What an application's writes and a table do not agree on. Names as the catalog holds them. */
public sealed interface Mismatch {
    /** Where the application's name for it would have to be right for the mismatch to be over. */
    TableRef table();

    /** The table that is to be changed, as it is called now. */
    default TableRef changed() {
        return table();
    }

    /** One word. */
    String kind();

    /** What it is about, beside the table; empty where that is all. */
    String subject();

    /**
     * Whether the table, as it is now, no longer differs from what the application writes, or differs in another way: what is about
     * a column that is gone is over.
     */
    boolean isEnded(@Nullable TableSnapshot now);

    /** The application writes a column that the table does not have, and that has no other place. */
    record MissingColumn(TableRef table, String column) implements Mismatch {
        @Override
        public String kind() {
            return "missing_column";
        }

        @Override
        public String subject() {
            return column;
        }

        @Override
        public boolean isEnded(@Nullable TableSnapshot now) {
            return now != null && now.column(column) != null;
        }
    }

    /** The application writes a column by the name that it had before. */
    record RenamedColumn(TableRef table, String from, String to) implements Mismatch {
        @Override
        public String kind() {
            return "renamed_column";
        }

        @Override
        public String subject() {
            return from + " → " + to;
        }

        @Override
        public boolean isEnded(@Nullable TableSnapshot now) {
            return now != null && (now.column(from) != null || now.column(to) == null);
        }
    }

    /** The application writes a table by the name that it had before. */
    record RenamedTable(TableRef table, TableRef to) implements Mismatch {
        @Override
        public TableRef changed() {
            return to;
        }

        @Override
        public String kind() {
            return "renamed_table";
        }

        @Override
        public String subject() {
            return "→ " + to;
        }

        @Override
        public boolean isEnded(@Nullable TableSnapshot now) {
            return now != null;
        }
    }

    /** A column must have a value, has no default, and is not in the application's INSERT. */
    record OmittedColumn(TableRef table, String column) implements Mismatch {
        @Override
        public String kind() {
            return "omitted_column";
        }

        @Override
        public String subject() {
            return column;
        }

        @Override
        public boolean isEnded(@Nullable TableSnapshot now) {
            Column found = now == null ? null : now.column(column);
            return now != null && (found == null || !found.required() || found.source() != Column.Source.NONE);
        }
    }

    /**
     * What the application binds is not of the column's type.
     *
     * @param wanted a type, in lower case and without its length, or a label, that ends it; empty where neither is known
     */
    record ChangedType(TableRef table, String column, String wanted) implements Mismatch {
        @Override
        public String kind() {
            return "changed_type";
        }

        @Override
        public String subject() {
            return column;
        }

        @Override
        public boolean isEnded(@Nullable TableSnapshot now) {
            Column found = now == null ? null : now.column(column);
            if (found == null) {
                return now != null;
            }
            return !wanted.isEmpty()
                    && (ColumnTypes.bare(found.type().name()).equals(wanted)
                            || found.type().labels().contains(wanted));
        }
    }
}
