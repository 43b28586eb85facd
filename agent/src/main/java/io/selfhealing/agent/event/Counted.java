package io.selfhealing.agent.event;

/**
 * One line of the log.
 *
 * @param last the event, or the last of those that are alike
 * @param count how many the line stands for
 */
record Counted(Entry.Stamped last, long count) {}
