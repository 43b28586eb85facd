package io.selfhealing.agent.audit;

/**
 * Something that somebody answers for. Names only, never a value of the application's.
 *
 * @param who a person as {@code user@host}, or {@code agent}
 * @param act a verb and its object, such as {@code learned approve}
 * @param on what it was done to
 * @param why the evidence, or what the person gave as the reason; may be empty
 */
public record AuditEntry(String who, String act, String on, String why) {
    /** The agent itself. */
    public static final String AGENT = "agent";

    /** By whoever runs this process. */
    public static AuditEntry ofOperator(String act, String on, String why) {
        return new AuditEntry(System.getProperty("user.name", "unknown"), act, on, why);
    }
}
