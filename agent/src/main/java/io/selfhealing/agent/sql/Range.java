package io.selfhealing.agent.sql;

/** Tokens {@code from} (inclusive) to {@code to} (exclusive). */
record Range(int from, int to) {
    boolean isEmpty() {
        return from >= to;
    }

    int size() {
        return to - from;
    }
}
