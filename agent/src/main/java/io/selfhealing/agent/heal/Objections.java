package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.sql.ColumnUse;
import io.selfhealing.agent.sql.Value;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What forbids a rename, whatever speaks for it. */
final class Objections {
    private Objections() {}

    static @Nullable String against(MissingColumn question, Column target, EvidenceKind kind) {
        if (mentioned(question, target)) {
            return "the statement uses " + target.name() + " itself";
        }
        if (target.source() == Column.Source.COMPUTED) {
            return target.name() + " is computed by the database";
        }
        if (target.source() == Column.Source.NUMBERED && !proved(kind) && isWritten(question)) {
            return target.name() + " is numbered by the database";
        }
        if (isLikeness(kind) && isRead(question) && !isSpeltAlike(question.name(), target.name())) {
            return "rows would be chosen, or values read, by " + target.name() + ", which is only like "
                    + question.name() + "; if it is the same column, declare it: selfhealing.aliases="
                    + question.table().name() + "." + question.name() + "=" + target.name();
        }
        return proved(kind) ? null : ofType(question, target);
    }

    private static boolean isWritten(MissingColumn question) {
        return question.uses().stream()
                .map(ColumnUse::role)
                .anyMatch(role -> role == ColumnUse.Role.INSERTED || role == ColumnUse.Role.ASSIGNED);
    }

    /** Whether nothing but a likeness of names or values speaks for it: a write that goes wrong by it shows, a search that finds nothing not. */
    private static boolean isLikeness(EvidenceKind kind) {
        return kind == EvidenceKind.PATTERN || kind == EvidenceKind.LEARNED || kind == EvidenceKind.ONLY_PLACE;
    }

    /** Whether they differ in case and in what stands between the words alone. */
    private static boolean isSpeltAlike(String name, String other) {
        return letters(name).equals(letters(other));
    }

    private static String letters(String name) {
        return name.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    }

    private static boolean isRead(MissingColumn question) {
        return question.uses().stream()
                .map(ColumnUse::role)
                .anyMatch(role -> role == ColumnUse.Role.CONDITION || role == ColumnUse.Role.EXPRESSION);
    }

    static boolean mentioned(MissingColumn question, Column target) {
        Mentions mentions = new Mentions(question.situation());
        return mentions.names().contains(target.name()) || mentions.doubtful(target.name());
    }

    /** A proved rename may have changed the type as well; whether a value still fits is then a matter of conversion. */
    static boolean proved(EvidenceKind kind) {
        return kind == EvidenceKind.WITNESSED || kind == EvidenceKind.IDENTITY || kind == EvidenceKind.CONTENT;
    }

    private static @Nullable String ofType(MissingColumn question, Column target) {
        Column before = question.before();
        if (before != null) {
            return TypeFit.holds(before.type(), target.type())
                    ? null
                    : target.name() + " is " + target.type().name() + ", not "
                            + before.type().name();
        }
        for (Value value : question.values()) {
            if (value instanceof Value.Literal literal && !TypeFit.holds(literal, target.type())) {
                return target.name() + " is " + target.type().name() + ", which the literal is not";
            }
        }
        return null;
    }
}
