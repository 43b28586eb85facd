package io.selfhealing.agent.spool;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which frames a home wrote itself, so that they may be acted upon. */
final class Trust {
    /** Looks at no seal, and writes none: for who only looks, and has no key. */
    static final Trust ALL = new Trust(Path.of(""), null, null);

    private final Path home;
    private final @Nullable Seal seal;
    private final @Nullable EarlierSegments earlier;

    private Trust(Path home, @Nullable Seal seal, @Nullable EarlierSegments earlier) {
        this.home = home;
        this.seal = seal;
        this.earlier = earlier;
    }

    /**
     * By the key of this home, which is given one if it has none.
     *
     * @throws SpoolException {@code KEY}, where it can be neither read nor made
     */
    static Trust of(Path home, Disk disk) throws SpoolException {
        try {
            disk.createDirectories(home);
            Seal seal = Seal.of(home, made -> EarlierSegments.vouch(home, made, disk));
            return new Trust(home, seal, EarlierSegments.of(home, seal));
        } catch (IOException e) {
            throw new SpoolException(
                    SpoolException.Reason.KEY,
                    "the key with which the spool is sealed cannot be read or made: " + e,
                    e);
        }
    }

    /** By the key of this home; all is trusted where it has none, or that may not be read. */
    static Trust toLook(Path home) {
        try {
            Seal seal = Seal.read(home);
            return seal == null ? ALL : new Trust(home, seal, EarlierSegments.of(home, seal));
        } catch (IOException e) {
            return ALL;
        }
    }

    /** How many bytes of this segment count without a seal. */
    long unsealed(Path segment, Disk.DiskFile file) throws IOException {
        return seal == null || earlier == null ? Long.MAX_VALUE : earlier.length(segment, file);
    }

    /**
     * Whether the home wrote this frame. What is encrypted has its own proof, which is looked at when it is decrypted.
     *
     * @param end of the frame in its segment
     * @param unsealed see {@link #unsealed}
     */
    boolean holds(Frame frame, long end, long unsealed) {
        if (seal == null) {
            return true;
        }
        return (frame.isEncrypted() && frame.kind() == Kind.RECORD)
                || (frame.isSealed() ? seal.isOn(frame) : end <= unsealed && !frame.isEncrypted());
    }

    /** The frame as it is written. */
    Frame sealed(Frame frame) {
        return seal == null || frame.isEncrypted() ? frame : seal.on(frame);
    }

    /** Bytes by which a frame grows when it is written. */
    int overhead() {
        return seal == null ? 0 : Seal.LENGTH;
    }

    /** Whether that is still there by which the next process will know what is this home's. */
    boolean isKept() {
        return seal == null || (Seal.isIn(home) && (earlier == null || earlier.isKept()));
    }

    /** Puts it back. */
    void keep() throws IOException {
        if (seal != null) {
            seal.keepIn(home);
        }
        if (earlier != null) {
            earlier.keep();
        }
    }
}
