package io.aggtape.feed;

import io.aggtape.feed.liveness.LivenessConfig;
import io.aggtape.journal.SpaceConfig;
import io.aggtape.journal.TapeConfig;
import io.aggtape.pipeline.PipelineConfig;
import java.nio.file.Path;

/**
 * Everything that one run of the recorder depends on.
 *
 * @param source what to record and from where.
 * @param pipeline the ring, the handlers and their threads.
 * @param feedIdle how a feed thread waits: a name that {@code IdleStrategies} knows.
 * @param tape where to keep it and how.
 * @param repair what is done about missing ids.
 * @param latencyLog the .hlog file to write; null for none.
 * @param clockIntervalMs how often the exchange's clock is asked for by REST, milliseconds; 0 for never.
 * @param description the effective configuration as {@code name=value} lines, kept on the tape.
 * @param liveness how its threads are watched.
 * @param reader how a feed thread learns which lines have bytes.
 */
public record RecorderConfig(
        SourceConfig source,
        PipelineConfig pipeline,
        String feedIdle,
        TapeConfig tape,
        RepairConfig repair,
        Path latencyLog,
        long clockIntervalMs,
        String description,
        LivenessConfig liveness,
        ReaderMode reader) {
    private static final long REHEARSAL_MIN_FREE_BYTES = 8 << 20;

    /** Watches the threads as usual, and reads the lines as suits their count. */
    public RecorderConfig(
            final SourceConfig source,
            final PipelineConfig pipeline,
            final String feedIdle,
            final TapeConfig tape,
            final RepairConfig repair,
            final Path latencyLog,
            final long clockIntervalMs,
            final String description) {
        this(
                source,
                pipeline,
                feedIdle,
                tape,
                repair,
                latencyLog,
                clockIntervalMs,
                description,
                LivenessConfig.DEFAULT,
                ReaderMode.AUTO);
    }

    /** The same threads on a tape of their own in this directory, with neither lines nor anything else to ask an exchange. */
    public RecorderConfig rehearsal(final Path directory) {
        return new RecorderConfig(
                source.withoutLines(),
                pipeline,
                feedIdle,
                TapeConfig.of(directory).withSpace(SpaceConfig.DEFAULT.withMinFree(REHEARSAL_MIN_FREE_BYTES)),
                repair,
                directory.resolve("latency.hlog"),
                0,
                "rehearsal=true",
                liveness,
                reader);
    }

    /** The same with its threads watched so. */
    public RecorderConfig withLiveness(final LivenessConfig wanted) {
        return new RecorderConfig(
                source, pipeline, feedIdle, tape, repair, latencyLog, clockIntervalMs, description, wanted, reader);
    }

    /** The same whose feed threads learn so which lines have bytes. */
    public RecorderConfig withReader(final ReaderMode wanted) {
        return new RecorderConfig(
                source, pipeline, feedIdle, tape, repair, latencyLog, clockIntervalMs, description, liveness, wanted);
    }
}
