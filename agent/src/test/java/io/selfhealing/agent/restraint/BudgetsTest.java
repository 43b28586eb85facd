package io.selfhealing.agent.restraint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How many rows are healed in an hour. */
class BudgetsTest {
    private static final Instant THREE = Instant.parse("2026-11-21T03:59:59Z");
    private final Budgets budgets = new Budgets();

    @Test
    void rowsAreTakenUntilThereAreTooFew() {
        assertThat(budgets.take("db", "t", 3, 5, THREE)).isEqualTo(Budgets.Taken.ENOUGH);
        assertThat(budgets.take("db", "t", 2, 5, THREE)).isEqualTo(Budgets.Taken.ENOUGH);
        assertThat(budgets.isSpent("db", "t", THREE)).isFalse();
        assertThat(budgets.take("db", "t", 1, 5, THREE)).isEqualTo(Budgets.Taken.THE_LAST);
        assertThat(budgets.take("db", "t", 1, 5, THREE)).isEqualTo(Budgets.Taken.NOTHING);
        assertThat(budgets.take("db", "other", 5, 5, THREE)).isEqualTo(Budgets.Taken.ENOUGH);
        assertThat(budgets.spent(THREE)).containsExactly("t");
    }

    @Test
    void nextHourBeginsAnewAndSoDoesWhoeverAsks() {
        budgets.take("db", "t", 6, 5, THREE);
        assertThat(budgets.isSpent("db", "t", THREE)).isTrue();
        Instant next = Budgets.nextHour(THREE);
        assertThat(next).isEqualTo(Instant.parse("2026-11-21T04:00:00Z"));
        assertThat(budgets.isSpent("db", "t", next)).isFalse();
        assertThat(budgets.take("db", "t", 5, 5, next)).isEqualTo(Budgets.Taken.ENOUGH);
        budgets.take("db", "t", 1, 5, next);
        budgets.renew();
        assertThat(budgets.isSpent("db", "t", next)).isFalse();
    }

    @Test
    void nothingIsHealedOfABudgetOfNone() {
        assertThat(budgets.take("db", "t", 1, 0, THREE)).isEqualTo(Budgets.Taken.THE_LAST);
    }
}
