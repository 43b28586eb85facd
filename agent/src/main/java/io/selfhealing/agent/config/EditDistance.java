package io.selfhealing.agent.config;

/** Damerau-Levenshtein distance, in its restricted form (optimal string alignment): no part is edited twice. */
public final class EditDistance {
    private EditDistance() {}

    /** How many letters are to be put in, taken out, replaced or swapped with their neighbour to get from a to b. */
    public static int between(String a, String b) {
        int[][] distance = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                distance[i][j] = i == 0 || j == 0 ? i + j : cell(distance, a, b, i, j);
            }
        }
        return distance[a.length()][b.length()];
    }

    private static int cell(int[][] distance, String a, String b, int i, int j) {
        int replaced = distance[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(distance[i - 1][j], distance[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, 1 + distance[i - 2][j - 2]) : least;
    }
}
