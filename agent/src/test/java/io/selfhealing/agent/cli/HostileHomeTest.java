package io.selfhealing.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.quarantine.LeftOut;
import io.selfhealing.agent.quarantine.Quarantine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on a home that was damaged, or filled by somebody else, in a JVM with a small heap. */
class HostileHomeTest {
    private static final int MEGABYTES = 80;

    @TempDir
    private Path home;

    /** Runs commands one after the other, as the JVM of each of them would. */
    public static final class Commands {
        public static void main(String[] commands) {
            for (String command : commands) {
                System.out.println("> " + command);
                int exit = new Main(System.out, System.err).run(List.of(command.split(" ")));
                System.out.println("exit " + exit);
            }
        }
    }

    private void fill(String name, char sign) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        byte[] megabyte = new byte[1 << 20];
        Arrays.fill(megabyte, (byte) sign);
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int i = 0; i < MEGABYTES; i++) {
                out.write(megabyte);
            }
            out.write('\n');
        }
    }

    /** A segment of a spool with one frame whose check holds. */
    private void fillSegment() throws IOException {
        ByteBuffer segment = ByteBuffer.allocate(16 + 40 + (MEGABYTES << 20));
        segment.put("SHSPOOL\n".getBytes(StandardCharsets.US_ASCII)).putInt(1);
        segment.putInt(crc(segment.array(), 0, 12, 0, 0));
        segment.putInt(0xF5_53_50_01).putInt(MEGABYTES << 20).putInt(0).put((byte) 2);
        Arrays.fill(segment.array(), 56, segment.capacity(), (byte) '[');
        segment.putInt(24, crc(segment.array(), 20, 4, 28, segment.capacity() - 28));
        Path log = Files.createDirectories(home.resolve("spool/0001"));
        Files.write(log.resolve("000000000001.spool"), segment.array());
    }

    private static int crc(byte[] bytes, int from, int length, int thenFrom, int thenLength) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        crc.update(bytes, thenFrom, thenLength);
        return (int) crc.getValue();
    }

    @Test
    void linesAndFilesThatAreTooLongForTheHeapArePassedOver() throws Exception {
        new Quarantine(home, 1 << 20, () -> Instant.parse("2026-07-01T10:00:00Z"), new Random(1))
                .take(List.of(new LeftOut("db", "messages", "mood", "cheerful", "insert", Map.of("id", 7))));
        fill("events.jsonl", 'x');
        Files.writeString(
                home.resolve("events.jsonl"),
                "[".repeat(500_000)
                        + "\n{\"kind\":\"healed\",\"table\":\"orders\",\"time\":\"2026-07-01T10:00:00Z\"}\n",
                StandardOpenOption.APPEND);
        fill("quarantine.jsonl", '[');
        fill("audit.jsonl", '{');
        fill("audit.head", '1');
        fill("learned.json", '[');
        fill("undone.json", '[');
        fillSegment();
        fill("heals.json", '[');
        fill("schema/public.orders-0.json", '[');

        List<String> commands = new ArrayList<>();
        for (String command : List.of(
                "events HOME --last 1",
                "explain HOME",
                "quarantine list HOME",
                "suggestions HOME",
                "audit list HOME",
                "audit verify HOME",
                "learned list HOME",
                "spool list HOME",
                "spool verify HOME",
                "patterns list HOME")) {
            commands.add(command.replace("HOME", home.toString()));
        }
        String said = run(commands);

        assertThat(said)
                .doesNotContain("OutOfMemoryError")
                .doesNotContain("StackOverflowError")
                .doesNotContain("\tat ")
                .contains("lines of more than 1048576 bytes are not ours: 1")
                .contains("\"table\":\"orders\"")
                .contains("cheerful")
                .contains("unreadable lines: 1")
                .contains("000000000001.spool");
        assertThat(said.lines().filter(line -> line.startsWith("exit "))).hasSize(commands.size());
        assertThat(said.lines().filter(line -> line.startsWith("exit 0"))).hasSizeGreaterThanOrEqualTo(4);
    }

    private static String run(List<String> commands) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Commands.class.getName()));
        line.addAll(commands);
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
