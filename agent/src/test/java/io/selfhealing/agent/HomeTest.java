package io.selfhealing.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.selfhealing.agent.config.FileGuard;
import io.selfhealing.agent.config.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void onlyWhereFilesHaveModes() {
        assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    /** Gives a path to another user, which root alone may do. */
    private static void giveAway(Path path) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")));
        Files.setAttribute(
                path,
                "posix:owner",
                path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"),
                LinkOption.NOFOLLOW_LINKS);
    }

    @Test
    void homeThatIsMadeIsItsOwnersAlone() throws IOException {
        Path home = directory.resolve("a/b/home");

        assertThat(Home.open(home).obstacle()).isNull();

        assertThat(mode(home)).isEqualTo("rwx------");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void homeOfAnotherOwnerIsNotWrittenTo() throws IOException {
        Path home = Files.createDirectory(directory.resolve("home"));
        giveAway(home);

        assertThat(Home.open(home).obstacle()).contains("belongs to nobody");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void homeThatEverybodyMayWriteToIsNone() throws IOException {
        Path home = Files.createDirectory(directory.resolve("home"));
        mode(home, "rwxrwxrwx");

        assertThat(Home.open(home).obstacle()).contains("everybody may write").contains(home.toString());
        assertThat(mode(home)).isEqualTo("rwxrwxrwx");
        mode(home, "rwxrwxr-x");
        assertThat(Home.open(home).obstacle())
                .as("a group is the operator's choice")
                .isNull();
    }

    @Test
    void homeInADirectoryOfEverybodyIsNoneUnlessTheStickyBitGuardsIt() throws Exception {
        Path shared = Files.createDirectory(directory.resolve("shared"));
        mode(shared, "rwxrwxrwx");

        assertThat(Home.open(shared.resolve("home")).obstacle()).contains("sticky");
        new ProcessBuilder("chmod", "1777", shared.toString()).start().waitFor();
        assertThat(Home.open(shared.resolve("home")).obstacle()).isNull();
    }

    @Test
    void linkOfAnotherUserIsNotFollowed() throws IOException {
        Path target = Files.createDirectory(directory.resolve("target"));
        Path home = Files.createSymbolicLink(directory.resolve("home"), target);
        assertThat(Home.open(home).obstacle()).as("an operator's own link").isNull();
        giveAway(home);

        assertThat(Home.open(home).obstacle()).contains("symbolic link of nobody");
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void linkLeadsNoFileOfTheHomeAstray() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "kept");
        Path link = Files.createSymbolicLink(directory.resolve("events.jsonl"), secret);
        Path dangling = Files.createSymbolicLink(directory.resolve("lock"), directory.resolve("nowhere"));

        assertThatThrownBy(() -> PrivateFile.createIfMissing(link)).hasMessageContaining("no plain file");
        assertThatThrownBy(() -> FileGuard.take(link)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> FileGuard.take(dangling)).isInstanceOf(IOException.class);
        PrivateFile.replace(link, "new".getBytes(StandardCharsets.UTF_8));

        assertThat(secret).hasContent("kept");
        assertThat(link).hasContent("new").isRegularFile();
        assertThat(directory.resolve("nowhere")).doesNotExist();
    }

    @Test
    void directoryBehindALinkKeepsItsMode() throws IOException {
        Path other = Files.createDirectory(directory.resolve("other"));
        mode(other, "rwxr-xr-x");
        Path link = Files.createSymbolicLink(directory.resolve("control"), other);

        assertThatThrownBy(() -> PrivateFile.requireDirectory(link)).hasMessageContaining("not followed");

        assertThat(mode(other)).isEqualTo("rwxr-xr-x");
        PrivateFile.requireDirectory(other);
        assertThat(mode(other)).isEqualTo("rwx------");
    }
}
