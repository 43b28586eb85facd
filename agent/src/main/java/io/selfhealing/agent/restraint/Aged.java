package io.selfhealing.agent.restraint;

/** A heal of one database: the same mapping elsewhere has an age of its own. */
public record Aged(String database, Mapping mapping) {}
