package io.selfhealing.agent.instrument.advice;

import io.selfhealing.bootstrap.door.SelfHealingCall;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import io.selfhealing.bootstrap.door.SelfHealingOutcome;
import org.objectweb.asm.Type;

/** The types of the door's methods. Taken from the classes, not written down as text: the build moves the door. */
final class Door {
    static final Type DOOR = Type.getType(SelfHealingDoor.class);
    static final Type CALL = Type.getType(SelfHealingCall.class);
    static final Type OUTCOME = Type.getType(SelfHealingOutcome.class);
    static final Type OBJECT = Type.getObjectType("java/lang/Object");
    static final Type STRING = Type.getObjectType("java/lang/String");
    static final Type THROWABLE = Type.getObjectType("java/lang/Throwable");

    private Door() {}
}
