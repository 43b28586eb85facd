package io.selfhealing.agent.heal;

/**
 * Why a step is right.
 *
 * @param confidence 0 to 1; 1 is proof
 * @param detail names and types only, never a value
 */
public record Evidence(EvidenceKind kind, double confidence, String detail) {
    public Evidence {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence is not between 0 and 1: " + confidence);
        }
    }
}
