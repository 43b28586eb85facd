package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.schema.TypeFamily;
import java.util.Set;

/**
 * A yes-or-no column with or without a word that says so: {@code active} and {@code is_active}.
 *
 * @param first such words before the name
 * @param last such words after it
 */
record FlagAffix(String id, double confidence, Set<String> first, Set<String> last) implements RenamePattern {
    @Override
    public boolean matches(Candidate candidate) {
        Name from = bare(candidate.from());
        Name to = bare(candidate.to());
        return candidate.target().type().family() == TypeFamily.BOOLEAN
                && !candidate.from().equals(candidate.to())
                && from.equals(to);
    }

    private Name bare(Name name) {
        if (name.length() > 1 && first.contains(name.first())) {
            return name.withoutFirst(1);
        }
        return name.length() > 1 && last.contains(name.last()) ? name.withoutLast() : name;
    }
}
