package io.aggtape.feed.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EchoDriverTest {
    private static final String AGENT = "aggtape & co";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void shouldEchoEveryCaseOfAServerByAnotherLibrary() throws Exception {
        try (FuzzServer server = new FuzzServer(FuzzScript.small())) {
            assertThat(drive(server.port())).as(printed.toString()).isTrue();
            assertAllGood(server, FuzzScript.small());
        }
    }

    @Test
    void shouldEchoEveryCaseByteByByte() throws Exception {
        try (FuzzServer server = new FuzzServer(FuzzScript.small());
                TricklingRelay relay = new TricklingRelay(server.port(), () -> 1)) {
            assertThat(drive(relay.port())).as(printed.toString()).isTrue();
            assertAllGood(server, FuzzScript.small());
        }
    }

    @Test
    void shouldEchoSixteenMebibytes() throws Exception {
        try (FuzzServer server = new FuzzServer(FuzzScript.large())) {
            assertThat(drive(server.port())).as(printed.toString()).isTrue();
            assertAllGood(server, FuzzScript.large());
        }
    }

    @Test
    void shouldEchoSixteenMebibytesInPieces() throws Exception {
        final SplittableRandom random = new SplittableRandom(11);
        try (FuzzServer server = new FuzzServer(FuzzScript.large());
                TricklingRelay relay = new TricklingRelay(server.port(), () -> random.nextInt(1, 30_000))) {
            assertThat(drive(relay.port())).as(printed.toString()).isTrue();
            assertAllGood(server, FuzzScript.large());
        }
    }

    @Test
    void shouldSayWhereThereIsNoServer() throws Exception {
        final int port;
        try (FuzzServer server = new FuzzServer(List.of())) {
            port = server.port();
        }
        assertThat(drive(port)).isFalse();
        assertThat(printed.toString()).contains("/getCaseCount").contains("no case count");
    }

    private boolean drive(final int port) throws IOException {
        final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new EchoDriver("127.0.0.1", port, AGENT, out).run();
    }

    // The server sees the last close frame a moment after the driver has sent it.
    private static void assertAllGood(final FuzzServer server, final List<FuzzScript> scripts) {
        await().until(() ->
                server.reports().containsKey(AGENT) && server.verdicts().size() == scripts.size());
        final Map<String, String> expected = scripts.stream()
                .map(FuzzScript::good)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(server.verdicts()).isEqualTo(expected);
        assertThat(server.reports()).isEqualTo(Map.of(AGENT, "1000"));
    }
}
