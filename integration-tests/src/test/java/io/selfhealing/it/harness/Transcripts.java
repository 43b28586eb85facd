package io.selfhealing.it.harness;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Makes what two applications saw comparable. */
final class Transcripts {
    /** The name of a test's database, and the number of the connection in MariaDB's messages. */
    private static final Pattern DATABASE = Pattern.compile("(\\bit_|\\(conn=)\\d+");

    private static final Pattern NUMBER = Pattern.compile("(?<=[A-Za-z]#|Handle\\[number=)\\d+");

    private Transcripts() {}

    /**
     * Numbers objects by their first appearance, and leaves out what names the database or the session, which are others for each.
     */
    static List<String> comparable(List<String> transcript) {
        Map<String, String> numbers = new HashMap<>();
        return transcript.stream()
                .filter(line -> !line.contains(".connect[") && !line.contains(".pool[") && !line.contains(".supply["))
                .map(line -> DATABASE.matcher(line).replaceAll("$1n"))
                .map(line -> NUMBER.matcher(line)
                        .replaceAll(found -> numbers.computeIfAbsent(found.group(), key -> "n" + numbers.size())))
                .toList();
    }
}
