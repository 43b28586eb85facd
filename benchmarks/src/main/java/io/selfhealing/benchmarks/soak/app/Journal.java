package io.selfhealing.benchmarks.soak.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What one thread did and was told, in order, line by line; a row belongs to one thread for its whole life.
 *
 * <pre>
 * W id version kind outcome sent answered     a write; times in milliseconds of the epoch
 * R id answered column=value …                the row as it was read; no columns where it was not there
 * D id rows                                   its deletion
 * </pre>
 */
final class Journal implements AutoCloseable {
    private final Writer file;

    Journal(Path path) throws IOException {
        this.file = Files.newBufferedWriter(path);
    }

    void wrote(Row row, Kind kind, Outcome outcome, long sent) {
        line("W\t" + row.id() + "\t" + row.version() + "\t" + kind + "\t" + outcome + "\t" + sent + "\t"
                + System.currentTimeMillis());
    }

    void read(long id, Map<String, String> columns) {
        StringBuilder line = new StringBuilder("R\t" + id + "\t" + System.currentTimeMillis());
        columns.forEach(
                (column, value) -> line.append('\t').append(column).append('=').append(value));
        line(line.toString());
    }

    void deleted(long id, int rows) {
        line("D\t" + id + "\t" + rows);
    }

    private void line(String text) {
        try {
            file.write(text);
            file.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
