package io.selfhealing.agent.admin;

import io.selfhealing.agent.config.BoundedFile;
import io.selfhealing.agent.config.PrivateFile;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the sockets of a home's agents are: {@code control/<pid>.sock}, in a directory that their owner alone may enter. Where
 * such a path is too long for a socket, {@code control/<pid>.path} names a socket in a directory of its own, as private, under
 * {@code java.io.tmpdir}.
 */
final class SocketPlace {
    /** What macOS takes; Linux takes 4 more. */
    private static final int LONGEST_NAME = 8_192;

    private static final int LONGEST_PATH = 103;
    /** Processes in containers may bear the same number. */
    private static final int MOST_OF_A_NUMBER = 9;

    /** How directories under {@code java.io.tmpdir} begin. */
    private static final String ROOM = "self-healing-";

    private static final String SOCKET = ".sock";
    private static final String ELSEWHERE = ".path";
    private static final Pattern NAME = Pattern.compile("(\\d+)(-\\d)?\\.(sock|path)");

    private final Path directory;

    SocketPlace(Path home) {
        this.directory = home.toAbsolutePath().normalize().resolve("control");
    }

    /**
     * A socket that some agent opened, or a file that says where it did.
     *
     * @param socket null where the file cannot be read
     */
    record Found(long pid, Path file, @Nullable Path socket) {
        boolean answers() {
            return socket != null && canConnect(socket);
        }

        Path socketThere() {
            return Objects.requireNonNull(socket);
        }
    }

    /** Every socket of the home, those of processes that are gone included. */
    List<Found> found() throws IOException {
        List<Found> found = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                for (Path file : files) {
                    Matcher name = NAME.matcher(file.getFileName().toString());
                    if (name.matches()) {
                        found.add(new Found(Long.parseLong(name.group(1)), file, socket(file)));
                    }
                }
            }
        }
        found.sort((a, b) -> Long.compare(a.pid(), b.pid()));
        return found;
    }

    private static @Nullable Path socket(Path file) {
        if (file.toString().endsWith(SOCKET)) {
            return file;
        }
        try {
            byte[] name = BoundedFile.read(file, LONGEST_NAME);
            return name == null ? null : Path.of(new String(name, StandardCharsets.UTF_8).strip());
        } catch (IOException | RuntimeException e) {
            return null; // It is being written, or is gone: its agent does not answer.
        }
    }

    /** Makes the directory, and removes what processes left that are gone. */
    void prepare() throws IOException {
        PrivateFile.requireDirectory(directory);
        for (Found each : found()) {
            if (ProcessHandle.of(each.pid()).isEmpty() && !each.answers()) {
                remove(each);
            }
        }
    }

    /** A path for a socket of the process, at which there is nothing. */
    Path free(long pid) throws IOException {
        for (int i = 1; i <= MOST_OF_A_NUMBER; i++) {
            String name = i == 1 ? Long.toString(pid) : pid + "-" + i;
            Found there = taken(name);
            if (there == null || !there.answers()) {
                if (there != null) {
                    remove(there);
                }
                return fits(directory.resolve(name + SOCKET)) ? directory.resolve(name + SOCKET) : elsewhere(name);
            }
        }
        throw new IOException("there are " + MOST_OF_A_NUMBER + " sockets of processes " + pid + " in " + directory);
    }

    private @Nullable Found taken(String name) throws IOException {
        for (Found each : found()) {
            String file = each.file().getFileName().toString();
            if (file.equals(name + SOCKET) || file.equals(name + ELSEWHERE)) {
                return each;
            }
        }
        return null;
    }

    private static boolean fits(Path socket) {
        return socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_PATH;
    }

    private Path elsewhere(String name) throws IOException {
        Path socket = Files.createTempDirectory(ROOM).resolve(name + SOCKET);
        if (!fits(socket)) {
            Files.delete(socket.getParent());
            throw new IOException("the paths of " + directory + " and of java.io.tmpdir are too long for a socket ("
                    + LONGEST_PATH + " bytes)");
        }
        PrivateFile.replace(
                directory.resolve(name + ELSEWHERE), socket.toString().getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    /** Removes a socket of this place, and the file that says where it is. */
    void remove(Path socket) throws IOException {
        for (Found each : found()) {
            if (socket.equals(each.socket())) {
                remove(each);
            }
        }
    }

    private void remove(Found found) throws IOException {
        Files.deleteIfExists(found.file());
        Path socket = found.socket();
        Path room = socket == null ? null : socket.getParent();
        if (socket != null && room != null && room.getFileName().toString().startsWith(ROOM)) {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(room);
        }
    }

    private static boolean canConnect(Path socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            return false;
        }
    }
}
