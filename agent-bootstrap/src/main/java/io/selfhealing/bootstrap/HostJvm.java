package io.selfhealing.bootstrap;

/** What the system properties say about the JVM that asks for the agent. */
final class HostJvm {
    static final int OLDEST = 17;
    private static final String STARTED = "selfhealing.agent.started";

    private HostJvm() {}

    /** Why this JVM cannot run the agent, or null where it can. */
    static String refusal() {
        String version = System.getProperty("java.specification.version", "");
        return feature(version) >= OLDEST
                ? null
                : "needs Java " + OLDEST + " or newer and this is Java " + version
                        + "; the application runs without it";
    }

    /** Whether this is javac, jar, jcmd or the like, which pick the agent up from {@code JAVA_TOOL_OPTIONS}. */
    static boolean isJdkTool() {
        // `java Application.java` starts in a JDK module too, but what it runs is an application.
        return System.getProperty("jdk.module.main", "").startsWith("jdk.")
                && !System.getProperty("jdk.module.main.class", "").contains(".launcher.");
    }

    /** Marks this JVM as taken; false where an earlier load has done so. */
    static boolean claim() {
        return System.getProperties().putIfAbsent(STARTED, "true") == null;
    }

    /** The feature number of a specification version ("1.8" is 8); 0 where it cannot be read. */
    static int feature(String version) {
        try {
            return Integer.parseInt(version.startsWith("1.") ? version.substring(2) : version);
        } catch (NumberFormatException unreadable) {
            return 0;
        }
    }
}
