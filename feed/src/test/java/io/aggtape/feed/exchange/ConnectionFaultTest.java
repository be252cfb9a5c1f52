package io.aggtape.feed.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.aggtape.journal.Market;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The faults that strike a connection at a moment of its life, seen byte by byte. */
final class ConnectionFaultTest {
    private static final String PATH = "/ws/btcusdt@aggTrade";

    @TempDir
    Path directory;

    private FaultRig rig;

    @AfterEach
    void close() {
        rig.close();
    }

    private RawClient start(final String... faults) throws IOException {
        rig = new FaultRig(directory, Pace.recorded(), faults);
        final RawClient client = new RawClient(rig.exchange(), PATH);
        assertThat(client.readResponse()).startsWith("HTTP/1.1 101 ");
        return client;
    }

    @ParameterizedTest
    @CsvSource({"1000", "1001", "1011"})
    void shouldDisconnectWithACloseFrame(final int code) throws IOException {
        try (RawClient client = start("disconnect=" + code + ",after=50ms")) {
            assertThat(client.readToClose()).isEqualTo(code + " ");
        }
        assertThat(rig.exchange().faultCounts()).isEqualTo(Map.of("disconnect", 1L));
    }

    @Test
    void shouldDisconnectWithoutACloseFrame() throws IOException {
        try (RawClient client = start("disconnect,after=50ms")) {
            assertThatThrownBy(client::readToClose).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void shouldDisconnectAgainAndAgainAtOtherMoments() throws IOException {
        rig = new FaultRig(directory, Pace.recorded(), "disconnect=1001,every=100ms");
        for (int i = 0; i < 3; i++) {
            try (RawClient client = new RawClient(rig.exchange(), PATH)) {
                client.readResponse();
                assertThat(client.readToClose()).isEqualTo("1001 ");
            }
        }
        assertThat(rig.exchange().faultCounts()).isEqualTo(Map.of("disconnect", 3L));
    }

    @Test
    void shouldResetInTheMiddleOfAFrame() throws IOException {
        try (RawClient client = start("rst,after=50ms")) {
            assertThatThrownBy(client::readToClose)
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
        await().until(() -> rig.exchange().connectionCount() == 0);
    }

    @Test
    void shouldResetBelowTls() throws IOException {
        rig = new FaultRig(FaultRig.config(directory).withTls(true).withFaults(Faults.of(1, "rst,after=50ms")));
        final WireClient client = rig.bitcoin();

        assertThat(client.awaitClose()).startsWith("error");
        await().until(() -> rig.exchange().connectionCount() == 0);
    }

    @Test
    void shouldGoSilentForEverWithoutAFin() throws IOException {
        rig = new FaultRig(FaultRig.config(directory)
                .withLimits(Limits.of(Market.SPOT).withPings(10, 20).withLifeMs(100))
                .withFaults(Faults.of(1, "half-open")));
        try (RawClient client = new RawClient(rig.exchange(), PATH)) {
            client.readResponse();
            await().until(() -> rig.exchange().faultCounts().containsKey("half-open"));
            client.timeOutAfter(400);

            assertThatThrownBy(client::readToClose).isInstanceOf(SocketTimeoutException.class);
            assertThat(rig.exchange().connectionCount()).isOne();
        }
        await().until(() -> rig.exchange().connectionCount() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {PATH, "/stream?streams=btcusdt@aggTrade"})
    void shouldAnnounceItsShutdownAndCloseLater(final String path) throws IOException {
        rig = new FaultRig(directory, Pace.recorded(), "shutdown=100ms,after=20ms");
        final WireClient client = rig.client(path);

        String text = client.next();
        while (!text.contains("serverShutdown")) {
            text = client.next();
        }
        assertThat(text)
                .matches(
                        path.startsWith("/ws")
                                ? "\\{\"e\":\"serverShutdown\",\"E\":[0-9]{13}}"
                                : "\\{\"stream\":\"!serverShutdown\",\"data\":\\{\"e\":\"serverShutdown\",\"E\":[0-9]{13}}}");
        assertThat(client.awaitClose()).isEqualTo("1001 ");
    }

    @Test
    void shouldAnnounceAFrameThatNobodyCanTake() throws IOException {
        rig = new FaultRig(quiet("oversized=20000000"));
        try (RawClient client = new RawClient(rig.exchange(), "/ws")) {
            client.readResponse();

            assertThat(client.readBytes(10)).containsExactly(0x81, 127, 0, 0, 0, 0, 1, 0x31, 0x2D, 0);
        }
    }

    @Test
    void shouldSendAMaskedFrame() throws IOException {
        rig = new FaultRig(quiet("masked"));
        try (RawClient client = new RawClient(rig.exchange(), "/ws")) {
            client.readResponse();

            assertThat(client.readBytes(7)).containsExactly(0x81, 0x80 | 13, 0x12, 0x34, 0x56, 0x78, '{' ^ 0x12);
        }
    }

    @Test
    void shouldWriteAFewBytesAtATime() throws IOException {
        rig = new FaultRig(directory, Pace.max(), "dribble=2");
        final WireClient client = rig.bitcoin();

        assertThat(FaultRig.idsToTheLast(client)).hasSize(FaultRig.ROWS);
        assertThat(rig.exchange().faultCounts()).isEqualTo(Map.of("dribble", 1L));
    }

    @Test
    void shouldStrikeWhenAnInjectionSaysSo() throws IOException {
        try (RawClient client = start()) {
            rig.exchange().inject("disconnect=1000");
            assertThat(client.readToClose()).isEqualTo("1000 ");
        }
        final WireClient later = rig.bitcoin();
        later.next();
        assertThat(rig.exchange().faultCounts()).isEqualTo(Map.of("disconnect", 1L));
    }

    @Test
    void shouldEndWhenFaultsAreCleared() throws IOException {
        rig = new FaultRig(directory, Pace.recorded());
        rig.exchange().inject("mute");
        final WireClient client = rig.bitcoin();
        await().until(() -> rig.exchange().faultCounts().getOrDefault("mute", 0L) > 5);
        assertThat(client.waiting()).isZero();

        rig.exchange().clearFaults();
        client.next();
    }

    @Test
    void shouldFollowAScript() throws IOException {
        rig = new FaultRig(FaultRig.config(directory)
                .withFaults(Faults.none().withScript(List.of("# first", "100ms disconnect=1012"))));
        try (RawClient client = new RawClient(rig.exchange(), PATH)) {
            client.readResponse();
            assertThat(client.readToClose()).isEqualTo("1012 ");
        }
    }

    private ExchangeConfig quiet(final String fault) {
        return FaultRig.config(directory).withFaults(Faults.of(1, fault));
    }
}
