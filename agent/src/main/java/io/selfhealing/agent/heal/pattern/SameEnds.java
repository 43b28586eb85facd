package io.selfhealing.agent.heal.pattern;

import java.util.List;

/** One word in the middle is another: {@code mod_user_id} and {@code mod_person_id}. */
record SameEnds(String id, double confidence, KinWords kin) implements RenamePattern {
    private static final int SHORTEST = 3;

    @Override
    public boolean matches(Candidate candidate) {
        List<String> from = kin.of(candidate.from());
        List<String> to = kin.of(candidate.to());
        int last = from.size() - 1;
        if (from.size() < SHORTEST
                || from.size() != to.size()
                || !from.get(0).equals(to.get(0))
                || !from.get(last).equals(to.get(last))) {
            return false;
        }
        int others = 0;
        boolean harmless = true;
        for (int i = 1; i < last; i++) {
            if (!from.get(i).equals(to.get(i))) {
                others++;
                harmless &= kin.harmless(List.of(from.get(i), to.get(i)));
            }
        }
        return others == 1 && harmless;
    }
}
