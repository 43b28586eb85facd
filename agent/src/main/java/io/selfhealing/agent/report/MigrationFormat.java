package io.selfhealing.agent.report;

import java.util.Locale;

/** How migrations are written into files. */
public enum MigrationFormat {
    /** Flyway: {@code V7__….sql}, and {@code U7__….sql} beside it. */
    FLYWAY,
    /** Liquibase's formatted SQL, with {@code --rollback}. */
    LIQUIBASE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
