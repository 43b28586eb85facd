package io.selfhealing.agent;

import io.selfhealing.agent.admin.Refusal;
import io.selfhealing.agent.admin.Release;
import io.selfhealing.agent.admin.SelfHealingMXBean;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The agent as JMX sees it. */
final class JmxAgent implements SelfHealingMXBean {
    private final Path home;
    private final ModeChange change;
    private final Status status;

    JmxAgent(Path home, ModeChange change, Status status) {
        this.home = home;
        this.change = change;
        this.status = status;
    }

    @Override
    public String getMode() {
        return change.mode().toString();
    }

    @Override
    public void setMode(String mode) {
        changeMode(mode);
    }

    @Override
    public String changeMode(String mode) {
        try {
            return change.to(AgentCommands.named(mode), By.JMX);
        } catch (Refusal e) {
            throw new IllegalArgumentException(e.getMessage());
        }
    }

    @Override
    public String getVersion() {
        return Release.version();
    }

    @Override
    public String getHome() {
        return home.toAbsolutePath().normalize().toString();
    }

    @Override
    public List<String> getDatabases() {
        return status.databases();
    }

    @Override
    public Map<String, Long> getEvents() {
        return status.events();
    }

    @Override
    public long getSwallowedErrors() {
        return SelfHealingDoor.swallowed();
    }
}
