package io.selfhealing.agent.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** How a segment begins; {@code FORMAT.md} draws it. */
enum FileHeader {
    SOUND,
    /** A sound header of a version that this code does not know. */
    UNKNOWN_VERSION,
    DAMAGED;

    static final int LENGTH = 16;
    private static final int VERSION = 1;
    private static final byte[] NAME = "SHSPOOL\n".getBytes(StandardCharsets.US_ASCII);

    static byte[] bytes() {
        ByteBuffer header = ByteBuffer.allocate(LENGTH).put(NAME).putInt(VERSION);
        return header.putInt(crc(header.array())).array();
    }

    /** Where the first frame may begin: behind the header, where there is a sound one. */
    static long startOfFrames(Disk.DiskFile file) throws IOException {
        byte[] header = new byte[LENGTH];
        return of(header, file.read(0, header, LENGTH)) == SOUND ? LENGTH : 0;
    }

    static FileHeader of(byte[] bytes, int length) {
        ByteBuffer header = ByteBuffer.wrap(bytes);
        boolean sound = length >= LENGTH
                && header.slice(0, NAME.length).equals(ByteBuffer.wrap(NAME))
                && header.getInt(LENGTH - Integer.BYTES) == crc(bytes);
        if (!sound) {
            return DAMAGED;
        }
        return header.getInt(NAME.length) == VERSION ? SOUND : UNKNOWN_VERSION;
    }

    private static int crc(byte[] header) {
        CRC32C crc = new CRC32C();
        crc.update(header, 0, LENGTH - Integer.BYTES);
        return (int) crc.getValue();
    }
}
