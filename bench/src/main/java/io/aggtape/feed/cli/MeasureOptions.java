package io.aggtape.feed.cli;

import io.aggtape.bench.WindowedLatency;
import io.aggtape.bench.peer.AllocationMeter;
import java.util.Locale;
import picocli.CommandLine.Option;

/** A mixin: how many frames are measured, and what. */
final class MeasureOptions {
    @Option(names = "--frames", required = true, paramLabel = "N", description = "Frames to take, 4 or more.")
    int frames;

    @Option(
            names = "--mode",
            required = true,
            paramLabel = "MODE",
            description = "saturation: bytes a frame; latency: from the due time in l to after the decode.")
    String mode;

    @Option(
            names = "--warm-up",
            paramLabel = "W",
            description = "Frames that latency leaves out at the beginning. Default: a quarter.")
    Integer warmUp;

    /** How many frames at the beginning no latency is taken of. */
    int warmUp() {
        return warmUp == null ? frames / 4 : warmUp;
    }

    /** Where latencies go; null in saturation. */
    WindowedLatency latency() {
        if (frames < 4) {
            throw new IllegalArgumentException("--frames: 4 or more, for there is a warm-up, not " + frames);
        }
        if (warmUp() < 0 || warmUp() >= frames) {
            throw new IllegalArgumentException("--warm-up: 0 or more, fewer than --frames, not " + warmUp());
        }
        return switch (mode) {
            case "latency" -> new WindowedLatency(frames - warmUp());
            case "saturation" -> null;
            default -> throw new IllegalArgumentException("--mode: saturation or latency, not '" + mode + "'");
        };
    }

    /** The result as one line of JSON; bytes are those that all threads have allocated since half of the frames. */
    String result(final WindowedLatency latency, final Half half, final long framesAtEnd) {
        if (latency == null) {
            return String.format(
                    Locale.ROOT,
                    "{\"frames\":%d,\"bytesPerFrame\":%.3f}",
                    frames,
                    half.bytesSince() / (double) (framesAtEnd - half.framesAtHalf));
        }
        final WindowedLatency.Summary summary = latency.summary();
        return "{\"frames\":" + frames + ",\"p50\":" + summary.p50() + ",\"p99w\":" + summary.p99w() + ",\"p999w\":"
                + summary.p999w() + ",\"p9999w\":" + summary.p9999w() + ",\"max\":" + summary.max() + '}';
    }

    /** What had been allocated when half of the frames had come. */
    static final class Half {
        private final AllocationMeter meter = new AllocationMeter();
        private long bytesAtHalf = -1;
        private long framesAtHalf;

        /** Looks whether half of the frames have come. */
        void look(final long framesSoFar, final int wanted) {
            if (bytesAtHalf < 0 && framesSoFar >= wanted / 2) {
                bytesAtHalf = meter.bytes();
                framesAtHalf = framesSoFar;
            }
        }

        private long bytesSince() {
            return meter.bytes() - bytesAtHalf;
        }
    }
}
