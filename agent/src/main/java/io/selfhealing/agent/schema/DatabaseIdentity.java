package io.selfhealing.agent.schema;

/**
 * What tells one live database from another, even where the URL is the same.
 *
 * @param lasting whether it still names the same database after a restart; without that, nothing is kept on disk
 */
public record DatabaseIdentity(String text, boolean lasting) {}
