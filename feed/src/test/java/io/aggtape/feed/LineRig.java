package io.aggtape.feed;

import io.aggtape.feed.net.Endpoint;
import io.aggtape.feed.net.ReadSet;
import io.aggtape.feed.net.Resolver;
import io.aggtape.feed.net.TransportStage;
import io.aggtape.journal.AggTrade;
import io.aggtape.journal.LineEvent;
import io.aggtape.journal.LineState;
import io.aggtape.journal.Market;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeListener;
import io.aggtape.journal.TapeReader;
import io.aggtape.journal.TapeState;
import io.aggtape.journal.TapeWriter;
import io.aggtape.pipeline.CpuPlan;
import io.aggtape.pipeline.GapListener;
import io.aggtape.pipeline.Heartbeats;
import io.aggtape.pipeline.LineContext;
import io.aggtape.pipeline.OrderFlowConfig;
import io.aggtape.pipeline.Pipeline;
import io.aggtape.pipeline.PipelineConfig;
import io.aggtape.pipeline.ThreadingMode;
import io.aggtape.pipeline.TradeListener;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;

/** One connection, driven by hand: scripted transports, a manual clock, and the real ring and tape behind it. */
final class LineRig implements AutoCloseable, LineListener {
    /** Its look-up never returns. */
    static final String HANGING_HOST = "hanging.example";

    final ManualClock clock = new ManualClock();
    final List<ScriptedTransport> transports = new ArrayList<>();
    /** What a person is told, once drained. */
    final LineLog log = new LineLog(clock);

    final List<String> events = new ArrayList<>();
    final List<String> firstTrades = new ArrayList<>();
    final List<LineConfig> configs = new ArrayList<>();
    final Line line;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Path directory;
    private final Resolver resolver;
    private final TapeWriter writer;
    private final Pipeline pipeline;
    private final FeedThread thread;
    private final List<String> symbols;
    private final RotationPlan rotation;
    private final Endpoint endpoint;
    private Line otherLine;

    LineRig(final Path directory, final List<String> symbols, final TradeListener strategy) {
        this(directory, symbols, strategy, "10.1.2.3");
    }

    LineRig(
            final Path directory,
            final List<String> symbols,
            final TradeListener strategy,
            final String host,
            final String... addresses) {
        this(directory, symbols, strategy, RotationPlan.NEVER, host, addresses);
    }

    LineRig(
            final Path directory,
            final List<String> symbols,
            final TradeListener strategy,
            final RotationPlan rotation,
            final String host,
            final String... addresses) {
        this.directory = directory;
        writer = TapeWriter.open(TapeConfig.of(directory));
        pipeline = new Pipeline(
                new PipelineConfig(
                        64, 256, 1, ThreadingMode.SHARED, "blocking", CpuPlan.none(), 64, OrderFlowConfig.DEFAULT),
                writer,
                TapeState.recover(directory),
                List.of(strategy),
                GapListener.NONE,
                (role, fault) -> events.add("fault in " + role + ": " + fault),
                new Heartbeats());
        pipeline.start();
        resolver = new Resolver(name -> addressesOf(name, addresses), 4);
        final FeedThread thread = new FeedThread(
                pipeline.publisher(0),
                new Dialing(
                        (endpoint, address) -> {
                            transports.add(new ScriptedTransport());
                            return current();
                        },
                        resolver,
                        new ConnectBudget()),
                clock,
                new EpochOffset(clock, clock),
                new SplittableRandom(1),
                this);
        this.thread = thread;
        this.symbols = symbols;
        this.rotation = rotation;
        endpoint = Endpoint.parse("wss://" + host + ":9443");
        line = line(0);
    }

    private InetAddress[] addressesOf(final String name, final String[] addresses) throws UnknownHostException {
        if (name.equals(HANGING_HOST)) {
            try {
                closed.await();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return literals(addresses);
    }

    /** The other line of the pair, which begins now; {@link #poll} polls it, too. */
    Line beginOtherLine() {
        otherLine = line(1);
        otherLine.pairWith(line);
        line.pairWith(otherLine);
        return otherLine;
    }

    /** A line to another market at this URL, in the place of the first: who polls it polls no other. */
    Line lineTo(final Market market, final String url) {
        return line(2, MarketProfile.of(market), Endpoint.parse(url));
    }

    /** An agent with so many lines of its own, each to the same symbols; who drives it polls none of the rig's. */
    FeedAgent agent(final int lines, final ReadSet reads) {
        final List<LineConfig> agentLines = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            agentLines.add(config(2 * i + 2, MarketProfile.of(Market.SPOT), endpoint));
        }
        return new FeedAgent(new Heartbeats().make("feed"), thread, null, agentLines, reads);
    }

    private Line line(final int number) {
        return line(number, MarketProfile.of(Market.SPOT), endpoint);
    }

    private Line line(final int number, final MarketProfile profile, final Endpoint endpoint) {
        return new Line(config(number, profile, endpoint), thread);
    }

    private LineConfig config(final int number, final MarketProfile profile, final Endpoint endpoint) {
        final LineConfig config = new LineConfig(
                LineContext.ofLine(number, profile.market(), profile.timeUnit()),
                profile,
                endpoint,
                symbols,
                new LineRules(1 << 16, 10_000, rotation),
                new PairAddresses());
        log.add(config);
        configs.add(config);
        return config;
    }

    private static InetAddress[] literals(final String[] addresses) throws UnknownHostException {
        final InetAddress[] literals = new InetAddress[addresses.length];
        for (int i = 0; i < addresses.length; i++) {
            literals[i] = InetAddress.getByName(addresses[i]);
        }
        return literals;
    }

    /** The transport of the attempt of now. */
    ScriptedTransport current() {
        return transports.get(transports.size() - 1);
    }

    void poll(final int times) {
        for (int i = 0; i < times; i++) {
            line.poll(clock.nanoTime());
            if (otherLine != null) {
                otherLine.poll(clock.nanoTime());
            }
        }
    }

    /** Goes through every stage to an accepted upgrade; returns the request. */
    byte[] open() {
        poll(3);
        current().reach(TransportStage.OPEN);
        poll(2);
        final byte[] request = current().takeWritten();
        current().send(ServerBytes.accept(request));
        poll(2);
        return request;
    }

    LineState state() {
        return line.state();
    }

    String lastEvent() {
        return events.get(events.size() - 1);
    }

    /** Waits for the handlers, ends them, and reads the trades back. */
    List<AggTrade> tradesOnTape() {
        close();
        final List<AggTrade> trades = new ArrayList<>();
        try (TapeReader reader = TapeReader.open(directory)) {
            do {
                reader.poll(
                        new TapeListener() {
                            @Override
                            public void onAggTrade(final AggTrade trade) {
                                final AggTrade copy = new AggTrade();
                                copy.copyFrom(trade);
                                trades.add(copy);
                            }
                        },
                        100);
            } while (!reader.isAtEnd());
        }
        return trades;
    }

    @Override
    public void onLine(final LineEvent event) {
        events.add(event.state + " " + event.reason);
        log.onLine(event);
    }

    @Override
    public void onFirstTrade(final int line, final AggTrade trade, final long sinceConnectNs) {
        firstTrades.add(trade.toString());
    }

    @Override
    public void close() {
        pipeline.stop(10_000);
        writer.close();
        closed.countDown();
        resolver.close();
    }
}
