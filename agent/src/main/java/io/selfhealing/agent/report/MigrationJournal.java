package io.selfhealing.agent.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.selfhealing.agent.config.PrivateFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;

/** {@code migrations.jsonl} under a home: what was done to a database, by whom, and what takes it back. On disk before each call returns. */
public final class MigrationJournal {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final String address;
    private final String who;
    private final InstantSource clock;

    /**
     * @param address of the database, without credentials
     * @param who acts
     */
    public MigrationJournal(Path home, String address, String who, InstantSource clock) {
        this.file = home.resolve("migrations.jsonl");
        this.address = address;
        this.who = who;
        this.clock = clock;
    }

    /**
     * Writes one line.
     *
     * @param act {@code started}, {@code applied}, {@code failed} or {@code rolled_back}
     * @param reason empty where there is none
     */
    void write(Migration migration, String act, String reason) throws IOException {
        Mismatch mismatch = migration.mismatch();
        ObjectNode line = JSON.createObjectNode()
                .put("time", clock.instant().toString())
                .put("act", act)
                .put("id", migration.id())
                .put("database", address)
                .put("who", who)
                .put("kind", mismatch.kind())
                .put("table", mismatch.table().toString())
                .put("subject", mismatch.subject());
        line.set("sql", JSON.valueToTree(migration.sql()));
        line.set("undo", JSON.valueToTree(migration.undo()));
        if (!reason.isEmpty()) {
            line.put("reason", reason);
        }
        append((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void append(byte[] line) throws IOException {
        PrivateFile.createIfMissing(file);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer buffer = ByteBuffer.wrap(line);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }
}
