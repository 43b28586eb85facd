package io.selfhealing.it.harness;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Makes what two applications saw comparable. */
final class Transcripts {
    private static final Pattern NUMBER = Pattern.compile("(?<=[A-Za-z]#|Handle\\[number=)\\d+");

    private Transcripts() {}

    /**
     * Numbers objects by their first appearance, and leaves out the lines that name the database, which is another for each.
     */
    static List<String> comparable(List<String> transcript) {
        Map<String, String> numbers = new HashMap<>();
        return transcript.stream()
                .filter(line -> !line.contains(".connect[") && !line.contains(".pool["))
                .map(line -> NUMBER.matcher(line)
                        .replaceAll(found -> numbers.computeIfAbsent(found.group(), key -> "n" + numbers.size())))
                .toList();
    }
}
