package io.selfhealing.agent.spool;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** A piece of a segment, with a check of its own; {@code FORMAT.md} draws it. */
final class Frame {
    /** No text in ASCII has its first byte. */
    static final int MAGIC = 0xF5_53_50_01;

    static final int HEADER = 40;
    private static final int CRC = 8;
    private static final int CHECKED = 12;
    private static final int ENCRYPTED = 1;
    private static final int SEALED = 2;

    private final Kind kind;
    private final boolean encrypted;
    private final boolean sealed;
    private final UUID spool;
    private final long sequence;
    private final byte[] body;

    Frame(Kind kind, boolean encrypted, UUID spool, long sequence, byte[] body) {
        this(kind, encrypted, false, spool, sequence, body);
    }

    private Frame(Kind kind, boolean encrypted, boolean sealed, UUID spool, long sequence, byte[] body) {
        this.kind = kind;
        this.encrypted = encrypted;
        this.sealed = sealed;
        this.spool = spool;
        this.sequence = sequence;
        this.body = body;
    }

    Kind kind() {
        return kind;
    }

    boolean isEncrypted() {
        return encrypted;
    }

    UUID spool() {
        return spool;
    }

    long sequence() {
        return sequence;
    }

    RecordId id() {
        return new RecordId(spool, sequence);
    }

    boolean isSealed() {
        return sealed;
    }

    /** All of it, with the seal where there is one. */
    byte[] body() {
        return body;
    }

    /** The body without its seal. */
    byte[] content() {
        return sealed ? Arrays.copyOf(body, Math.max(0, body.length - Seal.LENGTH)) : body;
    }

    /** Null where there is none. */
    byte @Nullable [] seal() {
        return sealed && body.length >= Seal.LENGTH
                ? Arrays.copyOfRange(body, body.length - Seal.LENGTH, body.length)
                : null;
    }

    /** The same with a seal. */
    Frame with(byte[] seal) {
        byte[] both = Arrays.copyOf(body, body.length + seal.length);
        System.arraycopy(seal, 0, both, body.length, seal.length);
        return new Frame(kind, encrypted, true, spool, sequence, both);
    }

    byte[] bytes() {
        ByteBuffer frame = ByteBuffer.allocate(HEADER + body.length);
        frame.putInt(MAGIC).putInt(body.length).putInt(0).put(identity()).put(body);
        frame.putInt(CRC, crc(frame.array(), 0, frame.capacity()));
        return frame.array();
    }

    /** The part of the header that says what the body is; encryption, or the seal, vouches for it as well. */
    byte[] identity() {
        return identity(sealed);
    }

    byte[] identity(boolean withSeal) {
        return ByteBuffer.allocate(HEADER - CHECKED)
                .put(kind.code())
                .put((byte) ((encrypted ? ENCRYPTED : 0) | (withSeal ? SEALED : 0)))
                .putShort((short) 0)
                .putLong(spool.getMostSignificantBits())
                .putLong(spool.getLeastSignificantBits())
                .putLong(sequence)
                .array();
    }

    /** How long the frame at this place says it is, header included; -1 where none begins. */
    static long length(byte[] bytes, int at) {
        ByteBuffer header = ByteBuffer.wrap(bytes, at, HEADER);
        int length = header.getInt() == MAGIC ? header.getInt() : -1;
        return length < 0 ? -1 : HEADER + (long) length;
    }

    /** The frame at this place; null where its check fails or nobody knows its kind. */
    static @Nullable Frame read(byte[] bytes, int at, int length) {
        ByteBuffer frame = ByteBuffer.wrap(bytes, at, length);
        if (frame.getInt(at + CRC) != crc(bytes, at, length)) {
            return null;
        }
        frame.position(at + CHECKED);
        Kind kind = Kind.of(frame.get());
        int flags = frame.get();
        frame.getShort();
        UUID spool = new UUID(frame.getLong(), frame.getLong());
        long sequence = frame.getLong();
        byte[] body = new byte[length - HEADER];
        frame.get(body);
        return kind == null
                ? null
                : new Frame(kind, (flags & ENCRYPTED) != 0, (flags & SEALED) != 0, spool, sequence, body);
    }

    /** Over everything but the magic and the check itself. */
    private static int crc(byte[] bytes, int at, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, at + Integer.BYTES, Integer.BYTES);
        crc.update(bytes, at + CHECKED, length - CHECKED);
        return (int) crc.getValue();
    }
}
