package io.selfhealing.agent.sql;

import java.util.Arrays;

/** Where each parameter of the original statement went in the rewritten one. Immutable. */
public final class ParameterMap {
    private final int[] target;

    /** @param target for original parameter {@code i + 1} its new one-based index, or 0 where it was left out */
    public ParameterMap(int[] target) {
        this.target = target.clone();
    }

    public static ParameterMap identity(int parameters) {
        int[] target = new int[parameters];
        Arrays.setAll(target, i -> i + 1);
        return new ParameterMap(target);
    }

    /** The new index of an original one-based index; 0 where it was left out. */
    public int target(int original) {
        return target[original - 1];
    }

    /** How many parameters the original statement has. */
    public int size() {
        return target.length;
    }

    public boolean isIdentity() {
        for (int i = 0; i < target.length; i++) {
            if (target[i] != i + 1) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof ParameterMap other && Arrays.equals(target, other.target);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(target);
    }

    @Override
    public String toString() {
        return Arrays.toString(target);
    }
}
