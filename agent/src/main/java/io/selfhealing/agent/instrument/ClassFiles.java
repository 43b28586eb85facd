package io.selfhealing.agent.instrument;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** Class files as the JVM hands them over. */
final class ClassFiles {
    static final int API = Opcodes.ASM9;

    /** The latest format that the library knows. Each has extended the one before without changing what is woven. */
    private static final int LATEST = Opcodes.V28;

    private static final int MAJOR_AT = 7;

    private ClassFiles() {}

    /** Reads a class file of any version. */
    static ClassReader read(byte[] classFile) {
        int major = major(classFile);
        if (major <= LATEST) {
            return new ClassReader(classFile);
        }
        byte[] known = classFile.clone();
        setMajor(known, LATEST);
        return new ClassReader(known);
    }

    static int major(byte[] classFile) {
        return ((classFile[MAJOR_AT - 1] & 0xff) << 8) | (classFile[MAJOR_AT] & 0xff);
    }

    static void setMajor(byte[] classFile, int major) {
        classFile[MAJOR_AT - 1] = (byte) (major >>> 8);
        classFile[MAJOR_AT] = (byte) major;
    }
}
