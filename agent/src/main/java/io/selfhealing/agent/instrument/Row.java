package io.selfhealing.agent.instrument;

import io.selfhealing.agent.instrument.advice.Advice;

/**
 * One line of a table: a method of a JDBC interface and what is woven into a driver's implementation of it.
 *
 * @param method name and descriptor, exactly: a driver's own overloads and look-alikes are not JDBC
 * @param code the door's constant that the advice hands on; 0 where it takes none
 */
record Row(String method, Advice advice, int code) {
    static Row of(String method, Advice advice, int code) {
        return new Row(method, advice, code);
    }

    /** Whether the signature alone tells that it is JDBC's. */
    boolean namesJdbc() {
        return method.contains("java/sql/");
    }
}
