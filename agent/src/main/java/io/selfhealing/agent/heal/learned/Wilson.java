package io.selfhealing.agent.heal.learned;

/** How often something is right, by how often it was. */
final class Wilson {
    /** Of the normal distribution: one chance in forty that the truth lies below the bound. */
    private static final double Z = 1.96;

    private Wilson() {}

    /**
     * The lower bound of the Wilson score interval:
     * {@code (p + z²/2n − z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)} with {@code p} = successes/n and {@code z} = 1.96.
     *
     * <p>E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
     * Statistical Association 22 (1927), 209–212.
     *
     * @param outcomes successes and failures together; at least 1
     */
    static double lowerBound(int successes, int outcomes) {
        double n = outcomes;
        double p = successes / n;
        double z2 = Z * Z;
        double spread = Z * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n));
        return Math.max(0, (p + z2 / (2 * n) - spread) / (1 + z2 / n));
    }
}
