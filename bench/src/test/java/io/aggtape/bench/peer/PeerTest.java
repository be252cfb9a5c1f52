package io.aggtape.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.feed.exchange.Program;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each library gives every frame of a stream, whole and in order, over TLS and without. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PeerTest {
    private static final int FRAMES = 500;
    private static final String TRADE = "{\"e\":\"aggTrade\",\"E\":1795348800123,\"s\":\"BTCUSDT\",\"a\":%d,"
            + "\"p\":\"91234.56\",\"q\":\"0.0125\",\"f\":1,\"l\":2,\"T\":1795348800122,\"m\":false,\"M\":true}";

    private static Exchange plain;
    private static Exchange secure;

    @BeforeAll
    static void startExchanges() throws IOException {
        plain = exchange(false);
        secure = exchange(true);
    }

    @AfterAll
    static void stopExchanges() {
        plain.close();
        secure.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"okhttp", "java-websocket", "netty", "jdk", "jetty"})
    void shouldTakeEveryFrame(final String name) throws Exception {
        assertThat(take(name, plain)).startsWith("{\"frames\":" + FRAMES + ",\"bytesPerFrame\":");
    }

    @ParameterizedTest
    @ValueSource(strings = {"okhttp", "java-websocket", "netty", "jdk", "jetty"})
    void shouldTakeEveryFrameOverTls(final String name) throws Exception {
        assertThat(take(name, secure)).startsWith("{\"frames\":" + FRAMES + ",\"bytesPerFrame\":");
    }

    @Test
    void shouldRefuseATradeThatIsNotTheNextOne() {
        final PeerSession session = session();
        session.onText(String.format(TRADE, 17));
        session.onText(String.format(TRADE, 19));
        assertThatThrownBy(session::await).isInstanceOf(PeerDataException.class).hasMessage("trade 19 came after 17");
    }

    @Test
    void shouldRefuseWhatIsNoTrade() {
        final PeerSession session = session();
        session.onText("{\"a\":");
        assertThatThrownBy(session::await).isInstanceOf(PeerDataException.class);
    }

    @Test
    void shouldSayThatTheStreamEndedEarly() {
        final PeerSession session = session();
        session.onText(String.format(TRADE, 17));
        session.onEnd(new IOException("closed with 1001"));
        assertThatThrownBy(session::await).isInstanceOf(IOException.class).hasMessageContaining("closed with 1001");
    }

    @Test
    void shouldLeaveWarmUpOutOfTheLatencies() throws Exception {
        final PeerSession session = new PeerSession(
                PeerConfig.parse(new String[] {"--url", "ws://127.0.0.1:1/", "--frames", "8", "--mode", "latency"}, 0));
        for (int i = 0; i < 8; i++) {
            final long dueNs = i < 2 ? System.nanoTime() - TimeUnit.HOURS.toNanos(1) : System.nanoTime();
            session.onText(String.format(TRADE, i).replace("\"l\":2", "\"l\":" + dueNs));
        }
        final String max = session.await().replaceAll(".*\"max\":([0-9]+)}", "$1");
        assertThat(Long.parseLong(max)).isPositive().isLessThan(TimeUnit.HOURS.toNanos(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--url ws://h/ --frames 3 --mode latency",
                "--url http://h/ --frames 4 --mode latency",
                "--url ws://h/ --frames 4 --mode fast",
                "--url ws://h/ --frames 4",
                "--url wss://h/ --frames 4 --mode latency",
                "--url ws://h/ --ca a.pem --frames 4 --mode latency",
                "--url ws://h/ --frames 4 --mode latency --rate 5",
                "--url ws://h/ --frames 4 --mode latency --warm-up 4",
                "--url ws://h/ --frames 4 --mode latency --out"
            })
    void shouldRefuseOtherArguments(final String arguments) {
        assertThatThrownBy(() -> PeerConfig.parse(arguments.split(" "), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static PeerSession session() {
        return new PeerSession(
                new PeerConfig(URI.create("ws://127.0.0.1:1/"), null, FRAMES, FRAMES / 4, PeerMode.SATURATION, null));
    }

    private static String take(final String name, final Exchange exchange) throws Exception {
        final PeerConfig config = new PeerConfig(
                exchange.webSocketUri().resolve("/ws/btcusdt@aggTrade"),
                exchange == secure ? exchange.caPem() : null,
                FRAMES,
                FRAMES / 4,
                PeerMode.SATURATION,
                null);
        final PeerSession session = new PeerSession(config);
        try (Peer peer = PeerClient.PEERS.get(name).get()) {
            peer.connect(config, session);
            return session.await();
        }
    }

    private static Exchange exchange(final boolean isSecure) throws IOException {
        final Exchange exchange =
                new Exchange(ExchangeConfig.of(Market.SPOT, Program.generated(List.of("BTCUSDT"), 7, 1))
                        .withTls(isSecure)
                        .withPace(Pace.max()));
        exchange.start();
        return exchange;
    }
}
