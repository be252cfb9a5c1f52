package io.aggtape.feed.cli;

import io.aggtape.bench.WindowedLatency;
import io.aggtape.feed.LineCounters;
import io.aggtape.feed.LineSocket;
import io.aggtape.feed.MarketProfile;
import io.aggtape.feed.RecorderNetwork;
import io.aggtape.feed.SourceConfig;
import io.aggtape.feed.StreamNames;
import io.aggtape.feed.net.Endpoint;
import io.aggtape.feed.net.TransportStage;
import io.aggtape.feed.ws.CloseCode;
import io.aggtape.feed.ws.MessageHandler;
import io.aggtape.feed.ws.OpCode;
import io.aggtape.feed.ws.SessionState;
import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import io.aggtape.pipeline.AggTradeDecoder;
import io.aggtape.pipeline.DecodeResult;
import io.aggtape.pipeline.Heartbeats;
import io.aggtape.pipeline.WireTimeUnit;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.SystemNanoClock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code receive}: reads, cuts and decodes frames on this one thread, which spins; no ring, no handlers, no journal. */
@Command(name = "receive", description = "Receives and decodes on one spinning thread.")
final class MeasuredReceiveCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SYMBOL", arity = "1", description = "The symbol, for example BTCUSDT.")
    private String symbol;

    @Mixin
    private MeasureOptions measure;

    @Mixin
    private SourceOptions source;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        final SourceConfig config = CommandFault.orUsage(() -> source.toConfig(List.of(symbol)));
        final WindowedLatency latency = CommandFault.orUsage(measure::latency);
        final Received received = new Received(config.market(), latency, measure);
        try (RecorderNetwork network = new RecorderNetwork(config.market(), config.network(), 1.0, new Heartbeats())) {
            final LineSocket socket = new LineSocket(
                    config.receiveBufferBytes(), SystemNanoClock.INSTANCE, new LineCounters(1), new SplittableRandom());
            open(socket, network, config);
            final MeasureOptions.Half half = new MeasureOptions.Half();
            while (received.count < measure.frames) {
                if (socket.pump(received) == 0 && socket.session().state() == SessionState.CLOSED) {
                    throw new IOException("the stream ended after " + received.count + " frames: "
                            + socket.session().fault());
                }
                if (latency == null) {
                    half.look(received.count, measure.frames);
                }
            }
            final String result = measure.result(latency, half, received.count);
            socket.session().close(CloseCode.NORMAL, "");
            socket.pump(received);
            socket.drop();
            spec.commandLine().getOut().println(result);
        }
        return received.faults == 0 ? ExitCode.OK : ExitCode.DATA_FAULT;
    }

    private static void open(final LineSocket socket, final RecorderNetwork network, final SourceConfig config)
            throws IOException {
        final Endpoint endpoint = network.endpoint();
        socket.open(network.transports().open(endpoint, InetAddress.getByName(endpoint.host())));
        while (socket.connect() != TransportStage.OPEN) {
            Thread.onSpinWait();
        }
        final String target = StreamNames.target(
                endpoint.target(), config.symbols(), true, network.profile().timeUnit());
        socket.upgrade(endpoint.authority(), target, System.nanoTime());
    }

    /** Decodes each message and compares its id with the last one. */
    private static final class Received implements MessageHandler {
        private final AggTradeDecoder decoder = new AggTradeDecoder(new Instruments());
        private final AggTrade trade = new AggTrade();
        private final Market market;
        private final WireTimeUnit timeUnit;
        private final WindowedLatency latency;
        private final int warmUp;
        private final int frames;
        private int count;
        private long lastId;
        private long faults;

        Received(final Market market, final WindowedLatency latency, final MeasureOptions measure) {
            this.market = market;
            this.latency = latency;
            frames = measure.frames;
            timeUnit = MarketProfile.of(market).timeUnit();
            warmUp = measure.warmUp();
        }

        @Override
        public boolean onMessage(final int opCode, final DirectBuffer buffer, final int offset, final int length) {
            final DecodeResult result =
                    decoder.decode(buffer, offset, length, opCode == OpCode.TEXT, market, timeUnit, trade);
            if (result != DecodeResult.TRADE || (count > 0 && trade.id != lastId + 1)) {
                faults++;
            }
            if (latency != null && count >= warmUp && count < frames) {
                latency.record(trade.lastTradeId, System.nanoTime() - trade.lastTradeId);
            }
            lastId = trade.id;
            count++;
            return true;
        }
    }
}
