package io.selfhealing.agent.heal.pattern;

import java.util.List;

/** The same name with something said before it: {@code address} and {@code ip_address}. */
record Qualified(String id, double confidence, KinWords kin) implements RenamePattern {
    @Override
    public boolean matches(Candidate candidate) {
        List<String> from = kin.of(candidate.from());
        List<String> to = kin.of(candidate.to());
        int more = to.size() - from.size();
        return more > 0
                && !from.isEmpty()
                && !(from.size() == 1 && kin.generic(from.get(0)))
                && to.subList(more, to.size()).equals(from)
                && kin.harmless(to.subList(0, more));
    }
}
