package io.selfhealing.agent.sql;

/** A statement's new text, and where its parameters went. */
public record Rewritten(String sql, ParameterMap parameters) {}
