package io.selfhealing.agent.admin;

import java.util.List;
import java.util.Map;

/** The agent of this JVM, as {@code io.selfhealing:type=Agent}. */
public interface SelfHealingMXBean {
    /** Now: {@code heal}, {@code observe} or {@code off}. */
    String getMode();

    /** The same as {@link #changeMode}, for those who set attributes. */
    void setMode(String mode);

    /** Goes to another mode. @return what came of it, in one sentence */
    String changeMode(String mode);

    String getVersion();

    String getHome();

    /** Where the application connects to, without parameters and credentials. */
    List<String> getDatabases();

    /** Events since the start, by kind. */
    Map<String, Long> getEvents();

    /** Errors of the agent that were kept from the application: each is a defect. */
    long getSwallowedErrors();
}
