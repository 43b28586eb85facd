package io.selfhealing.agent.intercept;

import static io.selfhealing.bootstrap.door.SelfHealingDoor.*;

import java.io.InputStream;
import java.io.Reader;
import java.util.Arrays;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * What the application bound to the parameters of one prepared statement, in parallel arrays so that a reused statement costs
 * no garbage. Like the statement itself it belongs to one thread at a time; only {@code clearParameters} empties it.
 */
final class Bindings {
    private static final int UNSET = -1;
    /** Of longer arrays a copy would cost more than it is worth: sending them takes a second. */
    private static final int LONGEST_COPY = 16 << 20;

    private int[] setter;
    private long[] bits;
    private @Nullable Object[] value;
    /** What few setters have besides a value, and its place; null until there is one. */
    private @Nullable Object @Nullable [] extra;

    private int @Nullable [] more;
    private int highest;

    Bindings(int parameters) {
        setter = new int[parameters];
        Arrays.fill(setter, UNSET);
        bits = new long[parameters];
        value = new Object[parameters];
    }

    /** A row of a batch, of which there may be many: no larger than it must be. */
    private Bindings(Bindings other) {
        highest = other.highest;
        setter = Arrays.copyOf(other.setter, highest);
        bits = Arrays.copyOf(other.bits, highest);
        value = Arrays.copyOf(other.value, highest);
        extra = other.extra == null ? null : Arrays.copyOf(other.extra, highest);
        more = other.more == null ? null : Arrays.copyOf(other.more, highest);
    }

    Bindings copy() {
        return new Bindings(this);
    }

    void primitive(int kind, int index, long valueBits) {
        int i = slot(index);
        if (i >= 0) {
            setter[i] = kind;
            bits[i] = valueBits;
            value[i] = null;
        }
    }

    void object(int kind, int index, @Nullable Object bound, @Nullable Object further, long a, int b) {
        int i = slot(index);
        if (i >= 0) {
            setter[i] = kind;
            bits[i] = a;
            value[i] = copied(bound);
            if (further != null || b != 0 || extra != null || more != null) {
                further(i, further, b);
            }
        }
    }

    private void further(int i, @Nullable Object further, int b) {
        if (extra == null || more == null) {
            extra = new Object[setter.length];
            more = new int[setter.length];
        }
        extra[i] = further;
        more[i] = b;
    }

    void clear() {
        Arrays.fill(setter, UNSET);
        Arrays.fill(value, null);
        extra = null;
        more = null;
        highest = 0;
    }

    /** The highest index that was bound. */
    int size() {
        return highest;
    }

    boolean isSet(int index) {
        return index <= setter.length && setter[index - 1] != UNSET;
    }

    int setter(int index) {
        return setter[index - 1];
    }

    long bits(int index) {
        return bits[index - 1];
    }

    @Nullable
    Object object(int index) {
        return value[index - 1];
    }

    @Nullable
    Object extra(int index) {
        return extra == null ? null : extra[index - 1];
    }

    int more(int index) {
        return more == null ? 0 : more[index - 1];
    }

    /** The value as an object, whichever setter brought it; null for SQL NULL. */
    @Nullable
    Object boxed(int index) {
        long b = bits[index - 1];
        return switch (setter[index - 1]) {
            case SET_BOOLEAN -> b != 0;
            case SET_BYTE -> (byte) b;
            case SET_SHORT -> (short) b;
            case SET_INT -> (int) b;
            case SET_LONG -> b;
            case SET_FLOAT -> Float.intBitsToFloat((int) b);
            case SET_DOUBLE -> Double.longBitsToDouble(b);
            default -> Buffered.plain(value[index - 1]);
        };
    }

    /** Whether some value was a stream that went to the driver, and is not to be had again. */
    boolean consumed() {
        for (int i = 0; i < highest; i++) {
            if (setter[i] != UNSET && (value[i] instanceof InputStream || value[i] instanceof Reader)) {
                return true;
            }
        }
        return false;
    }

    /** Whether some stream could not be read, so that the statement must not run. */
    boolean unreadable() {
        for (int i = 0; i < highest; i++) {
            if (setter[i] != UNSET && value[i] instanceof Buffered.Unreadable) {
                return true;
            }
        }
        return false;
    }

    private int slot(int index) {
        if (index < 1 || index > 65_535) {
            return -1;
        }
        if (index > setter.length) {
            grow(index);
        }
        highest = Math.max(highest, index);
        return index - 1;
    }

    private void grow(int index) {
        int old = setter.length;
        int size = Math.max(index, old * 2);
        setter = Arrays.copyOf(setter, size);
        Arrays.fill(setter, old, size, UNSET);
        bits = Arrays.copyOf(bits, size);
        value = Arrays.copyOf(value, size);
        extra = extra == null ? null : Arrays.copyOf(extra, size);
        more = more == null ? null : Arrays.copyOf(more, size);
    }

    /** The application may change what it handed over before the statement runs again. */
    @SuppressWarnings("JavaUtilDate") // the type of what setDate, setTime and setTimestamp take
    private static @Nullable Object copied(@Nullable Object bound) {
        if (bound instanceof byte[] bytes && bytes.length <= LONGEST_COPY) {
            return bytes.clone();
        }
        if (bound instanceof Date date) {
            return date.clone();
        }
        return bound;
    }
}
