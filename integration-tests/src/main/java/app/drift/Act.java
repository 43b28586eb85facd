package app.drift;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One use of JDBC.
 *
 * @param texts one; more only for a batch of plain statements
 * @param rows what is bound, for each execution; empty for plain statements
 * @param batch whether it is executed as a batch
 * @param held whether the statement stays open, and is used again by the next act of the same text that is held
 * @param keys columns asked for as generated keys; one {@code *} is the flag without names
 * @param labels what is read of each row that comes back, by label; {@code #1} is by number
 */
public record Act(
        List<String> texts,
        List<List<@Nullable Object>> rows,
        boolean batch,
        boolean held,
        List<String> keys,
        List<String> labels)
        implements Serializable {
    public static Act of(String text) {
        return new Act(List.of(text), List.of(), false, false, List.of(), List.of());
    }

    public static Act query(String text, List<String> labels) {
        return new Act(List.of(text), List.of(), false, false, List.of(), labels);
    }

    public boolean prepared() {
        return !rows.isEmpty();
    }

    /** As a person would write it down. */
    @Override
    public String toString() {
        String how = batch ? "executeBatch" : "execute";
        String asked = keys.isEmpty() ? "" : keys.equals(List.of("*")) ? ", RETURN_GENERATED_KEYS" : ", keys " + keys;
        String read = labels.isEmpty() ? "" : " then read " + labels;
        return prepared()
                ? "prepare" + (held ? " (held open)" : "") + " {" + texts.get(0) + asked + "} bind " + rows + " " + how
                        + read
                : "statement {" + String.join("; ", texts) + asked + "} " + how + read;
    }
}
