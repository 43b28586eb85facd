package app;

/** The agent's door, reached by reflection, as any code of the application could. */
public interface Door {
    /** Errors that the agent swallowed so far; -1 where there is no door in this JVM. */
    long swallowed();

    /** Puts a handler behind the door that throws whatever it is asked; does nothing where there is no door. */
    void breakHandler();
}
