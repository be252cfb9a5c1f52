package io.aggtape.bench;

import com.fasterxml.jackson.jr.ob.JSON;
import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import io.aggtape.pipeline.AggTradeDecoder;
import io.aggtape.pipeline.DecodeResult;
import io.aggtape.pipeline.WireTimeUnit;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One frame of a spot line, decoded by the fast path, by the general path, and by Jackson-jr into a map. Run it by
 * {@code org.openjdk.jmh.Main DecodeBenchmark -prof gc} with the product's JVM flags and
 * {@code -Dagrona.disable.bounds.checks=true}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class DecodeBenchmark {
    /** How many symbols the frames are of, one drawn at random each time. */
    @Param({"1", "16", "1000"})
    public int symbols;

    /** How the line delivers: {@code raw} or {@code combined}. */
    @Param({"raw", "combined"})
    public String wire;

    private final AggTrade trade = new AggTrade();
    private final AggTradeDecoder decoder = new AggTradeDecoder(new Instruments());
    private final byte[] bytes = new byte[WireFrames.SLOT_BYTES];

    private WireFrames frames;
    private WireFrames escaped;
    private int next;

    /** Makes the frames. */
    @Setup
    public void makeFrames() {
        frames = WireFrames.spot(4096, symbols, "combined".equals(wire), 42);
        escaped = frames.escaped();
    }

    /** The decoder as the handlers use it: in steady state all frames take its fast path. */
    @Benchmark
    public AggTrade fastPath() {
        return decode(frames);
    }

    /** The decoder where the shape is unknown and stays so, because the frames hold an escape. */
    @Benchmark
    public AggTrade generalPath() {
        return decode(escaped);
    }

    /** What a program does that binds JSON to a map. */
    @Benchmark
    public Map<String, Object> jacksonJrMap() throws IOException {
        final int index = nextIndex();
        final int length = frames.length(index);
        frames.buffer().getBytes(index * WireFrames.SLOT_BYTES, bytes, 0, length);
        return JSON.std.mapFrom(bytes);
    }

    private int nextIndex() {
        next = (next + 1) & (frames.size() - 1);
        return next;
    }

    private AggTrade decode(final WireFrames from) {
        final int index = nextIndex();
        final DecodeResult result = decoder.decode(
                from.buffer(),
                index * WireFrames.SLOT_BYTES,
                from.length(index),
                true,
                Market.SPOT,
                WireTimeUnit.MILLISECONDS,
                trade);
        if (result != DecodeResult.TRADE) {
            throw new IllegalStateException("not a trade: " + decoder.rejectReason());
        }
        return trade;
    }
}
