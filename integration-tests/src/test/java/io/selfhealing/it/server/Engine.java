package io.selfhealing.it.server;

/** A database product that the tests run on. */
public enum Engine {
    POSTGRESQL,
    H2
}
