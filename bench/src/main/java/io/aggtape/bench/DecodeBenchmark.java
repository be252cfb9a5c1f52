package io.aggtape.bench;

import io.aggtape.bench.decode.FrameParsers;
import io.aggtape.bench.decode.FrameWork;
import java.io.IOException;
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
 * One frame made a trade, by a parser of {@link FrameParsers}, which is verified before. {@link DecodeSuite} runs what is
 * published; run one by {@code org.openjdk.jmh.Main DecodeBenchmark -prof gc -p parser=aggtape} with the product's JVM
 * flags and {@code -Dagrona.disable.bounds.checks=true}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class DecodeBenchmark {
    /** 180 KB, about what one read of a busy socket brings. */
    private static final int FRAMES = 1024;

    private static final long SEED = 42;

    /** Who parses. */
    @Param({"aggtape", "aggtape-general", "jackson-jr-map", "jackson-jr-bean"})
    public String parser;

    /** What the line delivers. */
    @Param({"spot-raw", "spot-combined"})
    public String kind;

    /** How many symbols the frames are of, one drawn at random each time. */
    @Param({"1", "16", "1000"})
    public int symbols;

    private FrameWork work;
    private int next;

    /** Makes the frames and the parser, and compares all its trades with those of another one. */
    @Setup
    public void prepare() throws IOException {
        final FrameKind frameKind = FrameKind.ofLabel(kind);
        work = FrameParsers.verified(parser, WireFrames.of(frameKind, FRAMES, symbols, SEED), frameKind);
    }

    /** The next frame. */
    @Benchmark
    public Object decode() throws IOException {
        next = (next + 1) & (FRAMES - 1);
        return work.run(next);
    }
}
