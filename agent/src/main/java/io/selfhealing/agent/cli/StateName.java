package io.selfhealing.agent.cli;

import io.selfhealing.agent.quarantine.State;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a state of a value in quarantine, however it is cased, and names each once. */
final class StateName implements ITypeConverter<State> {
    /** All of them, as they are listed. */
    static final class All implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return names().iterator();
        }
    }

    private static Stream<String> names() {
        return Arrays.stream(State.values()).map(State::toString);
    }

    @Override
    public State convert(String word) {
        return Arrays.stream(State.values())
                .filter(state -> state.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "'" + word + "' is none of " + names().collect(Collectors.joining(", "))));
    }
}
