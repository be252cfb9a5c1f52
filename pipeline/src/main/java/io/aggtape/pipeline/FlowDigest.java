package io.aggtape.pipeline;

import io.aggtape.journal.Instrument;
import io.aggtape.pipeline.OrderFlowReport.Window;

/** The rolling hash of one instrument's order flow: see {@link FlowHash}. */
final class FlowDigest {
    private final WindowContent content = new WindowContent();
    private long chain;
    private long closedWindows;

    FlowDigest(final Instrument instrument) {
        content.start(0);
        content.put(instrument);
        chain = content.hash();
    }

    /** Takes the window that has just closed, in sums of these scales; allocates nothing. */
    void fold(final TumblingWindow closed, final int priceScale, final int quantityScale) {
        content.start(chain);
        content.putClosed(closed, priceScale, quantityScale);
        chain = content.hash();
        closedWindows++;
    }

    /** The hash as it stands, with what is still open as this report has it; allocates. */
    FlowHash hash(final OrderFlowReport report) {
        long hash = chain;
        for (final Window window : report.current()) {
            hash = next(hash, window);
        }
        hash = next(hash, report.sinceStart());
        content.start(hash);
        content.putLong(closedWindows);
        content.putLong(report.placeholderCount());
        return new FlowHash(report.market(), report.symbol(), closedWindows, content.hash());
    }

    private long next(final long hash, final Window window) {
        content.start(hash);
        content.put(window);
        return content.hash();
    }
}
