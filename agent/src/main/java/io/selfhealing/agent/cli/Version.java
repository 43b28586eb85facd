package io.selfhealing.agent.cli;

import io.selfhealing.agent.admin.Release;
import picocli.CommandLine.IVersionProvider;

/** Of the agent and of the Java that runs it. */
final class Version implements IVersionProvider {
    static String told() {
        return "self-healing-agent " + Release.version() + " on Java " + Runtime.version();
    }

    @Override
    public String[] getVersion() {
        return new String[] {told()};
    }
}
