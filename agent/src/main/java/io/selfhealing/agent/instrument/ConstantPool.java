package io.selfhealing.agent.instrument;

/** Looks into a class file without reading it as one: every class that an application loads passes here. */
final class ConstantPool {
    private static final byte[] JDBC = {'j', 'a', 'v', 'a', '/', 's', 'q', 'l', '/'};
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int COUNT_AT = 8;
    private static final int FIRST_ENTRY_AT = 10;

    private ConstantPool() {}

    /** Whether the class names a type of {@code java.sql}: a driver's methods at least declare {@code SQLException}. */
    static boolean namesJdbc(byte[] classFile) {
        int count = unsigned16(classFile, COUNT_AT);
        int at = FIRST_ENTRY_AT;
        for (int entry = 1; entry < count; entry++) {
            int tag = classFile[at];
            if (tag == UTF8) {
                int length = unsigned16(classFile, at + 1);
                if (length > JDBC.length && classFile[at + 3] == 'j' && startsWithJdbc(classFile, at + 3)) {
                    return true;
                }
                at += 3 + length;
            } else {
                at += size(tag);
                entry += tag == LONG || tag == DOUBLE ? 1 : 0;
            }
        }
        return false;
    }

    /** Bytes of an entry, its tag included (JVM specification, 4.4). */
    private static int size(int tag) {
        return switch (tag) {
            case LONG, DOUBLE -> 9;
            case 7, 8, 16, 19, 20 -> 3; // Class, String, MethodType, Module, Package
            case 15 -> 4; // MethodHandle
            default -> 5; // Integer, Float, members, NameAndType, Dynamic, InvokeDynamic
        };
    }

    private static boolean startsWithJdbc(byte[] classFile, int at) {
        for (int i = 1; i < JDBC.length; i++) {
            if (classFile[at + i] != JDBC[i]) {
                return false;
            }
        }
        return true;
    }

    private static int unsigned16(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
    }
}
