package io.selfhealing.agent.spool;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a segment frame by frame, holding little more than the frame it is at. After bytes that are no sound frame
 * it goes on at the next place where one begins: where the magic stands, the length fits, and the check holds.
 */
final class FrameScanner {
    private static final int WINDOW = 1 << 16;
    /** What says it is larger is no frame of ours, or would take more memory than there is. */
    private static final int MOST = Frame.HEADER
            + Seal.LENGTH
            + (int) Math.min(SegmentLog.LARGEST, Runtime.getRuntime().maxMemory() / 4);

    private final Disk.DiskFile file;
    private byte[] window = new byte[WINDOW];
    private long start;
    private int filled;
    private long at;

    FrameScanner(Disk.DiskFile file, long at) {
        this.file = file;
        this.at = at;
    }

    /** What stands next before that end of the file; null where nothing does. */
    @Nullable
    Found next(long end) throws IOException {
        if (at >= end) {
            return null;
        }
        long from = at;
        Frame frame = frame(from, end);
        if (frame != null) {
            at = from + Frame.HEADER + frame.body().length;
            return new Found.Sound(from, at, frame);
        }
        boolean cutOff = isCutOff(from, end);
        at = resume(from + 1, end);
        return new Found.Damaged(from, at, at >= end && cutOff);
    }

    /** The frame that begins there; null where no sound one does. */
    private @Nullable Frame frame(long from, long end) throws IOException {
        if (end - from < Frame.HEADER || !cover(from, Frame.HEADER)) {
            return null;
        }
        long length = Frame.length(window, (int) (from - start));
        if (length < 0 || length > end - from || length > MOST || !cover(from, (int) length)) {
            return null;
        }
        return Frame.read(window, (int) (from - start), (int) length);
    }

    /** The next place where a sound frame begins, or the end. */
    private long resume(long from, long end) throws IOException {
        for (long place = from; end - place >= Frame.HEADER; place++) {
            if (!cover(place, Frame.HEADER)) {
                break;
            }
            if (window[(int) (place - start)] == (byte) (Frame.MAGIC >>> 24) && frame(place, end) != null) {
                return place;
            }
        }
        return end;
    }

    /** Whether nothing but the beginning of a frame stands there, or nothing but zeros, as after a loss of power. */
    private boolean isCutOff(long from, long end) throws IOException {
        if (end - from < Frame.HEADER || !cover(from, Frame.HEADER)) {
            return true;
        }
        long length = Frame.length(window, (int) (from - start));
        return length > end - from || isZero(from, end);
    }

    private boolean isZero(long from, long end) throws IOException {
        for (long place = from; place < end; place++) {
            if (!cover(place, 1) || window[(int) (place - start)] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Has these bytes in the window; false where the file ends before them. */
    private boolean cover(long from, int length) throws IOException {
        if (from >= start && from + length <= start + filled) {
            return true;
        }
        if (length > window.length) {
            window = new byte[length];
        }
        start = from;
        filled = 0;
        filled = file.read(from, window, window.length);
        return filled >= length;
    }
}
