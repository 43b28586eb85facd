package io.selfhealing.agent.instrument;

/** Looks into a class file without reading it as one: every class that an application loads passes here. */
final class ConstantPool {
    private static final byte[] JDBC = {'j', 'a', 'v', 'a', '/', 's', 'q', 'l', '/'};
    private static final int COUNT_AT = 8;
    private static final int FIRST_ENTRY_AT = 10;

    private ConstantPool() {}

    /** Whether the class names a type of {@code java.sql}: a driver's methods at least declare {@code SQLException}. */
    static boolean namesJdbc(byte[] classFile) {
        int count = unsigned16(classFile, COUNT_AT);
        int at = FIRST_ENTRY_AT;
        for (int entry = 1; entry < count; entry++) {
            switch (classFile[at]) {
                case 1: // Utf8
                    int length = unsigned16(classFile, at + 1);
                    if (length > JDBC.length && classFile[at + 3] == 'j' && startsWithJdbc(classFile, at + 3)) {
                        return true;
                    }
                    at += 3 + length;
                    break;
                case 5: // Long and Double take two entries.
                case 6:
                    at += 9;
                    entry++;
                    break;
                case 7: // Class, String, MethodType, Module, Package
                case 8:
                case 16:
                case 19:
                case 20:
                    at += 3;
                    break;
                case 15: // MethodHandle
                    at += 4;
                    break;
                default: // Integer, Float, members, NameAndType, Dynamic, InvokeDynamic
                    at += 5;
                    break;
            }
        }
        return false;
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
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }
}
