package io.selfhealing.agent.instrument.advice;

import static io.selfhealing.agent.instrument.advice.Door.THROWABLE;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The local variables of a woven method. Between its arguments and the variables of its body, which move up, are places of our
 * own: copies of the receiver and the arguments, the token, what is returned, what is thrown, and one to spare.
 */
public final class Room {
    private final Type owner;
    private final Type[] arguments;
    private final Type returned;
    private final Type token;
    private final int[] argumentAt;
    private final int first;
    private final int tokenAt;
    private final int returnedAt;
    private final int thrownAt;

    /**
     * @param owner internal name of the class
     * @param descriptor of the method, which is not static
     */
    public Room(String owner, String descriptor, Type token) {
        this.owner = Type.getObjectType(owner);
        this.arguments = Type.getArgumentTypes(descriptor);
        this.returned = Type.getReturnType(descriptor);
        this.token = token;
        this.argumentAt = new int[arguments.length];
        int at = 1;
        for (int i = 0; i < arguments.length; i++) {
            argumentAt[i] = at;
            at += arguments[i].getSize();
        }
        this.first = at;
        this.tokenAt = 2 * first;
        this.returnedAt = tokenAt + token.getSize();
        this.thrownAt = returnedAt + returned.getSize();
    }

    /** The first variable that is not an argument. */
    public int first() {
        return first;
    }

    /** How far the variables of the body move up. */
    public int size() {
        return thrownAt + 2 - first;
    }

    Type[] arguments() {
        return arguments;
    }

    Type returned() {
        return returned;
    }

    Type token() {
        return token;
    }

    int receiverCopy() {
        return first;
    }

    int argumentAt(int index) {
        return argumentAt[index];
    }

    int copy(int index) {
        return first + argumentAt[index];
    }

    int tokenAt() {
        return tokenAt;
    }

    public int returnedAt() {
        return returnedAt;
    }

    public int thrownAt() {
        return thrownAt;
    }

    int spareAt() {
        return thrownAt + 1;
    }

    /** Before the body: arguments and our own places, as a frame lists them. */
    public List<Object> atBody() {
        List<Object> frame = new ArrayList<>(called());
        frame.addAll(own());
        return frame;
    }

    /** After the body, which may have put anything where the arguments were. */
    public List<Object> atExit() {
        List<Object> frame = new ArrayList<>(Collections.nCopies(first, Opcodes.TOP));
        frame.addAll(own());
        return frame;
    }

    /** Our own places. */
    public List<Object> own() {
        List<Object> frame = new ArrayList<>(called());
        frame.add(item(token));
        if (returned.getSort() != Type.VOID) {
            frame.add(item(returned));
        }
        frame.add(item(THROWABLE));
        frame.add(item(Door.OBJECT));
        return frame;
    }

    private List<Object> called() {
        List<Object> frame = new ArrayList<>();
        frame.add(item(owner));
        for (Type argument : arguments) {
            frame.add(item(argument));
        }
        return frame;
    }

    private static Object item(Type type) {
        return switch (type.getSort()) {
            case Type.LONG -> Opcodes.LONG;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            case Type.ARRAY, Type.OBJECT -> type.getInternalName();
            default -> Opcodes.INTEGER;
        };
    }
}
