package io.selfhealing.it.drift;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes away of a history that came out wrong whatever is not needed for that. */
final class Shrinker {
    /** What depends on when the agent looks does not come out in the same way each time. */
    private static final int TRIES = 2;

    private final Player player;

    Shrinker(Player player) {
        this.player = player;
    }

    /** The smallest that was found to come out wrong, as it came out then. */
    Result smallest(Result first) throws SQLException, InterruptedException {
        Result smallest = first;
        int size = Math.max(1, first.history().steps().size() / 2);
        while (size >= 1) {
            Result smaller = without(smallest, size);
            if (smaller != null) {
                smallest = smaller;
                size = Math.max(1, Math.min(size, smallest.history().steps().size() / 2));
            } else {
                size /= 2;
            }
        }
        return simpler(smallest);
    }

    private @Nullable Result without(Result found, int size) throws SQLException, InterruptedException {
        List<History.Planned> steps = found.history().steps();
        // What came after the fault is not needed.
        for (int end = steps.size(); end > 0; end -= size) {
            List<History.Planned> fewer = new ArrayList<>(steps);
            fewer.subList(Math.max(0, end - size), end).clear();
            if (fewer.isEmpty()) {
                continue;
            }
            Result result = again(found.history().with(fewer), found);
            if (result != null) {
                return result;
            }
        }
        return null;
    }

    /** The same with simpler tables. */
    private Result simpler(Result found) throws SQLException, InterruptedException {
        Result simplest = found;
        Setup setup = found.history().setup();
        List<Setup> candidates = List.of(
                new Setup(KeyKind.INT, setup.columns(), setup.rows(), setup.tenants(), setup.seed()),
                new Setup(setup.key(), setup.columns(), setup.rows(), false, setup.seed()),
                new Setup(setup.key(), 2, setup.rows(), setup.tenants(), setup.seed()),
                new Setup(setup.key(), setup.columns(), 0, setup.tenants(), setup.seed()),
                new Setup(setup.key(), setup.columns(), 3, setup.tenants(), setup.seed()));
        for (Setup candidate : candidates) {
            Setup now = simplest.history().setup();
            Setup next = new Setup(
                    candidate.key().equals(setup.key()) ? now.key() : candidate.key(),
                    candidate.columns() == setup.columns() ? now.columns() : candidate.columns(),
                    candidate.rows() == setup.rows() || (candidate.rows() == 3 && now.rows() < 3)
                            ? now.rows()
                            : candidate.rows(),
                    candidate.tenants() && now.tenants(),
                    setup.seed());
            if (!next.equals(now)) {
                Result result = again(simplest.history().with(next), simplest);
                simplest = result == null ? simplest : result;
            }
        }
        return simplest;
    }

    private @Nullable Result again(History history, Result found) throws SQLException, InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            Result result = player.play(history);
            Ruling wrong = result.wrong();
            Ruling wanted = found.wrong();
            if (wrong != null && wanted != null && wrong.verdict() == wanted.verdict()) {
                return result;
            }
        }
        return null;
    }
}
