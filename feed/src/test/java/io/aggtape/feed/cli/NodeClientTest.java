package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.feed.exchange.Program;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The replay server under a client that is not ours: Node with {@code ws} 8 and its own {@code fetch}, over TLS. */
final class NodeClientTest {
    private static final int ROWS = 1_000;
    private static final String LIBRARY = "ws@8";
    private static final long INSTALL_S = 90;

    /** Subscribes, reads so many trades, then asks REST for the last ten of them; prints ids as JSON. */
    private static final String CLIENT = """
            const WebSocket = require('ws');
            const [streams, rest, count] = process.argv.slice(2);
            const ids = [];
            const socket = new WebSocket(streams + '/stream');
            socket.on('open', () => socket.send(JSON.stringify(
                {method: 'SUBSCRIBE', params: ['aaausdt@aggTrade'], id: 1})));
            socket.on('message', async text => {
                const message = JSON.parse(text);
                if (message.id === 1) return;
                if (message.stream !== 'aaausdt@aggTrade' || message.data.s !== 'AAAUSDT') throw new Error(text);
                ids.push(message.data.a);
                if (ids.length < Number(count)) return;
                const from = ids[ids.length - 10];
                const page = await (await fetch(rest + '/api/v3/aggTrades?symbol=AAAUSDT&fromId=' + from)).json();
                socket.close(1000);
                console.log(JSON.stringify({ids, page: page.map(trade => trade.a)}));
            });
            """;

    @TempDir
    Path directory;

    @Test
    void shouldServeNodesClients() throws Exception {
        final Path home = Files.createDirectory(directory.resolve("node"));
        assumeTrue(hasLibrary(home), "no node, no npm or no registry: the replay server is not tried with " + LIBRARY);
        final Path file =
                new ArchiveFiles(directory, new SplittableRandom(9)).addSpot("AAAUSDT", ".csv", 50, ROWS, true);
        try (Exchange exchange = new Exchange(ExchangeConfig.of(Market.SPOT, Program.ofCsv(List.of("AAAUSDT=" + file)))
                .withPace(Pace.max()))) {
            exchange.start();
            Cli.record(exchange, List.of("AAAUSDT"), directory.resolve("tape"), "--trades", "" + ROWS, "--for", "60s");
        }
        final Path ca = directory.resolve("ca.pem");
        final Served served = Served.start(
                directory.resolve("tape").toString(), "--speed", "max", "--clock", "each", "--ca-out", ca.toString());

        Files.writeString(home.resolve("client.cjs"), CLIENT);
        final Script.Result run = new Script(home, Path.of("node"))
                .with("NODE_EXTRA_CA_CERTS", ca.toString())
                .run("client.cjs", served.streams(), served.rest(), "" + ROWS);

        assertThat(run.exitCode()).as(run.err()).isZero();
        final Map<String, Object> answer = TradeLine.json(run.out());
        final List<?> ids = (List<?>) answer.get("ids");
        assertThat(ids).hasSize(ROWS).first().isEqualTo(50);
        assertThat(ids).last().isEqualTo(50 + ROWS - 1);
        assertThat(answer.get("page")).isEqualTo(ids.subList(ROWS - 10, ROWS));
        assertThat(served.end()).isZero();
    }

    /** Installs the library into a directory of its own; false where that cannot be done. */
    private static boolean hasLibrary(final Path home) throws IOException, InterruptedException {
        try {
            final Process npm = new ProcessBuilder(
                            "npm", "install", "--no-audit", "--no-fund", "--prefix", ".", LIBRARY)
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("npm.log").toFile())
                    .start();
            if (!npm.waitFor(INSTALL_S, TimeUnit.SECONDS)) {
                npm.descendants().forEach(ProcessHandle::destroyForcibly);
                npm.destroyForcibly();
                return false;
            }
            return npm.exitValue() == 0;
        } catch (final IOException e) {
            return false;
        }
    }
}
