package io.selfhealing.agent.heal.pattern;

import java.util.List;

/**
 * What is different between two names, once the words that they begin and end with alike are taken away.
 *
 * @param shared how many words stayed
 */
public record NameChange(List<String> gone, List<String> come, int shared) {
    public NameChange {
        gone = List.copyOf(gone);
        come = List.copyOf(come);
    }

    public static NameChange between(Name one, Name other) {
        List<String> from = one.words();
        List<String> to = other.words();
        int most = Math.min(from.size(), to.size());
        int before = 0;
        while (before < most && from.get(before).equals(to.get(before))) {
            before++;
        }
        int after = 0;
        while (after < most - before && from.get(from.size() - 1 - after).equals(to.get(to.size() - 1 - after))) {
            after++;
        }
        return new NameChange(
                from.subList(before, from.size() - after), to.subList(before, to.size() - after), before + after);
    }

    boolean same(NameChange other) {
        return gone.equals(other.gone) && come.equals(other.come);
    }
}
