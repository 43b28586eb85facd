package io.selfhealing.agent.spool;

import java.nio.file.Path;

/**
 * Something on disk that is not as it should be. What is sound around it is read all the same.
 *
 * @param offset of the first byte that is wrong; -1 where it is the whole file
 * @param what for people
 */
public record SpoolProblem(Path file, long offset, String what) {
    static SpoolProblem of(Path file, String what) {
        return new SpoolProblem(file, -1, what);
    }

    @Override
    public String toString() {
        return file + (offset < 0 ? "" : ", byte " + offset) + ": " + what;
    }
}
