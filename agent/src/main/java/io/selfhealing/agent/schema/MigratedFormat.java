package io.selfhealing.agent.schema;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/** The files of what was imported, beside those of the ledger and made like them. An older agent does not look at them. */
final class MigratedFormat {
    private MigratedFormat() {}

    record Content(
            int version,
            String database,
            String schema,
            String table,
            List<TableSnapshot> shapes,
            List<MigratedRename> renames,
            Set<String> shared) {}

    static byte[] write(Ledger.Key key, MigratedPast past) throws IOException {
        return LedgerFormat.JSON
                .writerWithDefaultPrettyPrinter()
                .writeValueAsBytes(new Content(
                        LedgerFormat.VERSION,
                        key.database().text(),
                        key.schema(),
                        key.table(),
                        past.shapes(),
                        past.renames(),
                        past.shared()));
    }

    static MigratedPast read(byte[] bytes, Ledger.Key key) throws IOException {
        try {
            Content content = LedgerFormat.JSON.readValue(bytes, Content.class);
            boolean sound = content.version() == LedgerFormat.VERSION
                    && key.database().text().equals(content.database())
                    && key.schema().equals(content.schema())
                    && key.table().equals(content.table())
                    && content.shapes().stream().allMatch(shape -> LedgerFormat.sound(shape, key))
                    && content.renames().stream().allMatch(MigratedFormat::sound);
            if (sound) {
                return new MigratedPast(content.shapes(), content.renames(), content.shared());
            }
        } catch (IOException | NullPointerException e) {
            throw new CorruptLedgerException("no file of imported history", e);
        }
        throw new CorruptLedgerException("something in it is missing, or of another table or version", null);
    }

    /** JSON may leave out what the record holds for certain. */
    @SuppressWarnings("ConstantValue")
    private static boolean sound(MigratedRename rename) {
        return rename.from() != null && rename.to() != null && rename.source() != null;
    }
}
