package io.aggtape.feed.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.Market;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of faults: the stage that fails, alone, what it says and what it says to do. */
final class NetworkFaultsTest {
    private static final long SHORT_MS = 300;
    private static final long LONG_MS = 2_000;

    @TempDir
    Path directory;

    @AutoClose
    private final FaultyNetwork network = new FaultyNetwork();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        no CA file                | Configuration    | cannot read the CA file .*missing\\.pem: there is no such file | check --ca
        unknown host              | DNS look-up      | no address for localhost \\(nobody\\): check the name, and that DNS works on this machine | compare with: getent ahosts localhost
        DNS that never returns    | DNS look-up      | the DNS look-up of localhost did not answer within 300 ms | check /etc/resolv\\.conf
        nothing listens           | TCP connect      | connection refused by 127\\.0\\.0\\.1:\\d+: nothing listens there | check the host and the port
        SYN without answer        | TCP connect      | no answer from 127\\.0\\.0\\.1:\\d+ within 300 ms, neither yes nor no | a firewall on the way drops it.*--proxy
        proxy that hangs          | Proxy            | the proxy's CONNECT did not finish within 300 ms: .*: it was reached and does not answer | check --proxy
        proxy: 403                | Proxy            | the proxy 127\\.0\\.0\\.1:\\d+ gave no tunnel to 127\\.0\\.0\\.1:\\d+: it answered 403 Forbidden | allows CONNECT to 127\\.0\\.0\\.1
        proxy: 407                | Proxy            | it answered 407 Who | it wants a login: http://user:password@
        proxy: 407 on USD-M       | Proxy            | it answered 407 Who | it wants a login: http://user:password@
        proxy that is none        | Proxy            | it answered "SSH-2\\.0-x", which is not HTTP | check --proxy
        accept without TLS        | TLS handshake    | the TLS handshake did not finish within 300 ms: .*: it was reached and does not answer | openssl s_client -connect 127
        TLS to a plain port       | TLS handshake    | does not speak TLS, it answered in plain text: "HTTP/1\\.1 400 | use another port, or ws://
        closed in the handshake   | TLS handshake    | closed the connection in the TLS handshake: it may not speak TLS, not know this host name, or want a proxy | openssl
        RST in the handshake      | TLS handshake    | the connection to 127\\.0\\.0\\.1:\\d+ broke: Connection reset | openssl
        certificate=expired       | TLS handshake    | the certificate 'CN=localhost' expired on .*: the server needs a new one, unless the clock is wrong | openssl
        certificate=wrong-host    | TLS handshake    | the certificate is not for 127\\.0\\.0\\.1 but for stream\\.example\\.com | connect by one of these names
        certificate=unknown-issuer| TLS handshake    | the certificate of 127\\.0\\.0\\.1 was issued by 'CN=aggtape exchange CA', but with another key | --ca FILE\\.pem
        hang-tls                  | WebSocket upgrade| the WebSocket upgrade was not answered within 2000 ms | taken the connection and is silent
        upgrade-status=403        | WebSocket upgrade| the upgrade was refused: HTTP 403 Forbidden \\(blocked by the web firewall\\) | connect more rarely, or from another address
        upgrade 404               | WebSocket upgrade| the upgrade was refused: HTTP 404 Not Found \\(no such path\\) | check --endpoint and --market
        upgrade-status=418        | WebSocket upgrade| HTTP 418 .*Retry-After: 120 \\(this address is banned for too many requests\\) | until 120 s have passed
        upgrade-status=429        | WebSocket upgrade| HTTP 429 Too Many Requests, Retry-After: 10 \\(too many requests\\) | until 10 s have passed
        upgrade-status=451        | WebSocket upgrade| HTTP 451 .*\\(this address is in a restricted location\\) | this address is in a restricted location; try --endpoint wss://data-stream\\.binance\\.vision
        upgrade-status=451 on USD-M| WebSocket upgrade| HTTP 451 .*\\(this address is in a restricted location\\) | usdm has no host for market data alone: run from a machine elsewhere
        upgrade-status=503        | WebSocket upgrade| HTTP 503 Service Unavailable \\(overloaded or under maintenance\\) | wait and try again
        upgrade 200               | WebSocket upgrade| HTTP 200 OK \\(a web server, not a WebSocket\\) | check --endpoint: its host, port and path
        upgrade 302               | WebSocket upgrade| HTTP 302 Found, Location: https://login\\.example/ | use --endpoint with the host of https://login\\.example/
        no HTTP                   | WebSocket upgrade| the answer to the upgrade is no WebSocket's: it is not HTTP | check --endpoint
        wrong-accept              | WebSocket upgrade| its Sec-WebSocket-Accept does not belong to our key | no proxy answers in the exchange's place
        RST in the upgrade        | WebSocket upgrade| the connection to 127\\.0\\.0\\.1:\\d+ broke: Connection reset | check --endpoint
        hang-upgrade              | Subscription     | the upgrade stood and then nothing: no ack came within 2000 ms | is stuck: try again
        mute                      | First trade of every stream | no trade of BTCUSDT, ETHUSDT within 1500 ms: BTCUSDT: its newest trade is \\d+ of .*Z by REST, while the stream was acked and delivered nothing | the stream is dead although it was acked
        mute,symbol=ETHUSDT       | First trade of every stream | no trade of ETHUSDT within 1500 ms: ETHUSDT: its newest trade | the stream is dead
        no such symbol            | First trade of every stream | no trade of NOSUCHUSDT within 1500 ms: NOSUCHUSDT does not exist on spot: the exchange acks names that do not exist | check the spelling of NOSUCHUSDT, and --market
        USD-M's old route         | First trade of every stream | BTCUSDT was acked and delivered nothing: on USD-M trades flow only below /market, and --endpoint asks below /public | --endpoint wss://fstream\\.binance\\.com/market
        drop,p=0.3                | Trade ids        | the stream skipped ids \\d+\\.\\.\\d+, and REST has them | the connection loses trades
        garble,p=0.2              | Trade ids        | trade \\d+ came twice with different content, first price .*, then price | something between alters
        reorder,p=0.2             | Trade ids        | trade \\d+ came behind trade \\d+: ids out of order | without proxy
        malformed,p=0.2           | Trade ids        | a message is no valid trade, | alters messages
        RST among trades          | Trade ids        | the connection to 127\\.0\\.0\\.1:\\d+ broke: Connection reset | connects again at once
        close among trades        | Trade ids        | the server closed: 1008 \\(policy violation | connects again at once
        rest-status=403           | REST             | REST answered HTTP 403 \\(blocked by the web firewall\\) | asking again does not help
        rest-status=418           | REST             | REST answered HTTP 418 \\(this address is banned for too many requests\\) | ask nothing for 1[12]\\d s
        rest-status=429           | REST             | REST answered HTTP 429 \\(too many requests\\) | ask nothing for 10 s
        rest-status=451           | REST             | REST answered HTTP 451 \\(this address is in a restricted location\\) | --rest https://data-api\\.binance\\.vision
        rest-status=451 on USD-M  | REST             | REST answered HTTP 451 \\(this address is in a restricted location\\) | ask from another address: usdm has no host for market data alone
        rest-status=503           | REST             | REST answered HTTP 503: \\{.*-1008 | wait and try again
        rest-hang                 | REST             | REST did not answer within 2000 ms | check --rest
        REST where nothing listens| REST             | REST cannot be reached: the connection was refused or broke | check --rest
        REST: certificate=expired | REST             | REST cannot be reached: in the TLS handshake: the certificate 'CN=localhost' expired on | check --rest
        RST behind Trade ids      | Ping             | the connection to 127\\.0\\.0\\.1:\\d+ broke: Connection reset, after trades had flowed | connects again at once
        close behind Trade ids    | Ping             | the server closed: 1008 \\(policy violation | connects again at once
        ping without pong         | Ping             | our ping was not answered within 300 ms | half dead
        pong of another payload   | Ping             | the pong has another payload than our ping: 'other', not 'aggtape- | breaks RFC 6455
        """)
    void shouldFailAtTheStageAloneWithCauseAndWayOut(
            final String fault, final String stage, final String cause, final String wayOut) throws Exception {
        final List<Finding> findings = given(fault).diagnose();

        assertThat(findings)
                .as(() -> FaultyNetwork.text(findings))
                .filteredOn(Finding::isFailed)
                .extracting(Finding::test)
                .containsExactly(stage);
        final Finding failed = FaultyNetwork.find(findings, stage);
        assertThat(failed.result()).containsPattern(cause);
        assertThat(failed.remedy()).containsPattern(wayOut);
        assertThat(findings)
                .filteredOn(finding -> finding.verdict() == Verdict.SKIP)
                .extracting(Finding::result)
                .allMatch(result -> isDueTo(result, stage));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        quiet market              | First trade of every stream | no trade of BTCUSDT, ETHUSDT within 300 ms: BTCUSDT: its newest trade is \\d+ of .*Z, \\d+ s ago and before we listened: a quiet market | nothing is wrong
        absent,p=0.2              | Trade ids        | ids \\d+.* of \\w+ exist neither on the stream nor in REST | nothing is lost
        duplicate,p=0.2           | Trade ids        | trade \\d+ came twice$ | a recorder keeps the first
        rest-lag=20s              | Trade ids        | equal to REST's, \\d+ not known to REST | REST is behind the stream
        REST over budget          | REST             | REST's weight is used up for \\d+ ms | what --rest-share allows
        rest-slow=1200ms          | REST             | answered after [12]\\.\\d+ s, weight | REST is slow
        USD-M's old route         | Configuration    | the path /public of --endpoint is not /market | use --endpoint wss://fstream
        """)
    void shouldWarnAtTheStageOfWhatDeservesALook(
            final String fault, final String stage, final String cause, final String wayOut) throws Exception {
        final List<Finding> findings = given(fault).diagnose();

        final Finding warned = FaultyNetwork.find(findings, stage);
        assertThat(warned.verdict()).as(() -> FaultyNetwork.text(findings)).isEqualTo(Verdict.WARN);
        assertThat(warned.result()).containsPattern(cause);
        assertThat(warned.remedy()).containsPattern(wayOut);
        assertThat(FaultyNetwork.find(findings, "Ping").verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void shouldShowTheCertificateThatIsRefused() throws Exception {
        final List<Finding> findings = given("certificate=wrong-host").diagnose();

        assertThat(FaultyNetwork.find(findings, "TLS handshake").details())
                .anyMatch(line -> line.startsWith("certificate 1 of 2: subject 'CN=localhost', issuer 'CN=aggtape"));
    }

    @Test
    void shouldShowEveryAddressThatDoesNotAnswer() throws Exception {
        final List<Finding> findings = network.streamsAt("wss://localhost:" + FaultyNetwork.deadPort())
                .lookup(host ->
                        new InetAddress[] {InetAddress.getByName("127.0.0.1"), InetAddress.getByName("127.0.0.2")})
                .diagnose();

        final Finding tcp = FaultyNetwork.find(findings, "TCP connect");
        assertThat(tcp.result()).startsWith("none of 2 addresses accepts, the first: connection refused by localhost:");
        assertThat(tcp.details()).hasSize(2).allMatch(line -> line.contains("refused"));
    }

    @Test
    void shouldKeepTheConnectionThatStillLivesWhereAStreamIsSilent() throws Exception {
        final List<Finding> findings = given("mute").diagnose();

        assertThat(FaultyNetwork.find(findings, "Ping").verdict()).isEqualTo(Verdict.PASS);
        assertThat(FaultyNetwork.find(findings, "REST").verdict()).isEqualTo(Verdict.PASS);
    }

    private static boolean isDueTo(final String skipped, final String stage) {
        return skipped.equals("not tried: " + stage + " failed")
                || skipped.equals("no proxy")
                || skipped.startsWith("no TLS")
                || skipped.startsWith("not tried: the connection has ended")
                || skipped.equals("not tried: it goes through the same proxy, and " + stage + " failed")
                || skipped.contains("name it by --rest");
    }

    private FaultyNetwork given(final String fault) throws IOException, InterruptedException {
        network.timeouts(LONG_MS, 1_500, LONG_MS);
        if (fault.endsWith("USD-M") || fault.startsWith("USD-M")) {
            network.market(Market.USDM, "BTCUSDT");
        }
        if (fault.contains("proxy")) {
            return network.exchangeWith().through(proxy(fault)).timeouts(SHORT_MS, SHORT_MS, LONG_MS);
        }
        switch (fault) {
            case "no CA file":
                return network.exchangeWith().ca(directory.resolve("missing.pem"));
            case "unknown host":
                return network.streamsAt("wss://localhost").lookup(host -> {
                    throw new UnknownHostException("nobody");
                });
            case "DNS that never returns":
                return network.streamsAt("wss://localhost").lookupHangs().timeouts(SHORT_MS, SHORT_MS, LONG_MS);
            case "nothing listens":
                return network.streamsAt("wss://127.0.0.1:" + FaultyNetwork.deadPort());
            case "SYN without answer":
                return network.streamsAt("wss://127.0.0.1:" + network.deafPort())
                        .timeouts(SHORT_MS, SHORT_MS, LONG_MS);
            case "accept without TLS":
                return network.streamsAt("wss", ScriptedPort.silent()).timeouts(SHORT_MS, SHORT_MS, LONG_MS);
            case "TLS to a plain port":
                return network.streamsAt("wss", ScriptedPort.answering("HTTP/1.1 400 Bad Request\r\n\r\n"));
            case "closed in the handshake":
                return network.streamsAt("wss", ScriptedPort.of(socket -> {
                    socket.getInputStream().readNBytes(1);
                    socket.shutdownOutput();
                }));
            case "RST in the handshake":
                return network.streamsAt("wss", resetting());
            case "RST in the upgrade":
                return network.streamsAt("ws", resetting());
            case "no HTTP":
                return network.streamsAt("ws", ScriptedPort.answering("SSH-2.0-x\r\n"));
            case "upgrade 200":
                return network.streamsAt("ws", ScriptedPort.answering(answer("200 OK")));
            case "upgrade 302":
                return network.streamsAt(
                        "ws", ScriptedPort.answering(answer("302 Found\r\nLocation: https://login.example/")));
            case "upgrade 404":
                return network.streamsAt("ws", ScriptedPort.answering(answer("404 Not Found")));
            case "REST over budget":
                return network.weightShare(1e-9).exchangeWith();
            case "quiet market":
                return paused();
            case "no such symbol":
                return network.market(Market.SPOT, "BTCUSDT", "NOSUCHUSDT").exchangeWith();
            case "USD-M's old route":
                return network.exchangeWith().route("/public");
            case "RST among trades":
                return network.exchangeWith().before(NetworkChecks.IDS, "rst");
            case "close among trades":
                return network.exchangeWith().before(NetworkChecks.IDS, "disconnect=1008");
            case "RST behind Trade ids":
                return network.exchangeWith().before(NetworkChecks.REST, "rst");
            case "close behind Trade ids":
                return network.exchangeWith().before(NetworkChecks.REST, "disconnect=1008");
            case "REST where nothing listens":
                return network.exchangeWith().restAt("https://127.0.0.1:" + FaultyNetwork.deadPort());
            case "REST: certificate=expired":
                return network.restOf("certificate=expired");
            case "ping without pong":
                return network.market(Market.SPOT, "BTCUSDT")
                        .streamsAt("ws", ScriptedPort.of(new HalfExchange("")))
                        .restAt("")
                        .timeouts(SHORT_MS, LONG_MS, LONG_MS);
            case "pong of another payload":
                return network.market(Market.SPOT, "BTCUSDT")
                        .streamsAt("ws", ScriptedPort.of(new HalfExchange("other")))
                        .restAt("");
            default:
                return fault.startsWith("certificate") || fault.startsWith("hang")
                        ? network.streams(fault)
                        : network.exchangeWith(fault.split(" on ")[0]);
        }
    }

    /** An exchange that has played, and stopped. */
    private FaultyNetwork paused() throws IOException, InterruptedException {
        network.exchangeWith().diagnose();
        network.firstExchange().pausePlayback();
        return network.timeouts(LONG_MS, SHORT_MS, LONG_MS);
    }

    private static ScriptedPort proxy(final String fault) throws IOException {
        switch (fault) {
            case "proxy that hangs":
                return ScriptedPort.silent();
            case "proxy: 403":
                return ScriptedPort.answering(answer("403 Forbidden"));
            case "proxy: 407":
            case "proxy: 407 on USD-M":
                return ScriptedPort.answering(answer("407 Who"));
            default:
                return ScriptedPort.answering("SSH-2.0-x\r\n\r\n");
        }
    }

    private static ScriptedPort resetting() throws IOException {
        return ScriptedPort.of(socket -> {
            socket.getInputStream().readNBytes(1);
            socket.setSoLinger(true, 0);
            socket.close();
        });
    }

    private static String answer(final String status) {
        return "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n";
    }
}
