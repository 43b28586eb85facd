package io.selfhealing.agent.heal.learned;

import io.selfhealing.agent.heal.pattern.KinWords;
import io.selfhealing.agent.heal.pattern.Patterns;
import io.selfhealing.agent.schema.TypeFamily;

/** Books as their outcomes make them; all columns are text, and every outcome is a millisecond later than the last. */
final class Learnt {
    static final KinWords WORDS = Patterns.words();

    final Book book = new Book();
    private long now;

    /** {@code count} writes to a table, healed by proof. */
    Learnt proved(String table, String from, String to, int count) {
        return heard(new Outcome.Proved(table, from, to, TypeFamily.TEXT, count));
    }

    Learnt accepted(String table, String from, String to, int count) {
        return heard(new Outcome.Accepted(table, from, to, TypeFamily.TEXT, count, true, () -> true));
    }

    Learnt refused(String table, String from, String to) {
        return heard(new Outcome.Refused(table, from, to, TypeFamily.TEXT));
    }

    Learnt heard(Outcome outcome) {
        book.learn(outcome, WORDS, ++now);
        return this;
    }

    /** {@code x_sender → x_author}, proved in two tables, six writes each. */
    static Learnt author() {
        return new Learnt().proved("letters", "x_sender", "x_author", 6).proved("notes", "x_sender", "x_author", 6);
    }

    /** The pattern of that change, written as it is told. */
    LearnedPattern of(String told) {
        return book.patterns().stream()
                .filter(pattern -> pattern.change().told().equals(told))
                .findFirst()
                .orElseThrow();
    }
}
