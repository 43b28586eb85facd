package io.selfhealing.agent.spool;

import io.selfhealing.agent.config.BoundedLines;
import io.selfhealing.agent.config.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;

/**
 * Segments of the version that knew no seals, as they were when their home was given its key: what was in them then counts as if it
 * were sealed. The file {@code spool.before} has a line for each: its path, how many of its bytes count, and a hash of those with the
 * key.
 */
final class EarlierSegments {
    private static final String FILE = "spool.before";
    private static final int LONGEST_LINE = 4_096;
    private static final int PIECE = 1 << 16;
    private static final int FIELDS = 3;

    private final Seal seal;
    private final Path file;
    private final Path root;
    private final Map<String, Entry> entries;

    private record Entry(long length, String hash) {}

    private EarlierSegments(Seal seal, Path home, Map<String, Entry> entries) {
        this.seal = seal;
        this.file = home.resolve(FILE);
        this.root = home.resolve("spool").toAbsolutePath().normalize();
        this.entries = entries;
    }

    static EarlierSegments of(Path home, Seal seal) throws IOException {
        Map<String, Entry> entries = new HashMap<>();
        try (BoundedLines lines = BoundedLines.of(home.resolve(FILE), StandardCharsets.UTF_8, LONGEST_LINE)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                String[] fields = line.split(" ", -1);
                if (fields.length == FIELDS) {
                    entries.put(fields[0], new Entry(Long.parseLong(fields[1]), fields[2]));
                }
            }
        } catch (NoSuchFileException e) {
            // No version without seals was here.
        } catch (NumberFormatException e) {
            entries.clear(); // Not ours: nothing is vouched for.
        }
        return new EarlierSegments(seal, home, entries);
    }

    /** Vouches for all that is in a home whose key is new, unless another key was there before and was taken away. */
    static void vouch(Path home, Seal made, Disk disk) throws IOException {
        EarlierSegments found = new EarlierSegments(made, home, new HashMap<>());
        for (Path directory : disk.list(home.resolve("spool"))) {
            for (Path log : SegmentNames.isDirectory(directory)
                    ? List.of(directory, directory.resolve(SegmentNames.DEAD))
                    : List.<Path>of()) {
                LogScan scan = new LogScan(disk, log, Trust.ALL, problem -> {}).read();
                if (scan.anySealed()) {
                    return;
                }
                for (Segment segment : scan.segments().all()) {
                    found.add(segment, disk);
                }
            }
        }
        if (!found.entries.isEmpty()) {
            found.write();
        }
    }

    private void add(Segment segment, Disk disk) {
        String name = name(segment.path());
        try (Disk.DiskFile of = disk.open(segment.path())) {
            entries.put(name, new Entry(segment.length(), hash(name, segment.length(), of)));
        } catch (IOException e) {
            // Told whenever the log is opened; one file that cannot be read does not keep the others from being.
        }
    }

    boolean isKept() {
        return entries.isEmpty() || Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Writes it where it is missing. */
    void keep() throws IOException {
        if (!isKept()) {
            write();
        }
    }

    private void write() throws IOException {
        List<String> lines = new ArrayList<>();
        entries.forEach((name, entry) -> lines.add(name + " " + entry.length() + " " + entry.hash()));
        PrivateFile.replace(file, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    /** How many bytes of a segment count as if they were sealed. */
    long length(Path segment, Disk.DiskFile file) throws IOException {
        String name = name(segment);
        Entry entry = entries.get(name);
        return entry != null && entry.hash().equals(hash(name, entry.length(), file)) ? entry.length() : 0;
    }

    private String name(Path segment) {
        return root.relativize(segment.toAbsolutePath().normalize())
                .toString()
                .replace(segment.getFileSystem().getSeparator(), "/");
    }

    private String hash(String name, long length, Disk.DiskFile file) throws IOException {
        Mac mac = seal.begun();
        mac.update(("selfhealing earlier segment " + name + ' ' + length + '\n').getBytes(StandardCharsets.UTF_8));
        byte[] piece = new byte[PIECE];
        for (long at = 0; at < length; ) {
            int read = file.read(at, piece, (int) Math.min(piece.length, length - at));
            if (read <= 0) {
                break;
            }
            mac.update(piece, 0, read);
            at += read;
        }
        return HexFormat.of().formatHex(mac.doFinal());
    }
}
