package io.selfhealing.agent.sql;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/** Changes to a text, gathered and then applied all at once; tells where each place of the old text is in the new one. */
final class Splice {
    private final String text;
    private final List<Edit> edits;
    private final int[] starts;
    private final int[] shifts;

    private Splice(String text, List<Edit> edits) {
        this.text = text;
        this.edits = edits;
        starts = new int[edits.size()];
        shifts = new int[edits.size() + 1];
        for (int i = 0; i < starts.length; i++) {
            Edit edit = edits.get(i);
            starts[i] = edit.start();
            shifts[i + 1] = shifts[i] + edit.replacement().length() - (edit.end() - edit.start());
        }
    }

    private record Edit(int start, int end, String replacement) {}

    /** Gathers changes; those inside a deleted stretch have no effect. */
    static final class Builder {
        private final String text;
        private final List<Edit> edits = new ArrayList<>();
        private final BitSet deleted = new BitSet();

        Builder(String text) {
            this.text = text;
        }

        void delete(Span span) {
            deleted.set(span.start(), span.end());
        }

        boolean isDeleted(Span span) {
            return deleted.get(span.start());
        }

        void replace(Span span, String replacement) {
            edits.add(new Edit(span.start(), span.end(), replacement));
        }

        void insert(int at, String inserted) {
            edits.add(new Edit(at, at, inserted));
        }

        Splice build() {
            edits.removeIf(edit -> edit.end() > edit.start() && deleted.get(edit.start()));
            for (int from = deleted.nextSetBit(0); from >= 0; ) {
                int to = deleted.nextClearBit(from);
                edits.add(new Edit(from, to, ""));
                from = deleted.nextSetBit(to);
            }
            edits.sort(Comparator.comparingInt(Edit::start).thenComparingInt(Edit::end));
            return new Splice(text, edits);
        }
    }

    boolean isEmpty() {
        return edits.isEmpty();
    }

    String apply() {
        StringBuilder result = new StringBuilder(text.length() + shifts[starts.length]);
        int at = 0;
        for (Edit edit : edits) {
            result.append(text, at, edit.start()).append(edit.replacement());
            at = edit.end();
        }
        return result.append(text, at, text.length()).toString();
    }

    /** Where the character before which a place of the old text was is now; what is inserted at the place comes after it. */
    int place(int old) {
        int low = 0;
        int high = starts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (starts[middle] < old) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return old + shifts[low];
    }

    Span place(Span old) {
        return new Span(place(old.start()), place(old.end()));
    }
}
