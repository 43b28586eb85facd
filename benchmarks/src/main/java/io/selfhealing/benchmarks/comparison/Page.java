package io.selfhealing.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the documentation, of which one part is written by a program: what stands between two comments. */
final class Page {
    private final Path file;

    Page(Path file) {
        this.file = file;
    }

    /** Puts that text in place of what {@code <!-- part -->} and {@code <!-- /part -->} enclose. */
    void replace(String part, String text) throws IOException {
        String page = Files.readString(file);
        String opening = "<!-- " + part + " -->";
        int from = page.indexOf(opening);
        int to = page.indexOf("<!-- /" + part + " -->");
        if (from < 0 || to < from) {
            throw new IOException(file + " has no part named " + part);
        }
        Files.writeString(file, page.substring(0, from) + opening + "\n" + text + page.substring(to));
    }
}
