package io.selfhealing.agent.intercept;

import io.selfhealing.agent.heal.Evidence;
import io.selfhealing.agent.heal.EvidenceKind;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.spool.Meaning;
import io.selfhealing.agent.sql.ColumnUse;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.ParsedWrite;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has become, since a write was acknowledged, of the columns that it names: by their identity where the database has one, by
 * other proof where somebody has that, and by their names only where no column of the table changed.
 *
 * @param objection why the write must not be made, whatever its names mean now; null where it may be
 * @param renamed name in the text → name of today, where the two differ
 * @param gone names in the text whose columns exist no more, nor any of that name
 * @param retyped names in the text whose columns have another type than they had
 * @param changed whether any column of the table changed, so that no guess counts
 * @param kinds for each of {@code renamed} what proves it
 */
record ColumnsSince(
        @Nullable String objection,
        Map<String, String> renamed,
        Set<String> gone,
        Set<String> retyped,
        boolean changed,
        Map<String, EvidenceKind> kinds) {
    ColumnsSince {
        kinds = Map.copyOf(kinds);
        renamed = Map.copyOf(renamed);
        gone = Set.copyOf(gone);
        retyped = Set.copyOf(retyped);
    }

    /** Proof of what a column is called today, where the database does not tell that by itself. */
    @FunctionalInterface
    interface Proof {
        /** None. */
        Proof NONE = name -> null;

        /** What proved it. */
        default EvidenceKind kind(String name) {
            return EvidenceKind.IDENTITY;
        }

        /** Null where there is no proof. */
        @Nullable
        String nameOfToday(String name);

        /**
         * Why a value must not go to the column that was meant, although it is that one: it may mean something else by now. Null where
         * nothing speaks against it.
         */
        default @Nullable String objection(String name, Meaning.Column meant, Column living) {
            return null;
        }
    }

    /**
     * By the table as it is now.
     *
     * @param proof asked only where the columns have no identity, and the table changed
     */
    static ColumnsSince of(ParsedWrite write, Meaning meaning, TableSnapshot now, Dialect dialect, Proof proof) {
        boolean changed = !meaning.layout().equals(now.layout());
        Found found = new Found(meaning, now, changed, proof);
        for (ColumnUse use : write.uses()) {
            found.add(use.column().name(dialect));
        }
        if (changed && !write.doubtful().isEmpty()) {
            found.object("its table changed since, and of one of its names it is not known whose it is");
        }
        return new ColumnsSince(found.objection, found.renamed, found.gone, found.retyped, changed, found.kinds);
    }

    /** Why a name of then is that one now. */
    Evidence evidence(String from, String to) {
        return new Evidence(
                kinds.getOrDefault(from, EvidenceKind.IDENTITY),
                1,
                from + " → " + to + ", the column that was meant when it was kept");
    }

    private static final class Found {
        private final Meaning meaning;
        private final TableSnapshot now;
        private final boolean changed;
        private final Proof proof;
        private final Map<String, String> renamed = new LinkedHashMap<>();
        private final Map<String, EvidenceKind> kinds = new LinkedHashMap<>();
        private final Set<String> gone = new LinkedHashSet<>();
        private final Set<String> retyped = new LinkedHashSet<>();
        private @Nullable String objection;

        Found(Meaning meaning, TableSnapshot now, boolean changed, Proof proof) {
            this.meaning = meaning;
            this.now = now;
            this.changed = changed;
            this.proof = proof;
        }

        void object(String reason) {
            if (objection == null) {
                objection = reason;
            }
        }

        void add(String name) {
            Meaning.Column meant = meaning.columns().get(name);
            Column named = now.column(name);
            if (meant == null) {
                if (named != null) {
                    object("it is not known that the column " + name + " of today is the one that was meant");
                }
            } else if (meant.identity() != null) {
                byIdentity(name, meant, named);
            } else if (!changed && named != null) {
                same(name, meant, named);
            } else {
                byProof(name, meant, named);
            }
        }

        private void byIdentity(String name, Meaning.Column meant, @Nullable Column named) {
            Column living = living(meant.identity());
            if (living != null) {
                same(name, meant, living);
            } else if (named != null) {
                object("the column " + name + " that was meant was dropped, and another one has its name now");
            } else {
                gone.add(name);
            }
        }

        private @Nullable Column living(@Nullable String identity) {
            for (Column column : now.columns()) {
                if (column.identity() != null && column.identity().equals(identity)) {
                    return column;
                }
            }
            return null;
        }

        private void byProof(String name, Meaning.Column meant, @Nullable Column named) {
            String today = proof.nameOfToday(name);
            Column proved = today == null ? null : now.column(today);
            if (proved != null) {
                same(name, meant, proved);
                kinds.put(name, proof.kind(name));
            } else if (named != null) {
                object("columns of " + now.name() + " changed since, and nothing proves that its column " + name
                        + " is the one that was meant");
            } else {
                gone.add(name);
            }
        }

        private void same(String name, Meaning.Column meant, Column living) {
            if (!living.name().equals(name)) {
                renamed.put(name, living.name());
            }
            if (!living.type().name().equals(meant.type())) {
                retyped.add(name);
            }
            String doubt = changed ? proof.objection(name, meant, living) : null;
            if (doubt != null) {
                object(doubt);
            }
        }
    }
}
