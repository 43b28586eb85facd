package io.selfhealing.agent.heal.pattern;

import java.util.List;

/** Another word before the same thing, which is not one that many unlike columns are called by: {@code master_address} and
 * {@code api_address}. */
record SameHead(String id, double confidence, KinWords kin) implements RenamePattern {
    @Override
    public boolean matches(Candidate candidate) {
        List<String> from = kin.of(candidate.from());
        List<String> to = kin.of(candidate.to());
        boolean references = last(from).equals("id") && last(to).equals("id");
        List<String> old = references ? from.subList(0, from.size() - 1) : from;
        List<String> young = references ? to.subList(0, to.size() - 1) : to;
        int shared = shared(old, young);
        return shared > 0
                && kin.harmless(old.subList(old.size() - shared, old.size()))
                && shared < Math.min(old.size(), young.size())
                && (shared > 1 || !kin.generic(last(old)))
                && kin.harmless(old.subList(0, old.size() - shared))
                && kin.harmless(young.subList(0, young.size() - shared));
    }

    private static int shared(List<String> old, List<String> young) {
        int most = Math.min(old.size(), young.size());
        int shared = 0;
        while (shared < most && old.get(old.size() - 1 - shared).equals(young.get(young.size() - 1 - shared))) {
            shared++;
        }
        return shared;
    }

    private static String last(List<String> words) {
        return words.isEmpty() ? "" : words.get(words.size() - 1);
    }
}
