package io.selfhealing.agent.spool.replay;

/** What became of the attempt to write some records in one transaction. */
sealed interface Landing {
    /**
     * All of them are in the database.
     *
     * @param writes rows that were written
     * @param known records that were in the database before
     */
    record Landed(int writes, int known) implements Landing {}

    /**
     * None of them is, unless the connection was lost while it was committed.
     *
     * @param reason for people; no values but those of the database's own message
     * @param ofSchema whether another look at the schema could explain it
     */
    record Failed(Trouble trouble, String reason, boolean ofSchema) implements Landing {}
}
