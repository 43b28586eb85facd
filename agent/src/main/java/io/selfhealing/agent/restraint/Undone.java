package io.selfhealing.agent.restraint;

import io.selfhealing.agent.heal.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that people undid, and did not take back. */
public record Undone(List<Revocation> revocations) {
    /** Nothing was. */
    public static final Undone NOTHING = new Undone(List.of());

    static final int MOST = 10_000;

    public Undone {
        revocations = List.copyOf(revocations);
    }

    /** Why a step may not be made, or null. */
    @Nullable
    Revocation forbidding(String table, Step step) {
        for (Revocation each : revocations) {
            if (each.forbids(table, step)) {
                return each;
            }
        }
        return null;
    }

    /** Whether that was undone: the id of a mapping or a pattern. */
    public boolean has(String id) {
        return revocations.stream().anyMatch(each -> each.id().equals(id));
    }

    boolean has(Mapping mapping) {
        return revocations.stream().anyMatch(each -> mapping.equals(each.mapping()));
    }

    /** With another. What was undone already stays as it was undone first. */
    public Undone with(Revocation next) {
        if (revocations.stream().anyMatch(each -> each.isOf(next))) {
            return this;
        }
        List<Revocation> more = new ArrayList<>(revocations);
        more.add(next);
        return new Undone(more);
    }

    /** Without that of an id. */
    public Undone without(String id) {
        return new Undone(
                revocations.stream().filter(each -> !each.id().equals(id)).toList());
    }
}
