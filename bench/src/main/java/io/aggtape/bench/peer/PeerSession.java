package io.aggtape.bench.peer;

import com.fasterxml.jackson.jr.ob.JSON;
import io.aggtape.bench.WindowedLatency;
import io.aggtape.bench.bean.JacksonBinding;
import io.aggtape.bench.bean.TradeBean;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * What is done with the messages of a run: parsed by Jackson-jr into a bean, the id compared with the last one, and counted.
 * Messages come from one thread at a time; {@link #await} is for another.
 */
final class PeerSession {
    private final JSON json = JacksonBinding.JSON_WITH_DECIMALS;
    private final CountDownLatch done = new CountDownLatch(1);
    private final AllocationMeter meter = new AllocationMeter();
    private final WindowedLatency latency;
    private final int frames;
    private final int warmUp;

    private int count;
    private long lastId;
    private long bytesAtHalf;
    private long bytesAtEnd;
    private volatile Throwable fault;

    PeerSession(final PeerConfig config) {
        frames = config.frames();
        warmUp = config.warmUp();
        latency = config.mode() == PeerMode.LATENCY ? new WindowedLatency(frames - warmUp) : null;
    }

    /** Takes one text message, whole; those after the last wanted one are left alone. */
    void onText(final String text) {
        if (count == frames) {
            return;
        }
        final TradeBean trade;
        try {
            trade = json.beanFrom(TradeBean.class, text);
        } catch (final IOException e) {
            onEnd(new PeerDataException("no trade: " + text, e));
            return;
        }
        if (latency != null && count >= warmUp) {
            latency.record(trade.l, System.nanoTime() - trade.l);
        }
        if (count > 0 && trade.a != lastId + 1) {
            onEnd(new PeerDataException("trade " + trade.a + " came after " + lastId, null));
            return;
        }
        lastId = trade.a;
        count++;
        if (count == frames / 2) {
            bytesAtHalf = meter.bytes();
        } else if (count == frames) {
            bytesAtEnd = meter.bytes();
            done.countDown();
        }
    }

    /** Says that no more messages come, and why; without effect once all have come. */
    void onEnd(final Throwable reason) {
        if (done.getCount() > 0) {
            fault = reason;
            done.countDown();
        }
    }

    /**
     * Waits for the last frame, then gives the result as one line of JSON.
     *
     * @throws PeerDataException where a message was no trade or not the next one.
     * @throws IOException where the connection ended before.
     */
    String await() throws IOException, InterruptedException {
        done.await();
        final Throwable reason = fault;
        if (reason instanceof PeerDataException) {
            throw (PeerDataException) reason;
        }
        if (reason != null) {
            throw new IOException("the stream ended early: " + reason, reason);
        }
        if (latency == null) {
            final double bytesPerFrame = (bytesAtEnd - bytesAtHalf) / (double) (frames - frames / 2);
            return "{\"frames\":" + frames + ",\"bytesPerFrame\":" + Math.round(bytesPerFrame) + '}';
        }
        final WindowedLatency.Summary summary = latency.summary();
        return "{\"frames\":" + frames + ",\"p50\":" + summary.p50() + ",\"p99w\":" + summary.p99w() + ",\"p999w\":"
                + summary.p999w() + ",\"p9999w\":" + summary.p9999w() + ",\"max\":" + summary.max() + '}';
    }
}
