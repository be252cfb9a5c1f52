package io.aggtape.feed.doctor;

import io.aggtape.feed.MarketProfile;
import io.aggtape.feed.Recorder;
import io.aggtape.feed.RecorderConfig;
import io.aggtape.feed.RepairFrame;
import io.aggtape.journal.Market;
import io.aggtape.pipeline.HandlerCounters;
import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.LineContext;
import io.aggtape.pipeline.Pipeline;
import io.aggtape.pipeline.Probe;
import io.aggtape.pipeline.TradeListener;
import io.aggtape.pipeline.WireTimeUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A whole recorder with its real threads, on a tape of its own among the temporary files, and with no line. */
final class RecorderLoop implements EventLoop {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final RecorderConfig wanted;
    private final List<TradeListener> strategies;
    private final Path place;
    private Path directory;
    private Recorder recorder;

    /**
     * Starts nothing yet.
     *
     * @param wanted whose threads, cores and ring are tried out.
     * @param strategies run behind the parser handler.
     */
    RecorderLoop(final RecorderConfig wanted, final List<TradeListener> strategies) {
        this(wanted, strategies, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** The same with its tape in a directory of its own in this one. */
    RecorderLoop(final RecorderConfig wanted, final List<TradeListener> strategies, final Path place) {
        this.wanted = wanted;
        this.strategies = strategies;
        this.place = place;
    }

    @Override
    public void start() throws IOException {
        directory = Files.createTempDirectory(place, "aggtape-doctor-");
        recorder = new Recorder(wanted.rehearsal(directory));
        recorder.start(strategies);
        recorder.offer(trade());
    }

    @Override
    public List<Heartbeat> heartbeats() {
        return recorder.heartbeats().all();
    }

    @Override
    public Probe probe() {
        return recorder.probe();
    }

    @Override
    public Optional<Throwable> fault() {
        return Optional.ofNullable(recorder.fault());
    }

    @Override
    public List<String> rolesWithoutTrade() {
        final Pipeline pipeline = recorder.pipeline();
        final List<String> roles = new ArrayList<>();
        addUnless(pipeline.parserCounters(), "parser", roles);
        addUnless(pipeline.metricsCounters(), "metrics", roles);
        addUnless(pipeline.journalCounters(), "journal", roles);
        return roles;
    }

    @Override
    public void close() {
        if (recorder != null) {
            recorder.close();
        }
        if (directory != null) {
            delete();
        }
    }

    private static void addUnless(final HandlerCounters counters, final String role, final List<String> roles) {
        if (counters.trades() == 0) {
            roles.add(role);
        }
    }

    /** As if it had been fetched: nobody takes it for one that a line brought. */
    private RepairFrame trade() {
        final Market market = wanted.source().market();
        final WireTimeUnit unit = MarketProfile.of(market).timeUnit();
        final long nowMs = System.currentTimeMillis();
        final long time = unit == WireTimeUnit.MICROSECONDS ? nowMs * 1_000 : nowMs;
        return RepairFrame.of(
                LineContext.ofRest(market, unit),
                wanted.source().symbols().get(0),
                "{\"a\":1,\"p\":\"91436.75\",\"q\":\"0.00024\",\"f\":1,\"l\":1,\"T\":" + time
                        + ",\"m\":false,\"M\":true}",
                time,
                nowMs * NANOS_PER_MILLI);
    }

    /** What cannot be deleted stays among the temporary files: the test is of threads. */
    private void delete() {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (final Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (final IOException e) {
            directory.toFile().deleteOnExit();
        }
    }
}
