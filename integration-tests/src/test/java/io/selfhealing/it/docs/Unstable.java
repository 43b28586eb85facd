package io.selfhealing.it.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What differs from one run to the next, and is not looked at when outputs are compared. */
final class Unstable {
    private static final Pattern PART = Pattern.compile(String.join(
            "|",
            "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?Z?", // moments
            "(?<![0-9A-Za-z])[0-9a-f]{14,64}(-\\d+(\\.\\d+)?)?(?![0-9A-Za-z])", // ids and hashes
            "(?<![0-9A-Za-z])(?=[a-f]*\\d)[0-9a-f]{10}(?![0-9A-Za-z])", // ids of suggestions
            "(?<=identity )\\d+\\.\\d+", // of columns
            "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
            "(?<=(_us|process|\"n)\":)\\d+",
            "(?<=\"who\":\")[^\"]+",
            "(?<=\\.java:)\\d+",
            "(?m)(?<= )\\d{3,6}(?= +\\d+ +\\d+$)", // what a directory takes
            "(?m)^\\d+(?= +(heal|observe|off) )", // processes
            "(?<=management_db_)\\d+",
            "(?<![0-9A-Za-z])\\d+(\\.\\d+)? ?(ms|KiB|MiB|bytes)\\b",
            "(?<![0-9A-Za-z])0\\.\\d+ s\\b"));
    private static final Pattern SPACES = Pattern.compile(" {2,}");

    private Unstable() {}

    /** Those parts of it, in order. */
    static List<String> parts(String text) {
        return new ArrayList<>(
                PART.matcher(text).results().map(MatchResult::group).toList());
    }

    /** Equal for two outputs that say the same. */
    static String without(String text) {
        return SPACES.matcher(PART.matcher(text).replaceAll("~"))
                .replaceAll(" ")
                .replace("-~", "~");
    }
}
