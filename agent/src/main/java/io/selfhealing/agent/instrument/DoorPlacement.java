package io.selfhealing.agent.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts the door where every class loader finds it: into {@code java.lang}, the package to which the build moves it.
 * Appending a jar to the bootstrap search would hide it from module systems such as OSGi, cost class-data sharing and print a
 * warning.
 *
 * <p>Until {@link #place} has returned, no class may be loaded that links to the door; its classes appear here as names only,
 * which the build moves as well.
 */
public final class DoorPlacement {
    /** In an order in which none needs a later one. */
    private static final List<String> DOOR = List.of(
            "io/selfhealing/bootstrap/door/SelfHealingOutcome.class",
            "io/selfhealing/bootstrap/door/SelfHealingState.class",
            "io/selfhealing/bootstrap/door/SelfHealingCarrier.class",
            "io/selfhealing/bootstrap/door/SelfHealingHandler.class",
            "io/selfhealing/bootstrap/door/SelfHealingCall.class",
            "io/selfhealing/bootstrap/door/SelfHealingDoor.class");

    private DoorPlacement() {}

    /**
     * Defines the door. Outside the packaged jar its classes are ordinary ones and nothing is done.
     *
     * @return false where there is a door already: another agent of this kind runs in this JVM
     * @throws IllegalStateException where the JVM does not let the door be defined
     */
    public static boolean place(Instrumentation instrumentation) {
        if (!DOOR.get(0).startsWith("java/lang/")) {
            return true;
        }
        if (isPlaced()) {
            return false;
        }
        Module own = DoorPlacement.class.getModule();
        instrumentation.redefineModule(
                Object.class.getModule(), Set.of(), Map.of(), Map.of("java.lang", Set.of(own)), Set.of(), Map.of());
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup());
            for (String name : DOOR) {
                lookup.defineClass(bytes(name));
            }
            return true;
        } catch (IllegalAccessException | IOException failure) {
            throw new IllegalStateException("the door cannot be defined in java.lang", failure);
        }
    }

    private static boolean isPlaced() {
        String first = DOOR.get(0).replace(".class", "").replace('/', '.');
        try {
            Class.forName(first, false, null);
            return true;
        } catch (ClassNotFoundException notYet) {
            return false;
        }
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = DoorPlacement.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is not in the agent's jar");
            }
            return in.readAllBytes();
        }
    }
}
