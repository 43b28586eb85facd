package io.selfhealing.agent.intercept;

import org.jspecify.annotations.Nullable;

/**
 * The plans that one connection used last, found without a lock and without garbage. A plan found here is to be asked whether it is
 * {@linkplain Plan#current() current}; two threads on one connection may lose each other's plans and nothing else.
 */
final class RecentPlans {
    private static final int PLACES = 64;
    /** So that a connection keeps no more text alive than this for each place. */
    private static final int LONGEST = 4_096;

    private final int epoch;
    private final @Nullable Plan[] byText = new Plan[PLACES];
    private final @Nullable Form[] byForm = new Form[PLACES];

    /** A plan for every text that differs in its literals alone. */
    private record Form(long fingerprint, Plan plan) {}

    /** @param epoch of the connection: in another one the same names may be other tables */
    RecentPlans(int epoch) {
        this.epoch = epoch;
    }

    int epoch() {
        return epoch;
    }

    @Nullable
    Plan ofText(String sql) {
        Plan plan = byText[place(sql.hashCode())];
        return plan != null && plan.original().equals(sql) ? plan : null;
    }

    void keep(Plan plan) {
        if (plan.original().length() <= LONGEST) {
            byText[place(plan.original().hashCode())] = plan;
        }
    }

    /** A plan for a text of that form. Two forms may have one fingerprint: what it says must do no harm to another text. */
    @Nullable
    Plan ofForm(long fingerprint) {
        Form form = byForm[place((int) fingerprint)];
        return form != null && form.fingerprint() == fingerprint ? form.plan() : null;
    }

    void keep(long fingerprint, Plan plan) {
        if (plan.original().length() <= LONGEST) {
            byForm[place((int) fingerprint)] = new Form(fingerprint, plan);
        }
    }

    private static int place(int hash) {
        return (hash ^ (hash >>> 16)) & (PLACES - 1);
    }
}
