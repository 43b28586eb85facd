package io.selfhealing.it.server;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Asks the local engine, and nothing else, whether it has an image. Testcontainers would answer too, but may pull images for
 * minutes before it does.
 */
final class DockerEngine {
    private DockerEngine() {}

    static boolean hasImage(String image) {
        String host = Optional.ofNullable(System.getenv("DOCKER_HOST")).orElse("unix:///var/run/docker.sock");
        Path socket = Path.of(URI.create(host).getPath());
        if (!host.startsWith("unix://") || !Files.exists(socket)) {
            return false;
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap(("GET /images/" + image + "/json HTTP/1.0\r\nHost: docker\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer status = ByteBuffer.allocate("HTTP/1.0 200".length());
            while (status.hasRemaining() && channel.read(status) >= 0) {
                // The status is all that is wanted of the answer.
            }
            return new String(status.array(), StandardCharsets.US_ASCII).endsWith(" 200");
        } catch (IOException noEngine) {
            return false;
        }
    }
}
