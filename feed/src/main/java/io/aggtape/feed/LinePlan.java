package io.aggtape.feed;

import java.util.ArrayList;
import java.util.List;

/** Shares symbols out over lines: as few lines as the limit of streams allows, but one a feed thread at least. */
final class LinePlan {
    private LinePlan() {}

    /**
     * The symbols of each line; sizes differ by one at most.
     *
     * @param streamsPerLine how many streams a line may carry, 1 to 1,024.
     * @param feedThreads how many threads want a line of their own, from 1.
     */
    static List<List<String>> share(final List<String> symbols, final int streamsPerLine, final int feedThreads) {
        final int needed = (symbols.size() + streamsPerLine - 1) / streamsPerLine;
        final int count = Math.min(symbols.size(), Math.max(needed, feedThreads));
        final List<List<String>> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(new ArrayList<>());
        }
        for (int i = 0; i < symbols.size(); i++) {
            lines.get(i % count).add(symbols.get(i));
        }
        return lines;
    }
}
