package io.selfhealing.agent.cli;

import picocli.CommandLine.Command;

/** Commands about one thing, none of which is meant when only the thing is named. */
@Command
final class Group extends Helped {}
