package io.selfhealing.agent.report;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TypeFamily;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The labels that an enumeration had, and what has come in their place. Only the schema's own past tells: a bound value is in no event. */
final class LostLabels {
    private LostLabels() {}

    /** For each label that is gone the one that is spelled alike and is new; empty where there is none. */
    static Map<String, String> of(Column before, Column now) {
        Map<String, String> lost = new LinkedHashMap<>();
        if (before.type().family() != TypeFamily.ENUM || now.type().family() != TypeFamily.ENUM) {
            return lost;
        }
        List<String> came = now.type().labels().stream()
                .filter(label -> !before.type().labels().contains(label))
                .toList();
        for (String label : before.type().labels()) {
            if (!now.type().labels().contains(label)) {
                List<String> alike = came.stream()
                        .filter(each -> plain(each).equals(plain(label)))
                        .toList();
                lost.put(label, alike.size() == 1 ? alike.get(0) : "");
            }
        }
        return lost;
    }

    private static String plain(String label) {
        return label.replaceAll("[\\s_.-]+", "").toLowerCase(Locale.ROOT);
    }
}
