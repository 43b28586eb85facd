package io.selfhealing.agent.heal.pattern;

import java.util.List;
import java.util.Set;

/**
 * Who did it, with or without saying that it is a reference: {@code created_by} and {@code created_by_user_id}.
 *
 * @param people words for who did it
 */
record Reference(String id, double confidence, Set<String> people) implements RenamePattern {
    @Override
    public boolean matches(Candidate candidate) {
        List<String> from = candidate.from().words();
        List<String> to = candidate.to().words();
        return extended(from, to) || extended(to, from);
    }

    private boolean extended(List<String> bare, List<String> full) {
        boolean actor = !bare.isEmpty() && bare.get(bare.size() - 1).equals("by");
        if (!actor
                || full.size() <= bare.size()
                || !full.subList(0, bare.size()).equals(bare)) {
            return false;
        }
        List<String> more = full.subList(bare.size(), full.size());
        boolean person = people.contains(more.get(0));
        return switch (more.size()) {
            case 1 -> person || more.get(0).equals("id");
            case 2 -> person && more.get(1).equals("id");
            default -> false;
        };
    }
}
