package io.selfhealing.bootstrap;

/** The agent that runs in this JVM already, reached through its door. */
final class RunningAgent {
    private static final String DOOR = "io.selfhealing.bootstrap.door.SelfHealingDoor";
    private static final String SAID = "selfhealing.agent.said";

    private RunningAgent() {}

    /** Hands the arguments of a further load to it; false where it does not listen. Its answer is a system property. */
    static boolean tell(String arguments) throws Exception {
        Class<?> door;
        try {
            door = Class.forName(DOOR, true, null);
        } catch (ClassNotFoundException none) {
            return false;
        }
        Object answer = door.getMethod("command", String.class).invoke(null, arguments == null ? "" : arguments);
        if (answer == null) {
            return false;
        }
        System.setProperty(SAID, answer.toString());
        return true;
    }
}
