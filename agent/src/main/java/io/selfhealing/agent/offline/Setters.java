package io.selfhealing.agent.offline;

import java.sql.SQLType;
import java.util.Calendar;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** What the setters of a prepared statement mean, by their names and arguments. */
final class Setters {
    private Setters() {}

    /**
     * The value of a call such as {@code setObject(1, value, Types.OTHER)}.
     *
     * @throws NotKeptException where the setter brings something that cannot be kept
     */
    static BoundValue value(String setter, @Nullable Object[] arguments) throws NotKeptException {
        Object third = arguments.length > 2 ? arguments[2] : null;
        return switch (setter) {
            case "setBoolean",
                    "setByte",
                    "setShort",
                    "setInt",
                    "setLong",
                    "setFloat",
                    "setDouble",
                    "setBigDecimal",
                    "setString",
                    "setNString",
                    "setBytes" -> BoundValue.of(copied(arguments[1]));
            case "setDate", "setTime", "setTimestamp" ->
                new BoundValue(copied(arguments[1]), null, null, (Calendar) third);
            case "setNull" -> new BoundValue(null, (Integer) arguments[1], (String) third, null);
            case "setObject" -> object(arguments, third);
            default -> throw new NotKeptException("a value is bound by " + setter + ", and could not be bound again");
        };
    }

    private static BoundValue object(@Nullable Object[] arguments, @Nullable Object type) throws NotKeptException {
        if (arguments.length > 3) {
            throw new NotKeptException("a value is bound with a scale or length of its own");
        }
        if (type == null) {
            return BoundValue.of(copied(arguments[1]));
        }
        Integer number = type instanceof SQLType named ? named.getVendorTypeNumber() : (Integer) type;
        return new BoundValue(copied(arguments[1]), number, null, null);
    }

    /** The application may change what it handed over, as soon as the setter has returned. */
    @SuppressWarnings("JavaUtilDate") // the type of what setDate, setTime and setTimestamp take
    private static @Nullable Object copied(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return bytes.clone();
        }
        if (value instanceof Date date) {
            return date.clone();
        }
        return value instanceof StringBuilder || value instanceof StringBuffer ? value.toString() : value;
    }
}
