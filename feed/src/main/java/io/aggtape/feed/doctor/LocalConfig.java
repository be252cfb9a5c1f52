package io.aggtape.feed.doctor;

import io.aggtape.feed.RecorderConfig;
import io.aggtape.feed.SourceConfig;
import io.aggtape.journal.TapePlace;
import io.aggtape.pipeline.PipelineConfig;
import java.nio.file.Path;

/**
 * The run for which a machine is looked at.
 *
 * @param recorder what {@code aggtape record} would run with.
 * @param ratePerSymbol how many trades a second of each symbol are expected on the average.
 */
public record LocalConfig(RecorderConfig recorder, double ratePerSymbol) {
    private static final long MIB = 1 << 20;
    /** Of a recorder with small rings and few symbols. */
    private static final long BASE_HEAP_BYTES = 48 * MIB;

    private static final int BYTES_PER_KEPT_TRADE = 128;
    private static final int DESCRIPTORS_PER_LINE = 2;
    private static final int DESCRIPTORS_OF_TAPE_AND_JVM = 64;

    /** Checks the rate. */
    public LocalConfig {
        if (!(ratePerSymbol > 0) || ratePerSymbol > 1e6) {
            throw new IllegalArgumentException(
                    "the rate: more than 0 and up to 1000000 trades a second, not " + ratePerSymbol);
        }
    }

    Path journal() {
        return recorder.tape().directory();
    }

    double tradesPerSecond() {
        return ratePerSymbol * source().symbols().size();
    }

    int bytesPerTrade() {
        return TapePlace.bytesPerTrade();
    }

    long heapNeedBytes() {
        return BASE_HEAP_BYTES
                + (long) source().symbols().size() * recorder.pipeline().historyTrades() * BYTES_PER_KEPT_TRADE;
    }

    long directNeedBytes() {
        final PipelineConfig pipeline = recorder.pipeline();
        return (long) pipeline.ringSlots() * pipeline.slotBytes()
                + 2L * lines() * source().receiveBufferBytes()
                + recorder.tape().touchAheadBytes();
    }

    long descriptorNeed() {
        // Each line is replaced by a second connection before it goes.
        return 2L * lines() * DESCRIPTORS_PER_LINE + DESCRIPTORS_OF_TAPE_AND_JVM;
    }

    private int lines() {
        return source().lines()
                * source().groups(recorder.pipeline().feedThreads()).size();
    }

    private SourceConfig source() {
        return recorder.source();
    }
}
