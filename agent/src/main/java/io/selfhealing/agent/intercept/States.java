package io.selfhealing.agent.intercept;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import io.selfhealing.bootstrap.door.SelfHealingState;
import org.jspecify.annotations.Nullable;

/**
 * What is known of JDBC objects. They carry it themselves; of those whose class was loaded before the agent came it is kept here,
 * where they are held weakly and told apart by identity.
 */
final class States {
    /** Null until there is such an object: mostly there is none. */
    private volatile @Nullable Cache<Object, SelfHealingState> known;

    /** Null too for objects that the agent has nothing to do with. */
    @Nullable
    SelfHealingState of(Object jdbc) {
        SelfHealingState state = any(jdbc);
        return state == null || SelfHealingDoor.isNothing(state) ? null : state;
    }

    /** Whether it was found before that the agent has nothing to do with the object. */
    boolean isStranger(Object jdbc) {
        SelfHealingState state = any(jdbc);
        return state != null && SelfHealingDoor.isNothing(state);
    }

    private @Nullable SelfHealingState any(Object jdbc) {
        SelfHealingState carried = SelfHealingDoor.carried(jdbc);
        return carried == null ? uncarried(jdbc) : carried;
    }

    /** For those who know that the object carries nothing. */
    @Nullable
    SelfHealingState uncarried(Object jdbc) {
        Cache<Object, SelfHealingState> all = known;
        return all == null ? null : all.getIfPresent(jdbc);
    }

    void put(Object jdbc, SelfHealingState state) {
        if (!SelfHealingDoor.carry(jdbc, state)) {
            all().put(jdbc, state);
        }
    }

    /** The agent has nothing to do with the object, as far as it can carry that. */
    void pass(Object jdbc) {
        SelfHealingDoor.carry(jdbc, null);
    }

    /** The agent has nothing to do with the object, and it cost something to find that out. */
    void strange(Object jdbc) {
        put(jdbc, new SelfHealingState());
    }

    void forget() {
        SelfHealingDoor.forgetCarried();
        Cache<Object, SelfHealingState> all = known;
        if (all != null) {
            all.invalidateAll();
        }
    }

    private Cache<Object, SelfHealingState> all() {
        Cache<Object, SelfHealingState> all = known;
        if (all == null) {
            synchronized (this) {
                all = known;
                if (all == null) {
                    all = Caffeine.newBuilder()
                            .weakKeys()
                            .executor(Runnable::run)
                            .build();
                    known = all;
                }
            }
        }
        return all;
    }
}
