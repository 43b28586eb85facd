package io.selfhealing.agent.instrument.advice;

import static io.selfhealing.agent.instrument.advice.Door.CALL;
import static io.selfhealing.agent.instrument.advice.Door.DOOR;
import static io.selfhealing.agent.instrument.advice.Door.OBJECT;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The instructions that advice may put into one method. The receiver and the arguments are those that the method was called
 * with, whatever its body did to them since.
 */
public final class Inlay {
    private final MethodVisitor out;
    private final Room room;
    private final int code;
    private final Label body = new Label();
    private final Label skip = new Label();
    private final Label done = new Label();

    /**
     * @param code the door's constant for the woven method
     */
    public Inlay(MethodVisitor out, Room room, int code) {
        this.out = out;
        this.room = room;
        this.code = code;
    }

    /** Where the body begins, with the arguments in their places. */
    public Label body() {
        return body;
    }

    /** Where what comes after the body begins. */
    public Label skip() {
        return skip;
    }

    /** Where the method returns what it is to return, or throws what it is to throw. */
    public Label done() {
        return done;
    }

    Type returnType() {
        return room.returned();
    }

    int arguments() {
        return room.arguments().length;
    }

    Type argumentType(int index) {
        return room.arguments()[index];
    }

    void receiver() {
        out.visitVarInsn(Opcodes.ALOAD, room.receiverCopy());
    }

    void argument(int index) {
        out.visitVarInsn(room.arguments()[index].getOpcode(Opcodes.ILOAD), room.copy(index));
    }

    /** Pushes an argument of type int, or 0 where the method has none of that type there. */
    void argumentOrZero(int index) {
        if (index < arguments() && argumentType(index).getSort() == Type.INT) {
            argument(index);
        } else {
            out.visitInsn(Opcodes.ICONST_0);
        }
    }

    /** Pushes an argument that is an object, or null where the method has none there. */
    void argumentOrNull(int index) {
        if (index < arguments() && argumentType(index).getSort() >= Type.ARRAY) {
            argument(index);
        } else {
            out.visitInsn(Opcodes.ACONST_NULL);
        }
    }

    void code() {
        number(code);
    }

    void number(int value) {
        if (value >= -1 && value <= 5) {
            out.visitInsn(Opcodes.ICONST_0 + value);
        } else {
            out.visitIntInsn(value <= Byte.MAX_VALUE ? Opcodes.BIPUSH : Opcodes.SIPUSH, value);
        }
    }

    void nothing() {
        out.visitInsn(Opcodes.ACONST_NULL);
    }

    void instruction(int opcode) {
        out.visitInsn(opcode);
    }

    void jump(int opcode, Label target) {
        out.visitJumpInsn(opcode, target);
    }

    void token() {
        load(room.token(), room.tokenAt());
    }

    void keepToken() {
        store(room.token(), room.tokenAt());
    }

    void returned() {
        load(room.returned(), room.returnedAt());
    }

    void keepReturned() {
        store(room.returned(), room.returnedAt());
    }

    /** Pushes how the body ended: null, or what it threw. */
    void thrown() {
        out.visitVarInsn(Opcodes.ALOAD, room.thrownAt());
    }

    void keepThrown() {
        out.visitVarInsn(Opcodes.ASTORE, room.thrownAt());
    }

    void forgetThrown() {
        nothing();
        keepThrown();
    }

    void spare() {
        out.visitVarInsn(Opcodes.ALOAD, room.spareAt());
    }

    void keepSpare() {
        out.visitVarInsn(Opcodes.ASTORE, room.spareAt());
    }

    void cast(Type type) {
        out.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
    }

