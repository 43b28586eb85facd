package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Product;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A moment without a zone in a column with one, or the other way round, where the operator has said which zone is meant. Without
 * that the database takes the session's zone, as it does without the agent.
 */
final class ZonedMoment implements Conversion {
    private final @Nullable ZoneId zone;

    ZonedMoment(@Nullable ZoneId zone) {
        this.zone = zone;
    }

    /** The one offset of that time in the zone; null where there are two, none, or no zone. */
    static @Nullable ZoneOffset offset(LocalDateTime local, @Nullable ZoneId zone) {
        List<ZoneOffset> valid = zone == null ? List.of() : zone.getRules().getValidOffsets(local);
        return valid.size() == 1 ? valid.get(0) : null;
    }

    @Override
    public boolean covers(TypeFamily family) {
        return family == TypeFamily.TIMESTAMP || family == TypeFamily.TIMESTAMP_ZONED;
    }

    @Override
    public Fit fit(Object value, Binding binding, ColumnType type, Product product) {
        if (zone == null || product != Product.POSTGRESQL) {
            return Fit.AS_IS;
        }
        if (type.family() == TypeFamily.TIMESTAMP_ZONED) {
            return value instanceof LocalDateTime local ? zoned(local, type) : Fit.AS_IS;
        }
        if (value instanceof OffsetDateTime moment) {
            return local(moment.atZoneSameInstant(zone).toLocalDateTime(), type);
        }
        return value instanceof ZonedDateTime moment
                ? local(moment.withZoneSameInstant(zone).toLocalDateTime(), type)
                : Fit.AS_IS;
    }

    private Fit zoned(LocalDateTime local, ColumnType type) {
        ZoneOffset offset = offset(local, zone);
        return offset == null
                ? refused(type)
                : Conversion.converted(
                        OffsetDateTime.of(local, offset),
                        Types.TIMESTAMP_WITH_TIMEZONE,
                        "moment in " + zone + " to " + type.name());
    }

    private Fit local(LocalDateTime local, ColumnType type) {
        return offset(local, zone) == null
                ? refused(type)
                : Conversion.converted(local, Types.TIMESTAMP, "moment in " + zone + " to " + type.name());
    }

    private Fit refused(ColumnType type) {
        return new Fit.Refused("an hour that " + zone + " has twice or never, for " + type.name());
    }
}
