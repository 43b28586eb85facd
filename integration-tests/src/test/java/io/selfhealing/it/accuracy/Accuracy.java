package io.selfhealing.it.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Scores the packaged jar on a corpus of real changes, warm and cold, and ends with an error if a value was misplaced. Arguments: the
 * scoring program, the corpus, the jar, the page, and whether to write the page.
 */
final class Accuracy {
    private Accuracy() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path program = existing(arguments[0], "accuracy.program");
        Path corpus = existing(arguments[1], "accuracy.corpus");
        Path agent = existing(arguments[2], "it.agent");
        Map<Course, List<Scored>> runs = new EnumMap<>(Course.class);
        for (Course course : Course.values()) {
            List<Scored> scored = course.run(program, corpus, agent);
            runs.put(course, scored);
            System.out.println(AccuracyPage.verdict(course, scored));
            scored.stream().filter(Scored::misplaced).forEach(System.out::println);
        }
        if (Boolean.parseBoolean(arguments[4])) {
            Files.writeString(Path.of(arguments[3]), AccuracyPage.of(runs));
        }
        boolean misplaced = runs.values().stream().flatMap(List::stream).anyMatch(Scored::misplaced);
        if (misplaced) {
            System.exit(1);
        }
    }

    private static Path existing(String path, String key) {
        Path file = Path.of(path).toAbsolutePath().normalize();
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("-D" + key + "=" + path
                    + " is no file; the profile scores with a program and a corpus of your choice");
        }
        return file;
    }
}
