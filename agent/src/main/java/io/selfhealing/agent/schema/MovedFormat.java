package io.selfhealing.agent.schema;

import java.io.IOException;

/** The files of what became of tables under names that they have no more, beside those of what was imported of living ones. */
final class MovedFormat {
    private MovedFormat() {}

    record Content(int version, String database, String schema, String table, MigratedMove move) {}

    static byte[] write(Ledger.Key key, MigratedMove move) throws IOException {
        return LedgerFormat.JSON
                .writerWithDefaultPrettyPrinter()
                .writeValueAsBytes(
                        new Content(LedgerFormat.VERSION, key.database().text(), key.schema(), key.table(), move));
    }

    static MigratedMove read(byte[] bytes, Ledger.Key key) throws IOException {
        try {
            Content content = LedgerFormat.JSON.readValue(bytes, Content.class);
            boolean sound = content.version() == LedgerFormat.VERSION
                    && key.database().text().equals(content.database())
                    && key.schema().equals(content.schema())
                    && key.table().equals(content.table())
                    && sound(content.move())
                    && LedgerFormat.sound(content.move().last(), key);
            if (sound) {
                return content.move();
            }
        } catch (IOException | NullPointerException e) {
            throw new CorruptLedgerException("no file of imported history", e);
        }
        throw new CorruptLedgerException("something in it is missing, or of another table or version", null);
    }

    /** JSON may leave out what the record holds for certain. */
    @SuppressWarnings("ConstantValue")
    private static boolean sound(MigratedMove move) {
        return move.toSchema() != null && move.to() != null && move.source() != null;
    }
}
