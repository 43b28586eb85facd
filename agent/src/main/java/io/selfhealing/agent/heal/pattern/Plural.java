package io.selfhealing.agent.heal.pattern;

/** One became many, or many one: {@code tag} and {@code tags}. */
record Plural(String id, double confidence) implements RenamePattern {
    @Override
    public boolean matches(Candidate candidate) {
        String from = candidate.from().joined();
        String to = candidate.to().joined();
        return !from.equals(to) && singular(from).equals(singular(to));
    }

    /** As far as the usual endings tell. */
    static String singular(String word) {
        if (word.endsWith("ies") && word.length() > 4) {
            return word.substring(0, word.length() - 3) + "y";
        }
        if (word.endsWith("sses") || word.endsWith("xes") || word.endsWith("ches") || word.endsWith("shes")) {
            return word.substring(0, word.length() - 2);
        }
        boolean many = word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us") && !word.endsWith("is");
        return many && word.length() > 3 ? word.substring(0, word.length() - 1) : word;
    }
}
