package io.aggtape.bench.suite;

import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeWriter;
import io.aggtape.pipeline.CpuTopology;
import io.aggtape.pipeline.TopologyRig;
import io.aggtape.pipeline.TopologyRig.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The same handlers flat, as a diamond, on one thread and without a ring, by wait strategy, on one core and on two (the
 * publisher alone on one of them): frames a second, and how long a frame takes at 100,000 a second from when it was due
 * until its strategies have had it ({@code p50}, {@code p99w}) and until it is written ({@code journal.}). Pins its threads
 * itself.
 */
public final class TopologySuite {
    private static final List<String> STRATEGIES = List.of("blocking", "yielding", "busy-spin");
    private static final int SYMBOLS = 4;
    private static final int FRAMES_A_READ = 16;
    private static final long INTERVAL_NS = 10_000;
    private static final int CAPACITY = 400_000;

    private final SuiteArguments arguments;
    private final List<Integer> allowed = CpuTopology.ofThisProcess().allowed();
    private final long warmUpNs;
    private final long measuredNs;

    private TopologySuite(final SuiteArguments arguments) {
        this.arguments = arguments;
        warmUpNs = arguments.count(50, 300) * 1_000_000L;
        measuredNs = arguments.count(150, 700) * 1_000_000L;
    }

    /** Takes {@code --out FILE [--quick] [--dir DIRECTORY]}. */
    public static void main(final String[] arguments) throws IOException {
        new TopologySuite(SuiteArguments.of(arguments)).run();
    }

    private void run() throws IOException {
        final int cores = Math.min(2, allowed.size());
        try (Scratch scratch = Scratch.in(arguments);
                RawRows rows = RawRows.open(arguments, "topology")) {
            for (int round = 0; round <= arguments.count(1, 2); round++) {
                for (int core = 1; core <= (round == 0 ? 1 : cores); core++) {
                    for (final String strategy : round == 0 ? STRATEGIES.subList(1, 2) : STRATEGIES) {
                        measure(rows, scratch.fresh(), round, Topology.FLAT, strategy, core);
                        measure(rows, scratch.fresh(), round, Topology.DIAMOND, strategy, core);
                        measure(rows, scratch.fresh(), round, Topology.SHARED, strategy, core);
                    }
                }
                measure(rows, scratch.fresh(), round, Topology.INLINE, "none", 1);
            }
        }
    }

    private void measure(
            final RawRows rows,
            final Path tape,
            final int round,
            final Topology topology,
            final String strategy,
            final int cores)
            throws IOException {
        final Latencies toStrategies = new Latencies(CAPACITY);
        final Latencies toTape = new Latencies(CAPACITY);
        final AtomicInteger isTaken = new AtomicInteger();
        final TapeWriter writer = TapeWriter.open(TapeConfig.of(tape));
        final Toucher toucher = new Toucher(writer);
        final double framesPerS;
        try {
            final TopologyRig rig = new TopologyRig(
                    topology,
                    strategy,
                    cpus(cores),
                    writer,
                    dueNs -> take(isTaken, toStrategies, dueNs),
                    dueNs -> take(isTaken, toTape, dueNs));
            final Publishing publishing = new Publishing(rig, cores > 1, isTaken);
            framesPerS = publishing.run();
            rig.close();
        } finally {
            toucher.close();
            writer.close();
        }
        IoUtil.delete(tape.toFile(), true);
        if (round > 0) {
            final String name = topology.label() + '/' + strategy + '/' + cores;
            rows.add(name, "framesPerS", "1/s", round, framesPerS);
            rows.add(name, "p50", "ns", round, toStrategies.quantile(0.5));
            rows.add(name, "p99w", "ns", round, toStrategies.windowQuantile(0.99));
            rows.add(name, "journal.p50", "ns", round, toTape.quantile(0.5));
            rows.add(name, "journal.p99w", "ns", round, toTape.windowQuantile(0.99));
        }
    }

    /** The handlers on the first CPU, the publisher there, too, or on the last. */
    private String cpus(final int cores) {
        final int first = allowed.get(0);
        final int last = allowed.get(allowed.size() - 1);
        return String.format(
                Locale.ROOT, "feed=%1$d,parser=%2$d,metrics=%2$d,journal=%2$d", cores == 1 ? first : last, first);
    }

    private static void take(final AtomicInteger isTaken, final Latencies latencies, final long dueNs) {
        if (isTaken.getPlain() != 0) {
            latencies.add(dueNs, System.nanoTime() - dueNs);
        }
    }

    /** The publisher, on a thread of its own so that pinning ends with it. */
    private final class Publishing {
        private final TopologyRig rig;
        private final boolean isAlone;
        private final AtomicInteger isTaken;
        private final CountingFrames frames = new CountingFrames(SYMBOLS);
        private double framesPerS;
        private RuntimeException fault;

        private Publishing(final TopologyRig rig, final boolean isAlone, final AtomicInteger isTaken) {
            this.rig = rig;
            this.isAlone = isAlone;
            this.isTaken = isTaken;
        }

        private double run() {
            final Thread thread = new Thread(this::publish, "publisher");
            thread.start();
            try {
                thread.join();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            if (fault != null) {
                throw fault;
            }
            return framesPerS;
        }

        private void publish() {
            try {
                rig.pinPublisher();
                flood(warmUpNs);
                final long before = rig.passed();
                final long startNs = System.nanoTime();
                flood(measuredNs);
                framesPerS = (rig.passed() - before) * 1e9 / (System.nanoTime() - startNs);
                pace(warmUpNs);
                isTaken.set(1);
                pace(measuredNs);
                isTaken.set(0);
            } catch (final RuntimeException e) {
                fault = e;
            }
        }

        private void flood(final long forNs) {
            final long startNs = System.nanoTime();
            long nowNs = startNs;
            while (nowNs - startNs < forNs) {
                for (int i = 0; i < FRAMES_A_READ; i++) {
                    offer(nowNs);
                }
                rig.endOfRead();
                nowNs = System.nanoTime();
            }
        }

        private void pace(final long forNs) {
            final long startNs = System.nanoTime();
            for (long dueNs = startNs; dueNs - startNs < forNs; dueNs += INTERVAL_NS) {
                while (System.nanoTime() - dueNs < 0) {
                    pause();
                }
                offer(dueNs);
                rig.endOfRead();
            }
        }

        private void offer(final long stampNs) {
            final UnsafeBuffer frame = frames.next();
            while (!rig.publish(stampNs, frame, frame.capacity())) {
                pause();
            }
        }

        private void pause() {
            if (isAlone) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }
}
