package io.selfhealing.agent.cli;

import picocli.CommandLine.IVersionProvider;

/** Of the agent and of the Java that runs it. */
final class Version implements IVersionProvider {
    static String told() {
        String version = Main.class.getPackage().getImplementationVersion();
        return "self-healing-agent " + (version == null ? "(development)" : version) + " on Java " + Runtime.version();
    }

    @Override
    public String[] getVersion() {
        return new String[] {told()};
    }
}
