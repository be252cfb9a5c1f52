package io.aggtape.feed.cli;

/** Finds the known name that a mistyped one most likely means. */
final class Nearest {
    private Nearest() {}

    /** The candidate with the fewest edits to {@code typed}, the first of equals; null where there is none. */
    static String to(final String typed, final Iterable<String> candidates) {
        String nearest = null;
        int fewest = Integer.MAX_VALUE;
        for (final String candidate : candidates) {
            final int edits = edits(typed, candidate);
            if (edits < fewest) {
                fewest = edits;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** Insertions, deletions, replacements and swaps of neighbours that make one of the other. */
    static int edits(final String a, final String b) {
        final int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(final int[][] cost, final String a, final String b, final int i, final int j) {
        final int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
            least = Math.min(least, cost[i - 2][j - 2] + 1);
        }
        return least;
    }
}
