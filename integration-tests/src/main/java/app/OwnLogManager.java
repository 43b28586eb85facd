package app;

import java.util.logging.LogManager;

/** An application that chooses its log manager in its main method, as application servers do. */
public final class OwnLogManager {
    private OwnLogManager() {}

    /** What it chooses. */
    public static final class Chosen extends LogManager {}

    public static void main(String[] arguments) {
        System.out.println("main begins");
        System.setProperty("java.util.logging.manager", Chosen.class.getName());
        System.out.println(
                "logs through " + LogManager.getLogManager().getClass().getName());
    }
}
