package io.selfhealing.agent.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * An agent that runs in another process and can be asked.
 *
 * @param pid of its process, as that knows it: another than its number here where it is in a container
 */
public record RunningAgent(long pid, Path socket) {
    private static final int MOST_BYTES = 16 << 20;

    /** Those of a home that answer, by number. */
    public static List<RunningAgent> of(Path home) throws IOException {
        return new SocketPlace(home)
                .found().stream()
                        .filter(SocketPlace.Found::answers)
                        .map(found -> new RunningAgent(found.pid(), found.socketThere()))
                        .toList();
    }

    /**
     * Asks it.
     *
     * @param patience for the answer to begin
     * @throws Refusal where it does not do it
     * @throws IOException where it does not answer
     */
    public JsonNode ask(String command, ObjectNode arguments, Duration patience) throws IOException, Refusal {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.configureBlocking(false);
            Line.write(channel, Commands.request(command, arguments), patience);
            return Commands.answered(Line.read(channel, MOST_BYTES, patience));
        }
    }
}
