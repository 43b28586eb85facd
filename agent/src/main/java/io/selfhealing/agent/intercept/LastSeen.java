package io.selfhealing.agent.intercept;

import io.selfhealing.agent.config.Settings;
import io.selfhealing.agent.heal.Verdict;
import io.selfhealing.agent.offline.Foresight;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableKey;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.TableView;
import io.selfhealing.agent.sql.Dialect;
import java.util.List;

/** Judges a write by its table as it was last seen, as it would be judged if the database answered. */
final class LastSeen implements Foresight {
    private final Settings settings;
    private final ModeSwitch mode;
    private final Planner planner;

    LastSeen(Settings settings, ModeSwitch mode, Planner planner) {
        this.settings = settings;
        this.mode = mode;
        this.planner = planner;
    }

    @Override
    public Verdict of(String sql, Database database, TableKey key, TableHistory lastKnown) {
        Dialect dialect = database.dialect();
        Plan plan = planner.make(
                database, Texts.scan(sql, dialect), database.cell(key), new TableView.Known(lastKnown), true);
        Verdict verdict = plan.verdict();
        TableSnapshot table = lastKnown.current();
        boolean heals = mode.heals() && settings.heals(table.schema(), table.name());
        return verdict instanceof Verdict.Heal && !heals
                ? new Verdict.Refusal(List.of(), "it does not fit the table, and is not to be healed", List.of())
                : verdict;
    }
}
