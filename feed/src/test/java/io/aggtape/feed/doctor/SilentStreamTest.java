package io.aggtape.feed.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.Market;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the doctor says of streams that deliver nothing, and how long it waits for them. */
final class SilentStreamTest {
    private static final long LONG_MS = 60_000;
    private static final long REST_MS = 2_000;

    @AutoClose
    private final FaultyNetwork network = new FaultyNetwork();

    @Test
    void shouldTakeManyQuietSymbolsForQuiet() throws Exception {
        final List<String> symbols =
                IntStream.range(0, 12).mapToObj(i -> "QUIET" + i + "USDT").toList();
        network.plays(symbols).market(Market.SPOT, symbols.toArray(String[]::new));
        network.exchangeWith();
        network.diagnose();
        network.firstExchange().pausePlayback();

        final List<Finding> findings = network.timeouts(REST_MS, 300, REST_MS).diagnose();

        final Finding first = first(findings);
        assertThat(first.verdict()).as(() -> FaultyNetwork.text(findings)).isEqualTo(Verdict.WARN);
        assertThat(first.result()).contains("QUIET9USDT and 2 more within 300 ms: ", "a quiet market");
        assertThat(first.details()).contains("2 more that are silent: REST was not asked about them");
        assertThat(findings).noneMatch(Finding::isFailed);
    }

    @Test
    void shouldNotWaitForASymbolThatDoesNotExist() throws Exception {
        network.market(Market.SPOT, "BTCUSDT", "NOSUCHUSDT").exchangeWith();

        final List<Finding> findings =
                network.look(300).timeouts(REST_MS, LONG_MS, REST_MS).diagnose();

        final Finding first = first(findings);
        assertThat(first.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(first.area()).isEqualTo(Area.REQUEST);
        assertThat(first.result())
                .containsPattern("no trade of NOSUCHUSDT within \\d{3,4} ms: NOSUCHUSDT does not exist");
        assertThat(new Diagnosis(findings, true).conclusion())
                .startsWith("the network is fine; what was asked for does not exist at the exchange: First trade");
    }

    @Test
    void shouldNotWaitOnARouteWhereNothingFlows() throws Exception {
        network.market(Market.USDM, "BTCUSDT").exchangeWith().route("/public");

        final Finding first =
                first(network.look(300).timeouts(REST_MS, LONG_MS, REST_MS).diagnose());

        assertThat(first.area()).isEqualTo(Area.REQUEST);
        assertThat(first.result()).containsPattern("no trade of BTCUSDT within \\d{3,4} ms: ");
    }

    @Test
    void shouldWaitOnForASymbolThatExists() throws Exception {
        network.exchangeWith("mute,symbol=ETHUSDT,for=1500ms");

        final List<Finding> findings =
                network.look(300).timeouts(REST_MS, LONG_MS, REST_MS).diagnose();

        assertThat(first(findings).verdict())
                .as(() -> FaultyNetwork.text(findings))
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void shouldAskARestThatHangsOnlyOnce() throws Exception {
        final String[] symbols = Stream.of("AUSDT", "BUSDT", "CUSDT", "DUSDT").toArray(String[]::new);
        network.market(Market.SPOT, symbols).exchangeWith("rest-hang");

        final Finding first = first(network.timeouts(REST_MS, 300, 500).diagnose());

        assertThat(first.result()).contains("REST cannot tell whether it trades: REST did not answer within 500 ms");
        assertThat(first.details()).contains("3 more that are silent: REST was not asked about them");
    }

    @Test
    void shouldBelieveTheStreamWhereATradeComesWhileRestIsAsked() throws Exception {
        network.market(Market.SPOT, "BTCUSDT").exchangeWith("mute,for=1200ms", "rest-slow=1s");

        final Finding first = first(network.timeouts(REST_MS, 300, 5_000).diagnose());

        assertThat(first.verdict()).isEqualTo(Verdict.WARN);
        assertThat(first.result()).contains("its first trade came when the time was up");
        assertThat(first.details()).anyMatch(line -> line.startsWith("BTCUSDT: first trade id "));
    }

    @Test
    void shouldFindAStreamDeadThatHasMissedATradeSinceTheAck() throws Exception {
        network.market(Market.SPOT, "BTCUSDT").exchangeWith("mute");
        // It trades for a while after the ack, and no more when REST is asked.
        network.before(
                NetworkChecks.FIRST_TRADES,
                () -> CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS)
                        .execute(() -> network.firstExchange().pausePlayback()));

        final Finding first = first(network.timeouts(REST_MS, 2_500, REST_MS).diagnose());

        assertThat(first.result()).contains("while the stream was acked and delivered nothing");
    }

    @Test
    void shouldGoOnWhereTradesComeAndRequestsAreNotAnswered() throws Exception {
        network.market(Market.SPOT, "BTCUSDT")
                .streamsAt("ws", ScriptedPort.of(HalfExchange.thatAnswersNoRequest()))
                .restAt("")
                .timeouts(300, REST_MS, REST_MS);

        final List<Finding> findings = network.diagnose();

        final Finding subscription = FaultyNetwork.find(findings, "Subscription");
        assertThat(subscription.verdict())
                .as(() -> FaultyNetwork.text(findings))
                .isEqualTo(Verdict.WARN);
        assertThat(subscription.result()).isEqualTo("trades come, but requests are not answered within 300 ms");
        assertThat(first(findings).verdict()).isEqualTo(Verdict.PASS);
    }

    private static Finding first(final List<Finding> findings) {
        return FaultyNetwork.find(findings, "First trade of every stream");
    }
}
