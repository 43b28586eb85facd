package io.selfhealing.agent.heal.learned;

/** Fisher's exact test of a table of two rows and two columns. */
final class Fisher {
    /** Tables as likely as the observed one count as well, however their likelihood was rounded. */
    private static final double ROUNDING = 1 + 1e-7;

    private Fisher() {}

    /**
     * The chance, were both of one kind, of a table as unlikely as this one or more: the sum of the hypergeometric
     * probabilities of all tables with the same margins that are no likelier.
     *
     * <p>R. A. Fisher, "On the interpretation of χ² from contingency tables, and the calculation of P", Journal of the Royal
     * Statistical Society 85 (1922), 87–94.
     */
    static double twoSided(int successes, int failures, int otherSuccesses, int otherFailures) {
        int row = successes + failures;
        int column = successes + otherSuccesses;
        int all = row + otherSuccesses + otherFailures;
        double observed = likelihood(successes, row, column, all);
        double sum = 0;
        for (int a = Math.max(0, row + column - all); a <= Math.min(row, column); a++) {
            double each = likelihood(a, row, column, all);
            if (each <= observed * ROUNDING) {
                sum += each;
            }
        }
        return Math.min(1, sum);
    }

    private static double likelihood(int a, int row, int column, int all) {
        return Math.exp(logChoose(row, a) + logChoose(all - row, column - a) - logChoose(all, column));
    }

    private static double logChoose(int n, int k) {
        return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
    }

    private static double logFactorial(int n) {
        double sum = 0;
        for (int i = 2; i <= n; i++) {
            sum += Math.log(i);
        }
        return sum;
    }
}