    void door(String method, Type returned, Type... parameters) {
        out.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                DOOR.getInternalName(),
                method,
                Type.getMethodDescriptor(returned, parameters),
                false);
    }

    /** Turns a floating-point number on the stack into its bits. */
    void bits(String owner, String method, Type bits, Type number) {
        out.visitMethodInsn(Opcodes.INVOKESTATIC, owner, method, Type.getMethodDescriptor(bits, number), false);
    }

    void field(Type owner, String name, Type type) {
        out.visitFieldInsn(Opcodes.GETFIELD, owner.getInternalName(), name, type.getDescriptor());
    }

    /** Ends the advice where the agent has no part in the call. */
    void endWithoutToken() {
        token();
        jump(Opcodes.IFNULL, done);
    }

    /** Skips the body where the call that is the token came with an answer. */
    void skipIfAnswered() {
        token();
        jump(Opcodes.IFNULL, body);
        token();
        field(CALL, "answer", OBJECT);
        jump(Opcodes.IFNONNULL, skip);
    }

    /** Skips the body where what is on the stack is not null, and has the method return it. */
    void skipIfGiven() {
        keepSpare();
        spare();
        jump(Opcodes.IFNULL, body);
        spare();
        cast(returnType());
        keepReturned();
        jump(Opcodes.GOTO, skip);
    }

    /** Ends the advice where {@link #skipIfGiven()} had something. */
    void endIfGiven() {
        spare();
        jump(Opcodes.IFNONNULL, done);
    }

    /** Ends the advice where the body did not throw. */
    void endUnlessThrown() {
        thrown();
        jump(Opcodes.IFNULL, done);
    }

    /** Ends the advice with what is on the stack as the method's result, where it is not null. */
    void takeIfGiven() {
        keepSpare();
        spare();
        jump(Opcodes.IFNULL, done);
        spare();
        cast(returnType());
        keepReturned();
        forgetThrown();
    }

    /** Has the body run once more with its arguments, the first of them replaced by what is on the stack. */
    void again() {
        out.visitVarInsn(Opcodes.ASTORE, room.argumentAt(0));
        out.visitVarInsn(Opcodes.ALOAD, room.receiverCopy());
        out.visitVarInsn(Opcodes.ASTORE, 0);
        for (int i = 1; i < arguments(); i++) {
            argument(i);
            out.visitVarInsn(argumentType(i).getOpcode(Opcodes.ISTORE), room.argumentAt(i));
        }
        forgetThrown();
        jump(Opcodes.GOTO, body);
    }

    /** Replaces the first argument for the body by what is on the stack. */
    void replaceFirstArgument() {
        out.visitVarInsn(Opcodes.ASTORE, room.argumentAt(0));
    }

    private void load(Type type, int at) {
        out.visitVarInsn(type.getOpcode(Opcodes.ILOAD), at);
    }

    private void store(Type type, int at) {
        out.visitVarInsn(type.getOpcode(Opcodes.ISTORE), at);
    }

    /** The first instructions of the method: copies of what it was called with, and empty places for the rest. */
    public void begin() {
        out.visitVarInsn(Opcodes.ALOAD, 0);
        out.visitVarInsn(Opcodes.ASTORE, room.receiverCopy());
        for (int i = 0; i < arguments(); i++) {
            load(argumentType(i), room.argumentAt(i));
            store(argumentType(i), room.copy(i));
        }
        if (room.returned().getSort() != Type.VOID) {
            out.visitInsn(emptyValue(room.returned()));
            keepReturned();
        }
        forgetThrown();
        nothing();
        keepSpare();
    }

    /** The last instructions of the method. */
    public void end(Label returns) {
        thrown();
        jump(Opcodes.IFNULL, returns);
        thrown();
        out.visitInsn(Opcodes.ATHROW);
        out.visitLabel(returns);
    }

    /** What the method returns. */
    public void giveBack() {
        if (room.returned().getSort() != Type.VOID) {
            returned();
        }
        out.visitInsn(room.returned().getOpcode(Opcodes.IRETURN));
    }

    private static int emptyValue(Type type) {
        return switch (type.getSort()) {
            case Type.LONG -> Opcodes.LCONST_0;
            case Type.FLOAT -> Opcodes.FCONST_0;
            case Type.DOUBLE -> Opcodes.DCONST_0;
            case Type.ARRAY, Type.OBJECT -> Opcodes.ACONST_NULL;
            default -> Opcodes.ICONST_0;
        };
    }
}
