package io.selfhealing.agent.instrument;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Weaves one class. Nothing changes but the bodies of the methods that are in the tables, and the field of a {@link Carrier} where
 * the class may have one, so that classes which are loaded already can be woven, and given their old bodies back.
 */
final class Loom {
    private Loom() {}

    /**
     * @param rows what is woven, by name and descriptor of the method
     * @param carries whether the class gets the field
     */
    static byte[] weave(byte[] classFile, Map<String, Row> rows, boolean carries) {
        ClassReader reader = ClassFiles.read(classFile);
        // With the reader as its model, the writer copies what is not visited.
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new WovenClass(writer, reader.getClassName(), rows, carries), ClassReader.EXPAND_FRAMES);
        byte[] woven = writer.toByteArray();
        ClassFiles.setMajor(woven, ClassFiles.major(classFile));
        return woven;
    }

    private static final class WovenClass extends ClassVisitor {
        private final String owner;
        private final Map<String, Row> rows;
        private final boolean carries;
        private boolean frames;

        WovenClass(ClassWriter out, String owner, Map<String, Row> rows, boolean carries) {
            super(ClassFiles.API, out);
            this.owner = owner;
            this.rows = rows;
            this.carries = carries;
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String superName,
                String[] interfaces) {
            frames = (version & 0xffff) >= Opcodes.V1_6;
            cv.visit(
                    version,
                    access,
                    name,
                    carries && signature != null ? signature + "L" + Carrier.INTERFACE + ";" : signature,
                    superName,
                    carries ? Carrier.with(interfaces) : interfaces);
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor out = cv.visitMethod(access, name, descriptor, signature, exceptions);
            boolean called = (access & (Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
            Row row = called ? rows.get(name + descriptor) : null;
            return row == null ? out : WovenMethod.around(out, owner, access, name, descriptor, row, frames);
        }

        @Override
        public void visitEnd() {
            if (carries) {
                Carrier.addTo(cv, owner);
            }
            cv.visitEnd();
        }
    }
}
