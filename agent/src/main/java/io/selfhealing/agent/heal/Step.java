package io.selfhealing.agent.heal;

import java.util.List;

/** One change that a verdict makes to a write. Names as the catalog holds them. */
public sealed interface Step {
    /** Strongest first; never empty. */
    List<Evidence> evidence();

    /** The write goes to another table. Every mention of {@code from} that means the table becomes {@code to}, with its schema. */
    record RenameTable(String fromSchema, String from, String toSchema, String to, List<Evidence> evidence)
            implements Step {
        public RenameTable {
            evidence = List.copyOf(evidence);
        }
    }

    /** Every mention of {@code from} becomes {@code to}. */
    record Rename(String from, String to, List<Evidence> evidence) implements Step {
        public Rename {
            evidence = List.copyOf(evidence);
        }

        /** Whether it is a guess, however good, that the values which are written may refute. */
        public boolean unproved() {
            return switch (evidence.get(0).kind()) {
                case STRUCTURAL, PATTERN, LEARNED, ONLY_PLACE -> true;
                default -> false;
            };
        }
    }

    /** The column is not written; its value goes to quarantine with the row's key. */
    record LeaveOut(String column, List<Evidence> evidence) implements Step {
        public LeaveOut {
            evidence = List.copyOf(evidence);
        }
    }

    /**
     * A column that the statement does not name is written too.
     *
     * @param expression SQL without parameters, such as {@code CURRENT_TIMESTAMP}
     */
    record Fill(String column, String expression, List<Evidence> evidence) implements Step {
        public Fill {
            evidence = List.copyOf(evidence);
        }
    }
}
