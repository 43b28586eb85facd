package io.selfhealing.agent.instrument;

import io.selfhealing.bootstrap.door.SelfHealingCarrier;
import io.selfhealing.bootstrap.door.SelfHealingState;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Gives a class the field in which its objects carry what the agent keeps of them. A class can get it only when it is loaded, and
 * can never lose it again.
 */
final class Carrier {
    static final String INTERFACE = Type.getInternalName(SelfHealingCarrier.class);

    private static final String NAME = "selfHealingState";
    private static final String STATE = Type.getDescriptor(SelfHealingState.class);

    private Carrier() {}

    /** Whether a class that is loaded has the field of its own. */
    static boolean is(Class<?> loaded) {
        for (Class<?> each : loaded.getInterfaces()) {
            if (each == SelfHealingCarrier.class) {
                return true;
            }
        }
        return false;
    }

    static String[] with(String[] interfaces) {
        String[] more = new String[interfaces.length + 1];
        System.arraycopy(interfaces, 0, more, 0, interfaces.length);
        more[interfaces.length] = INTERFACE;
        return more;
    }

    static void addTo(ClassVisitor out, String owner) {
        out.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_TRANSIENT | Opcodes.ACC_SYNTHETIC, NAME, STATE, null, null)
                .visitEnd();
        MethodVisitor get = method(out, "()" + STATE);
        get.visitVarInsn(Opcodes.ALOAD, 0);
        get.visitFieldInsn(Opcodes.GETFIELD, owner, NAME, STATE);
        get.visitInsn(Opcodes.ARETURN);
        end(get);
        MethodVisitor set = method(out, "(" + STATE + ")V");
        set.visitVarInsn(Opcodes.ALOAD, 0);
        set.visitVarInsn(Opcodes.ALOAD, 1);
        set.visitFieldInsn(Opcodes.PUTFIELD, owner, NAME, STATE);
        set.visitInsn(Opcodes.RETURN);
        end(set);
    }

    private static MethodVisitor method(ClassVisitor out, String descriptor) {
        MethodVisitor method =
                out.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_SYNTHETIC, NAME, descriptor, null, null);
        method.visitCode();
        return method;
    }

    private static void end(MethodVisitor method) {
        method.visitMaxs(0, 0);
        method.visitEnd();
    }
}
