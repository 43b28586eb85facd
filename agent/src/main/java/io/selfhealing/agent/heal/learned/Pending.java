package io.selfhealing.agent.heal.learned;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What has to be looked at again before it counts: a guess that was taken is right only if it is not undone soon after, and what
 * was merely suggested only if it is proved. Bounded; kept by one thread.
 */
public final class Pending {
    private static final int MOST = 256;

    private final long lookMillis;
    private final List<Waiting> waiting = new ArrayList<>();
    private final Map<String, String> suggested = new LinkedHashMap<>();

    private record Waiting(Outcome.Accepted accepted, long due) {}

    /** @param lookMillis how long a guess must have stood */
    public Pending(long lookMillis) {
        this.lookMillis = lookMillis;
    }

    /** What counts now of an outcome that was reported. */
    public List<Outcome> heard(Outcome outcome, long now) {
        if (outcome instanceof Outcome.Accepted accepted) {
            await(accepted, now);
            return List.of();
        }
        if (outcome instanceof Outcome.RolledBack back) {
            waiting.removeIf(each -> each.accepted().table().equals(back.table())
                    && each.accepted().from().equals(back.from())
                    && each.accepted().to().equals(back.to()));
            return List.of();
        }
        if (outcome instanceof Outcome.Suggested suggestion) {
            if (suggested.size() == MOST) {
                suggested.remove(suggested.keySet().iterator().next());
            }
            suggested.put(suggestion.table() + '.' + suggestion.from(), suggestion.to());
            return List.of();
        }
        if (outcome instanceof Outcome.Gone gone) {
            return gone(gone);
        }
        return outcome instanceof Outcome.Proved proved ? List.of(foretold(proved)) : List.of(outcome);
    }

    /** More of the same wait no longer than the first, and count with it. */
    private void await(Outcome.Accepted accepted, long now) {
        for (int i = 0; i < waiting.size(); i++) {
            Waiting each = waiting.get(i);
            if (each.accepted().sameRename(accepted)) {
                waiting.set(
                        i,
                        new Waiting(
                                accepted.times(
                                        accepted.count() + each.accepted().count()),
                                each.due()));
                return;
            }
        }
        if (waiting.size() < MOST) {
            waiting.add(new Waiting(accepted, now + lookMillis));
        }
    }

    /** A guess that was undone before it counted was wrong all the same. */
    private List<Outcome> gone(Outcome.Gone gone) {
        List<Outcome> counting = new ArrayList<>(List.of(gone));
        for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
            Outcome.Accepted accepted = each.next().accepted();
            boolean its = accepted.table().equals(gone.table()) && accepted.to().equals(gone.column());
            if (its) {
                each.remove();
                if (gone.became() == null || gone.became().equals(accepted.from())) {
                    counting.add(
                            new Outcome.Refused(accepted.table(), accepted.from(), accepted.to(), accepted.family()));
                }
            }
        }
        return counting;
    }

    /** A rename that was suggested before it was proved counts once more. */
    private Outcome.Proved foretold(Outcome.Proved proved) {
        boolean foretold = proved.to().equals(suggested.remove(proved.table() + '.' + proved.from()));
        return foretold
                ? new Outcome.Proved(proved.table(), proved.from(), proved.to(), proved.family(), proved.count() + 1)
                : proved;
    }

    /** The guesses whose time has come and that stand. */
    public List<Outcome> due(long now) {
        List<Outcome> due = new ArrayList<>();
        for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
            Waiting next = each.next();
            if (next.due() <= now) {
                each.remove();
                if (next.accepted().stands().getAsBoolean()) {
                    due.add(next.accepted());
                }
            }
        }
        return due;
    }
}
