package io.aggtape.journal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The trades of a range of times, found by an index and found by reading all. */
final class RangeReading {
    private RangeReading() {}

    static List<String> byIndex(final TimeIndex index, final long fromUs, final long toUs) {
        try (TapeReader reader = TapeReader.openRange(index, TapeFaultListener.NONE, fromUs, toUs)) {
            return collect(reader, fromUs, toUs);
        }
    }

    static List<String> byFullScan(final Path directory, final long fromUs, final long toUs) {
        try (TapeReader reader = TapeReader.openWhole(directory, TapeFaultListener.NONE)) {
            return collect(reader, fromUs, toUs);
        }
    }

    static List<String> collect(final TapeReader reader, final long fromUs, final long toUs) {
        final List<String> trades = new ArrayList<>();
        final TapeListener listener = new TapeListener() {
            @Override
            public void onAggTrade(final AggTrade trade) {
                if (trade.tradeTimeUs >= fromUs && trade.tradeTimeUs < toUs) {
                    trades.add(CollectingListener.describe(trade));
                }
            }
        };
        do {
            reader.poll(listener, 7);
        } while (!reader.isAtEnd());
        return trades;
    }
}
