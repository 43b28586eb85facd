package io.selfhealing.agent.intercept;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.selfhealing.agent.config.Late;
import io.selfhealing.agent.heal.Finding;
import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.heal.ValueFit;
import io.selfhealing.agent.heal.ValueProfile;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.ColumnSample;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.TableSnapshot;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the columns hold that a write may go to. Only asked where a column was guessed, or a unit has to be settled; never for a
 * write that fits its table, or whose changes are proved.
 */
final class ColumnValues {
    /** Several times what a sample may take to be read, for a machine under load; only the first who asks waits at all. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Late<Cache<ColumnSample, ValueProfile>> profiles = new Late<>(() -> Caffeine.newBuilder()
            .weakKeys()
            .maximumSize(256)
            .executor(Runnable::run)
            .build());

    /** @param refutes whether the values do not fit, and are not merely not known yet */
    record Misfit(Finding finding, boolean refutes) {}

    /** Has the sample read by the time it is needed. */
    void ask(Database database, TableSnapshot table, String column) {
        Column there = table.column(column);
        if (there != null) {
            var unused = database.sample(table, there);
        }
    }

    /** Null where it is not there yet; {@link ColumnSample#NONE} where there is none to be had. */
    @Nullable
    ColumnSample sample(Database database, TableSnapshot table, Column column) {
        return database.sample(table, column).await(PATIENCE);
    }

    /** Null where it is not known yet. */
    private @Nullable ValueProfile profile(Database database, TableSnapshot table, String name) {
        Column column = table.column(name);
        ColumnSample sample = column == null ? ColumnSample.NONE : sample(database, table, column);
        if (column == null || sample == null || sample.values().isEmpty()) {
            return sample == null ? null : ValueProfile.UNKNOWN;
        }
        return profiles.get().get(sample, some -> ValueProfile.of(column, some));
    }

    /** By the columns' names; null where one of them is not known yet. */
    @Nullable
    Map<String, ValueProfile> profiles(Database database, TableSnapshot table, List<String> columns) {
        Map<String, ValueProfile> all = new HashMap<>();
        for (String column : columns) {
            ValueProfile profile = profile(database, table, column);
            if (profile == null) {
                return null;
            }
            all.put(column, profile);
        }
        return all;
    }

    /**
     * What speaks against the values that are about to go to columns which were guessed. Where it is not known yet what such a
     * column holds, that does: a write that is refused can be made again, and one that went to the wrong column stays there.
     *
     * @return null where nothing does
     */
    @Nullable
    Misfit misfit(Database database, Plan plan, List<Bindings> rows) {
        List<ParameterTypes.Guess> guesses = plan.parameterTypes().guesses();
        TableSnapshot table = guesses.isEmpty() ? null : plan.table();
        if (table == null) {
            return null;
        }
        for (ParameterTypes.Guess guess : guesses) {
            int parameter = guess.parameter();
            ValueProfile profile = profile(database, table, guess.rename().to());
            for (Bindings row : rows) {
                Object value = row.isSet(parameter) ? row.boxed(parameter) : null;
                Misfit misfit = value == null ? null : misfit(profile, guess.rename(), value);
                if (misfit != null) {
                    return misfit;
                }
            }
        }
        return null;
    }

    /** The same for one value that would be bound to a parameter. */
    @Nullable
    Misfit misfit(Database database, Plan plan, int parameter, Object value) {
        TableSnapshot table = plan.table();
        for (ParameterTypes.Guess guess : plan.parameterTypes().guesses()) {
            if (table != null && guess.parameter() == parameter) {
                Step.Rename rename = guess.rename();
                return misfit(profile(database, table, rename.to()), rename, value);
            }
        }
        return null;
    }

    private static @Nullable Misfit misfit(@Nullable ValueProfile profile, Step.Rename rename, Object value) {
        ValueFit fit = profile == null
                ? new ValueFit.Odd("it is not known yet what " + rename.to() + " holds")
                : profile.fit(value);
        return fit instanceof ValueFit.Odd odd ? new Misfit(Finding.misfit(rename, odd), profile != null) : null;
    }
}
