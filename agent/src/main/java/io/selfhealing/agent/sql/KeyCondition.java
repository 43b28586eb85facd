package io.selfhealing.agent.sql;

/** A conjunct {@code column = value} at the top level of a WHERE clause. */
public record KeyCondition(ColumnUse column, Value value) {}
