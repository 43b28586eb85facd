package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.ColumnSample;
import java.util.EnumSet;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Texts of one form, of one length, or of a few words.
 *
 * @param form that nearly all have; null where there is none
 * @param seen every form that any of them has
 * @param vocabulary null where new words are no surprise
 * @param varied whether they are not all the same
 */
record TextProfile(
        String column,
        @Nullable ValueForm form,
        Set<ValueForm> seen,
        @Nullable Vocabulary vocabulary,
        int shortest,
        int longest,
        boolean varied)
        implements ValueProfile {
    /** Some rows of every old table are not as they should be. */
    private static final double NEARLY_ALL = 0.95;

    private static final int LONGER = 8;
    private static final int LONGER_BY = 32;
    private static final int LONGEST_CODE = 64;

    /** Lifts no less than 0.63 to the least that is healed by default. */
    private static final double OF_THE_FORM = 0.2;

    /** The same of no less than 0.58. */
    private static final double OF_THE_VOCABULARY = 0.3;

    /** Yes and no, on and off are words of too many columns. */
    private static final int TELLING_WORDS = 3;

    static @Nullable TextProfile of(String column, ColumnSample sample) {
        List<String> texts = sample.values().stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(text -> !text.isBlank())
                .toList();
        if (texts.size() < FEWEST) {
            return null;
        }
        ValueForm form = null;
        Set<ValueForm> seen = EnumSet.noneOf(ValueForm.class);
        for (ValueForm each : ValueForm.values()) {
            long matching = texts.stream().filter(each::matches).count();
            if (matching > 0) {
                seen.add(each);
            }
            if (form == null && matching >= NEARLY_ALL * texts.size()) {
                form = each;
            }
        }
        IntSummaryStatistics lengths = texts.stream().mapToInt(String::length).summaryStatistics();
        boolean varied = texts.stream().distinct().limit(2).count() > 1;
        return new TextProfile(
                column, form, Set.copyOf(seen), Vocabulary.of(texts), lengths.getMin(), lengths.getMax(), varied);
    }

    @Override
    public ValueFit fit(Object value) {
        if (!(value instanceof String text) || text.isBlank()) {
            return ValueFit.UNKNOWN;
        }
        String cut = text.length() > ColumnSample.LONGEST ? text.substring(0, ColumnSample.LONGEST) : text;
        String reason = objection(cut);
        return reason == null ? support(cut) : new ValueFit.Odd(reason);
    }

    private @Nullable String objection(String text) {
        if (form != null && !form.matches(text)) {
            return column + " holds " + form + ", which the text written is not";
        }
        for (ValueForm each : ValueForm.values()) {
            if (each.isTelling() && !seen.contains(each) && each.matches(text)) {
                return "the text written is one of the " + each + ", and " + column + " holds none";
            }
        }
        if (vocabulary != null && !vocabulary.has(text)) {
            return column + " holds a few words again and again, and the text written is none of them";
        }
        return ofLength(text.length());
    }

    private @Nullable String ofLength(int length) {
        if (varied && shortest == longest && length != longest && longest <= LONGEST_CODE) {
            return "every text in " + column + " has one length, which the text written has not";
        }
        boolean longer = longest < ColumnSample.LONGEST && length > LONGER * longest + LONGER_BY;
        return longer || LONGER * length + LONGER_BY < shortest
                ? "the text written has another length than those in " + column
                : null;
    }

    private ValueFit support(String text) {
        if (vocabulary != null && vocabulary.words().size() >= TELLING_WORDS && vocabulary.has(text)) {
            return usual(OF_THE_VOCABULARY, "the text written is one of the few words that " + column + " holds");
        }
        return form == ValueForm.EMAIL || form == ValueForm.URL
                ? usual(OF_THE_FORM, "the text written and those in " + column + " are " + form)
                : ValueFit.UNKNOWN;
    }

    private static ValueFit usual(double confidence, String detail) {
        return new ValueFit.Usual(new Evidence(EvidenceKind.VALUES, confidence, detail));
    }
}
