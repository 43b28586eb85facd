package io.selfhealing.agent.admin;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlServerTest {
    private static final long PID = 4_711;
    private static final long GONE = 999_999_999;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @TempDir
    Path home;

    private final List<Throwable> swallowed = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Commands commands = new Commands(swallowed::add)
            .add("echo", ObjectNode.class::cast)
            .add("refuse", arguments -> {
                throw new Refusal("not today");
            })
            .add("fail", arguments -> {
                throw new IllegalStateException("a secret");
            });

    @AfterEach
    void end() throws Exception {
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join(5_000);
            assertThat(thread.isAlive()).isFalse();
        }
        assertThat(sockets()).as("sockets that outlive their agent").isEmpty();
    }

    @Test
    void commandsAreAnsweredInOneLine() throws Exception {
        RunningAgent agent = running(home);
        ObjectNode arguments = json().put("wörd", "line\nline").put("large", "x".repeat(50_000));

        assertThat(agent.ask("echo", arguments, PATIENCE)).isEqualTo(arguments);
        assertThat(agent.pid()).isEqualTo(PID);
        assertThat(swallowed).isEmpty();
    }

    @Test
    void whatIsNotDoneSaysWhy() throws Exception {
        RunningAgent agent = running(home);

        assertThatThrownBy(() -> agent.ask("refuse", json(), PATIENCE))
                .isInstanceOf(Refusal.class)
                .hasMessage("not today");
        assertThatThrownBy(() -> agent.ask("ecko", json(), PATIENCE)).hasMessageContaining("it has echo, fail, refuse");
        assertThatThrownBy(() -> agent.ask("fail", json(), PATIENCE))
                .hasMessageContaining("IllegalStateException")
                .hasMessageNotContaining("secret");
        assertThat(swallowed).hasSize(1);
    }

    @Test
    void onlyTheOwnerMayUseIt() throws Exception {
        RunningAgent agent = running(home);

        assertThat(modeOf(agent.socket())).isEqualTo("rw-------");
        assertThat(modeOf(home.resolve("control"))).isEqualTo("rwx------");
    }

    @Test
    void whoIsSilentOrSaysTooMuchDoesNotStandInTheWayOfOthers() throws Exception {
        RunningAgent agent = running(home);
        try (SocketChannel silent = connect(agent);
                SocketChannel loud = connect(agent)) {
            ByteBuffer much = StandardCharsets.UTF_8.encode("x".repeat(8_000));
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1_000; i++) {
                            loud.write(much.rewind());
                        }
                    })
                    .isInstanceOf(IOException.class);
            assertThat(silent.isConnected()).isTrue();
            assertThat(agent.ask("echo", json(), Duration.ofSeconds(10))).isEmpty();
        }
    }

    @Test
    void requestThatIsNoJsonIsAnswered() throws Exception {
        RunningAgent agent = running(home);
        try (SocketChannel channel = connect(agent)) {
            channel.configureBlocking(false);
            Line.write(channel, "status please", PATIENCE);
            assertThat(Line.read(channel, 1_000, PATIENCE)).contains("\"ok\":false", "no JSON");
        }
    }

    @Test
    void longPathIsReplacedByAShortOne() throws Exception {
        Path deep = home.resolve("d".repeat(120));
        RunningAgent agent = running(deep);

        assertThat(agent.socket().toString().length()).isLessThan(104);
        Path room = requireNonNull(agent.socket().getParent());
        assertThat(modeOf(room)).isEqualTo("rwx------");
        assertThat(agent.ask("echo", json(), PATIENCE)).isEmpty();

        threads.get(0).interrupt();
        threads.get(0).join(5_000);
        assertThat(room).doesNotExist();
        assertThat(deep.resolve("control")).isEmptyDirectory();
    }

    @Test
    void whatProcessesLeftThatAreGoneIsRemoved() throws Exception {
        Path left = Files.createDirectories(home.resolve("control")).resolve(GONE + ".sock");
        ServerSocketChannel gone = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        gone.bind(UnixDomainSocketAddress.of(left));
        gone.close();
        assertThat(left).exists();

        running(home);

        assertThat(left).doesNotExist();
    }

    /** As in containers that share a home, each of which has a process 1. */
    @Test
    void twoProcessesOfOneNumberAreBothReached() throws Exception {
        running(home);
        start(home);
        await(home, 2);

        assertThat(RunningAgent.of(home)).extracting(RunningAgent::pid).containsExactly(PID, PID);
    }

    @Test
    void socketThatSomebodyRemovedComesBack() throws Exception {
        RunningAgent agent = running(home);
        Files.delete(agent.socket());

        await(home, 1);
        assertThat(RunningAgent.of(home).get(0).ask("echo", json(), PATIENCE)).isEmpty();
    }

    @Test
    void whereThereCanBeNoSocketThatIsSaidOnce() throws Exception {
        Files.writeString(home.resolve("control"), "a file");
        start(home);
        threads.get(0).join(5_000);

        assertThat(complaints).hasSize(1);
        assertThat(complaints.get(0)).contains("no control socket", "selfhealing.control=off");
        Files.delete(home.resolve("control"));
    }

    private RunningAgent running(Path directory) throws Exception {
        start(directory);
        await(directory, 1);
        return RunningAgent.of(directory).get(0);
    }

    private void start(Path directory) {
        Thread thread = new Thread(new ControlServer(directory, PID, commands, Thread::new, complaints::add));
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    private static void await(Path directory, int agents) throws Exception {
        for (int i = 0; i < 200 && RunningAgent.of(directory).size() < agents; i++) {
            Thread.sleep(50);
        }
        assertThat(RunningAgent.of(directory)).hasSize(agents);
    }

    private List<Path> sockets() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(file -> file.toString().endsWith(".sock")).toList();
        }
    }

    private static SocketChannel connect(RunningAgent agent) throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(agent.socket()));
    }

    private static String modeOf(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static ObjectNode json() {
        return new JsonMapper().createObjectNode();
    }
}
