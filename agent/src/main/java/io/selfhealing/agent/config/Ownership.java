package io.selfhealing.agent.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * Whether a directory is the process's own, so that nobody else can put a link, or a file of his, where the agent is about to write.
 * What a group may do is the operator's own choice, as with volumes that are shared through one; what everybody may do is not.
 */
public final class Ownership {
    private static final String ROOT = "root";
    private static final int STICKY = 01000;

    private Ownership() {}

    /**
     * Why others could lead astray what is kept in a directory.
     *
     * @param directory which is there
     * @param own a file that this process has just made: its owner is who we are
     * @return null where they could not, or where the file system has no owners
     */
    public static @Nullable String objection(Path directory, Path own) throws IOException {
        Path named = directory.toAbsolutePath().normalize();
        if (!named.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return null;
        }
        UserPrincipal us = attributes(own).owner();
        PosixFileAttributes there = attributes(named);
        if (there.isSymbolicLink()) {
            String ofLink = isOurs(there, us)
                    ? ofParent(named)
                    : "it is a symbolic link of " + there.owner().getName();
            return ofLink != null ? ofLink : ofDirectory(named.toRealPath(), us);
        }
        return ofDirectory(named, us);
    }

    private static @Nullable String ofDirectory(Path directory, UserPrincipal us) throws IOException {
        PosixFileAttributes there = attributes(directory);
        if (!isOurs(there, us)) {
            return directory + " belongs to " + there.owner().getName() + ", and this process is " + us.getName();
        }
        if (there.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            return "everybody may write to " + directory + " (mode "
                    + PosixFilePermissions.toString(there.permissions())
                    + "): name a directory of its own, or chmod o-w";
        }
        return ofParent(directory);
    }

    /** Who may write to a directory may put another one in the place of what is in it, unless its sticky bit is set. */
    private static @Nullable String ofParent(Path directory) throws IOException {
        Path parent = directory.toRealPath(LinkOption.NOFOLLOW_LINKS).getParent();
        if (parent == null
                || !attributes(parent).permissions().contains(PosixFilePermission.OTHERS_WRITE)
                || isSticky(parent)) {
            return null;
        }
        return "everybody may put another directory in its place, since " + parent
                + " is everybody's and has no sticky bit: chmod o-w or chmod +t";
    }

    private static boolean isSticky(Path directory) throws IOException {
        try {
            return (((Integer) Files.getAttribute(directory, "unix:mode")) & STICKY) != 0;
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isOurs(PosixFileAttributes there, UserPrincipal us) {
        return there.owner().equals(us) || there.owner().getName().equals(ROOT);
    }

    private static PosixFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
