package io.selfhealing.it.server;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A database product that the tests run on. */
public enum Engine {
    POSTGRESQL,
    H2,
    MARIADB,
    MYSQL,
    POSTGRESQL15,
    HSQLDB,
    DERBY,
    SQLITE;

    private static final String DEFAULT = "postgresql,h2";

    /**
     * The engines of this run, by the system property {@code db.products}: names with commas between them, or {@code all}.
     */
    public static Set<Engine> chosen() {
        String names = System.getProperty("db.products", DEFAULT).trim();
        if (names.equalsIgnoreCase("all")) {
            return EnumSet.complementOf(EnumSet.of(HSQLDB, DERBY, SQLITE));
        }
        return Arrays.stream(names.split(","))
                .map(name -> valueOf(name.trim().toUpperCase(Locale.ROOT)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Engine.class)));
    }

    /** The product in the version that most tests run on. */
    public Engine product() {
        return this == POSTGRESQL15 ? POSTGRESQL : this;
    }

    /** Whether it is MySQL or its relative. */
    public boolean speaksMySql() {
        return this == MARIADB || this == MYSQL;
    }

    /** Whether it needs no server: it is a library of the application. */
    public boolean embedded() {
        return this == HSQLDB || this == DERBY || this == SQLITE;
    }

    /** Whether its databases are in the memory of the application, where nobody else can reach them. */
    public boolean withinApplication() {
        return this == HSQLDB || this == DERBY;
    }
}
