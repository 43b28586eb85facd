package io.selfhealing.agent.instrument;

import io.selfhealing.agent.instrument.advice.Advice;
import io.selfhealing.agent.instrument.advice.Inlay;
import io.selfhealing.agent.instrument.advice.Room;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.TypePath;
import org.objectweb.asm.commons.AnalyzerAdapter;

/**
 * Puts advice around one method. Its body stays as it is, but its variables move up to make room, it goes to the exit where it
 * returned, and what it throws is caught there.
 */
final class WovenMethod extends MethodVisitor {
    private final MethodVisitor out;
    private final Advice advice;
    private final Room room;
    private final Inlay code;
    private final Type returned;
    private final boolean frames;
    private final Label bodyStart = new Label();
    private @Nullable AnalyzerAdapter analyzed;

    /**
     * @param frames whether the class has stack map frames, as it must from Java 7 on
     */
    private WovenMethod(MethodVisitor out, String owner, String descriptor, Row row, boolean frames) {
        super(ClassFiles.API, out);
        this.out = out;
        this.advice = row.advice();
        this.room = new Room(owner, descriptor, advice.token());
        this.code = new Inlay(out, room, row.code());
        this.returned = Type.getReturnType(descriptor);
        this.frames = frames;
    }

    /** A visitor that gives {@code out} the method with its advice. */
    static MethodVisitor around(
            MethodVisitor out, String owner, int access, String name, String descriptor, Row row, boolean frames) {
        WovenMethod woven = new WovenMethod(out, owner, descriptor, row, frames);
        AnalyzerAdapter analyzed = new AnalyzerAdapter(owner, access, name, descriptor, woven);
        woven.analyzed = analyzed;
        return analyzed;
    }

    @Override
    public void visitCode() {
        out.visitCode();
        code.begin();
        advice.enter(code);
        out.visitLabel(code.body());
        frame(room.atBody(), List.of());
        out.visitInsn(Opcodes.NOP); // The body may begin with a frame of its own, and no two may be in one place.
        out.visitLabel(bodyStart);
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN) {
            out.visitInsn(opcode);
            return;
        }
        requireCleanStack();
        if (returned.getSort() != Type.VOID) {
            out.visitVarInsn(returned.getOpcode(Opcodes.ISTORE), room.returnedAt());
        }
        out.visitJumpInsn(Opcodes.GOTO, code.skip());
    }

    /**
     * A method may return with more on its stack than its result; the exit cannot be jumped to with that. No compiler of Java
     * leaves anything there, but drivers are also shrunk and obfuscated. The stack is unknown where nothing can get to, and
     * after jumps in classes that are older than frames.
     */
    private void requireCleanStack() {
        List<Object> stack = analyzed == null ? null : analyzed.stack;
        if (stack != null && stack.size() != returned.getSize()) {
            throw new IllegalStateException("a method that returns with more on its stack than its result");
        }
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        Label bodyEnd = new Label();
        out.visitLabel(bodyEnd);
        // Last, so that the body's own handlers are asked first.
        out.visitTryCatchBlock(bodyStart, bodyEnd, bodyEnd, null);
        frame(room.atExit(), List.of("java/lang/Throwable"));
        out.visitVarInsn(Opcodes.ASTORE, room.thrownAt());
        out.visitLabel(code.skip());
        frame(room.atExit(), List.of());
        advice.exit(code);
        out.visitLabel(code.done());
        frame(room.atExit(), List.of());
        Label returns = new Label();
        code.end(returns);
        frame(room.atExit(), List.of());
        code.giveBack();
        out.visitMaxs(0, 0);
    }

    @Override
    public void visitFrame(int type, int numLocal, Object[] local, int numStack, Object[] stack) {
        List<Object> moved = new ArrayList<>();
        int at = 0;
        int slot = 0;
        for (; at < numLocal && slot < room.first(); at++) {
            moved.add(local[at]);
            slot += size(local[at]);
        }
        if (slot > room.first()) {
            throw straddling();
        }
        moved.addAll(Collections.nCopies(room.first() - slot, Opcodes.TOP));
        moved.addAll(room.own());
        for (; at < numLocal; at++) {
            moved.add(local[at]);
        }
        List<Object> kept = new ArrayList<>();
        for (int i = 0; i < numStack; i++) {
            kept.add(stack[i]);
        }
        frame(moved, kept);
    }

    private void frame(List<Object> locals, List<Object> stack) {
        if (frames) {
            out.visitFrame(Opcodes.F_NEW, locals.size(), locals.toArray(), stack.size(), stack.toArray());
        }
    }

    private static int size(@Nullable Object item) {
        return item == Opcodes.LONG || item == Opcodes.DOUBLE ? 2 : 1;
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        boolean wide = opcode == Opcodes.LLOAD
                || opcode == Opcodes.DLOAD
                || opcode == Opcodes.LSTORE
                || opcode == Opcodes.DSTORE;
        if (wide && variable == room.first() - 1) {
            throw straddling();
        }
        out.visitVarInsn(opcode, moved(variable));
    }

    private static IllegalStateException straddling() {
        return new IllegalStateException("a variable that begins in the place of an argument and ends behind it");
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
        out.visitIincInsn(moved(variable), increment);
    }

    @Override
    public void visitLocalVariable(
            String name, String descriptor, @Nullable String signature, Label start, Label end, int index) {
        out.visitLocalVariable(name, descriptor, signature, start, end, moved(index));
    }

    @Override
    public @Nullable AnnotationVisitor visitLocalVariableAnnotation(
            int typeRef,
            @Nullable TypePath typePath,
            Label[] start,
            Label[] end,
            int[] index,
            String descriptor,
            boolean visible) {
        int[] moved = new int[index.length];
        for (int i = 0; i < index.length; i++) {
            moved[i] = moved(index[i]);
        }
        return out.visitLocalVariableAnnotation(typeRef, typePath, start, end, moved, descriptor, visible);
    }

    private int moved(int variable) {
        return variable < room.first() ? variable : variable + room.size();
    }
}
