package io.selfhealing.agent.spool;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whose a file is, by the seals of its frames.
 *
 * @param genuine whether this home wrote any of them
 * @param foreign where it wrote none: the first; null where there is no frame at all
 * @param sealed whether any bears a seal, whoever's it is
 */
record Origin(boolean genuine, Found.@Nullable Sound foreign, boolean sealed) {
    static Origin of(Disk.DiskFile file, Trust trust, long unsealed) throws IOException {
        Found.Sound foreign = null;
        boolean sealed = false;
        long end = file.length();
        FrameScanner scanner = new FrameScanner(file, FileHeader.startOfFrames(file));
        for (Found found = scanner.next(end); found != null; found = scanner.next(end)) {
            if (found instanceof Found.Sound sound) {
                sealed |= sound.frame().isSealed();
                if (trust.holds(sound.frame(), sound.end(), unsealed)) {
                    return new Origin(true, null, sealed);
                }
                foreign = foreign == null ? sound : foreign;
            }
        }
        return new Origin(false, foreign, sealed);
    }

    static SpoolProblem problem(Path path, Found found) {
        return new SpoolProblem(
                path,
                found.offset(),
                "was not written by the agents of this home, since its seal is missing or is another's: nothing of it is"
                        + " written to a database, and the file is kept");
    }
}
