package io.selfhealing.agent.heal.pattern;

import java.util.stream.Stream;

/** The name with or without one certain last word: {@code image} and {@code image_id}. */
record LastWord(String id, double confidence, String word) implements RenamePattern {
    @Override
    public boolean matches(Candidate candidate) {
        return with(candidate.from()).equals(candidate.to())
                || with(candidate.to()).equals(candidate.from());
    }

    private Name with(Name name) {
        return name.length() == 0
                ? name
                : Name.of(Stream.concat(name.words().stream(), Stream.of(word)).toList());
    }
}
