package io.aggtape.bench;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.management.ThreadMXBean;
import io.aggtape.feed.net.Endpoint;
import io.aggtape.feed.net.NetTransportFactory;
import io.aggtape.feed.net.ProxyRules;
import io.aggtape.feed.net.ReadSet;
import io.aggtape.feed.net.SelectedReads;
import io.aggtape.feed.net.SocketOptions;
import io.aggtape.feed.net.Transport;
import io.aggtape.feed.net.TransportFactory;
import io.aggtape.feed.net.TransportStage;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * From how many channels on it pays to ask the kernel which have bytes: what a cycle over some of them costs the thread
 * that reads, by {@code read} on each and by a selector, where nothing has come and where one frame has. One thread puts a
 * frame on one of a few busy channels, and then reads it: only the reading is timed. Writes a row a figure as JSON:
 * {@code ReaderSuite --out FILE [--quick]}.
 */
public final class ReaderSuite {
    static final int[] COUNTS = {1, 2, 4, 8, 16, 64};
    private static final int FRAME_BYTES = 172;
    /** Of many channels few speak at a time. */
    private static final int MAX_BUSY = 4;

    private static final int BLOCK_CYCLES = 200;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final SplittableRandom random = new SplittableRandom(1);
    private final ByteBuffer frame = ByteBuffer.allocateDirect(FRAME_BYTES);
    private final ByteBuffer destination = ByteBuffer.allocateDirect(1 << 16);
    private final long measureNs;
    private final PrintStream out;

    /** Measures each for so long, nanoseconds. */
    ReaderSuite(final long measureNs, final PrintStream out) {
        this.measureNs = measureNs;
        this.out = out;
    }

    /** Takes the file to write the rows to, and whether a look is enough. */
    public static void main(final String[] arguments) throws IOException {
        final List<String> given = List.of(arguments);
        final int at = given.indexOf("--out");
        if (at < 0 || at + 1 >= given.size()) {
            System.err.println("usage: ReaderSuite --out FILE [--quick]");
            System.exit(2);
        }
        final long measureNs = TimeUnit.MILLISECONDS.toNanos(given.contains("--quick") ? 100 : 800);
        try (PrintStream out = new PrintStream(Files.newOutputStream(Path.of(given.get(at + 1))))) {
            new ReaderSuite(measureNs, out).run();
        }
    }

    /** Measures each count of channels by either way. */
    void run() throws IOException {
        for (final int count : COUNTS) {
            // By turns, so that what the machine does meanwhile meets both.
            try (Pairs spin = new Pairs(count, ReadSet.EVERY);
                    Pairs select = new Pairs(count, SelectedReads.open())) {
                for (final Pairs warmUp : List.of(spin, select, spin, select)) {
                    measure(warmUp, measureNs / 4);
                }
                final List<Figures> bySpin = new ArrayList<>();
                final List<Figures> bySelect = new ArrayList<>();
                for (int round = 0; round < 3; round++) {
                    bySpin.add(measure(spin, measureNs / 3));
                    bySelect.add(measure(select, measureNs / 3));
                }
                print("spin/" + count, bySpin);
                print("select/" + count, bySelect);
            }
        }
    }

    /**
     * What the blocks of one measurement came to, in their medians.
     *
     * @param idleNs nanoseconds a cycle in which nothing had come.
     * @param frameNs nanoseconds a cycle in which one frame had come.
     * @param allocatedBytes a cycle.
     */
    private record Figures(double idleNs, double frameNs, double allocatedBytes) {}

    private Figures measure(final Pairs pairs, final long forNs) throws IOException {
        final List<Double> idle = new ArrayList<>();
        final List<Double> framed = new ArrayList<>();
        long cycles = 0;
        long allocated = 0;
        final long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < forNs) {
            final long beforeBytes = THREADS.getCurrentThreadAllocatedBytes();
            final long idleStartNs = System.nanoTime();
            for (int i = 0; i < BLOCK_CYCLES; i++) {
                pairs.cycle(destination);
            }
            final long idleNs = System.nanoTime() - idleStartNs;
            long framedNs = 0;
            for (int i = 0; i < BLOCK_CYCLES; i++) {
                pairs.send(random.nextInt(Math.min(MAX_BUSY, pairs.count())), frame);
                final long frameStartNs = System.nanoTime();
                int read = 0;
                while (read < FRAME_BYTES) {
                    read += pairs.cycle(destination);
                }
                framedNs += System.nanoTime() - frameStartNs;
            }
            allocated += THREADS.getCurrentThreadAllocatedBytes() - beforeBytes;
            cycles += 2L * BLOCK_CYCLES;
            idle.add((double) idleNs / BLOCK_CYCLES);
            framed.add((double) framedNs / BLOCK_CYCLES);
        }
        return new Figures(median(idle), median(framed), (double) allocated / cycles);
    }

    private void print(final String name, final List<Figures> rounds) throws IOException {
        row(name, "nsPerIdleCycle", median(rounds.stream().map(Figures::idleNs).toList()));
        row(name, "nsPerFrame", median(rounds.stream().map(Figures::frameNs).toList()));
        row(
                name,
                "bytesPerCycle",
                median(rounds.stream().map(Figures::allocatedBytes).toList()));
    }

    private void row(final String name, final String metric, final double value) throws IOException {
        final Map<String, Object> row = new LinkedHashMap<>();
        row.put("suite", "reader");
        row.put("name", name);
        row.put("metric", metric);
        row.put("value", Math.round(value * 10) / 10.0);
        row.put("unit", metric.startsWith("ns") ? "ns" : "B");
        out.println(JSON.std.asString(row));
        out.flush();
        System.err.printf("%-10s %-15s %,10.1f%n", name, metric, value);
    }

    private static double median(final List<Double> values) {
        final double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Connections on loopback: the product's transports at one end, plain channels at the other. */
    private static final class Pairs implements AutoCloseable {
        private final List<SocketChannel> peers = new ArrayList<>();
        private final Transport[] transports;
        private final ReadSet reads;

        private Pairs(final int count, final ReadSet reads) throws IOException {
            this.reads = reads;
            transports = new Transport[count];
            final TransportFactory factory = reads.watching(
                    new NetTransportFactory(null, ProxyRules.direct(), SocketOptions.DEFAULT, Runnable::run));
            final InetAddress loopback = InetAddress.getLoopbackAddress();
            try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(loopback, 0))) {
                final int port = server.socket().getLocalPort();
                for (int i = 0; i < count; i++) {
                    transports[i] = factory.open(new Endpoint(false, "localhost", port, "/"), loopback);
                    peers.add(server.accept().setOption(StandardSocketOptions.TCP_NODELAY, true));
                    while (transports[i].poll() != TransportStage.OPEN) {
                        Thread.onSpinWait();
                    }
                }
            }
        }

        private int count() {
            return transports.length;
        }

        private void send(final int index, final ByteBuffer frame) throws IOException {
            frame.clear();
            while (frame.hasRemaining()) {
                peers.get(index).write(frame);
            }
        }

        /** As a feed thread's cycle reads; returns how many bytes came. */
        private int cycle(final ByteBuffer destination) throws IOException {
            int count = 0;
            reads.refresh();
            for (final Transport transport : transports) {
                if (transport.isReady()) {
                    count += transport.read(destination.clear());
                }
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            for (final Transport transport : transports) {
                transport.close();
            }
            for (final SocketChannel peer : peers) {
                peer.close();
            }
            reads.close();
        }
    }
}
