package io.aggtape.feed;

import io.aggtape.pipeline.FramePublisher;
import java.util.SplittableRandom;
import org.agrona.concurrent.NanoClock;

/**
 * What the lines of one feed thread share.
 *
 * @param publisher the thread's end of the ring.
 * @param dialing how they reach the exchange.
 * @param nanoClock the monotonic clock.
 * @param epoch the offset from that clock to the epoch.
 * @param random seeds masks, keys and jitter.
 * @param listener told of the lines' changes.
 */
public record FeedThread(
        FramePublisher publisher,
        Dialing dialing,
        NanoClock nanoClock,
        EpochOffset epoch,
        SplittableRandom random,
        LineListener listener) {}
