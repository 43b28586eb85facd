package io.selfhealing.agent.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of an agent that runs already.
 *
 * @param mode to go to; null where none is asked for
 * @param refused one sentence for each word that asks for something else
 */
public record RunningChange(@Nullable Mode mode, List<String> refused) {
    public RunningChange {
        refused = List.copyOf(refused);
    }

    /** Reads arguments as they are given to the agent: {@code key=value,key=value}. Nothing wrong with them is an exception. */
    public static RunningChange of(String arguments) {
        List<String> refused = new ArrayList<>();
        Mode mode = null;
        for (Map.Entry<String, String> each :
                Arguments.parse(arguments, refused).entrySet()) {
            String key = each.getKey();
            if (key.equals(Keys.MODE.name()) || key.equals(Keys.MODE.property())) {
                try {
                    mode = Keys.MODE.parse(each.getValue().strip());
                } catch (IllegalArgumentException e) {
                    refused.add(key + "=" + each.getValue() + " is " + e.getMessage() + " and changes nothing");
                }
            } else {
                refused.add(key + " cannot be changed while the agent runs");
            }
        }
        return new RunningChange(mode, refused);
    }
}
