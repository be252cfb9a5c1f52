package io.aggtape.feed.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.Market;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the doctor says of ids and trades where there are many, or REST is slow to tell of them. */
final class IdsStageTest {
    private static final long TIMEOUT_MS = 10_000;
    /** Ids of BTCUSDT that are played some three seconds after the start, thousands of trades behind the first. */
    private static final String LATER = "ids=1816711000..1816711010,symbol=BTCUSDT";
    /** So that BTCUSDT has delivered thousands of trades when the ids are looked at. */
    private static final String WAITS = "mute,symbol=ETHUSDT,for=5s";

    @AutoClose
    private final FaultyNetwork network = new FaultyNetwork().timeouts(TIMEOUT_MS, TIMEOUT_MS, TIMEOUT_MS);

    @Test
    void shouldSayHowManyOfThemWereCompared() throws Exception {
        final Finding ids = ids(network.rate(10_000).exchangeWith(WAITS).diagnose());

        assertThat(ids.verdict()).as(ids.toString()).isEqualTo(Verdict.PASS);
        assertThat(ids.result())
                .matches("\\d{4,6} trades of 2 streams, ids continuous and \\d{2,4} of them compared: equal to REST's");
    }

    @Test
    void shouldAskForAGapFarBehindTheFirstTrades() throws Exception {
        final Finding ids =
                ids(network.rate(10_000).exchangeWith(WAITS, "drop," + LATER).diagnose());

        assertThat(ids.verdict()).as(ids.toString()).isEqualTo(Verdict.FAIL);
        assertThat(ids.result()).isEqualTo("BTCUSDT: the stream skipped ids 1816711000..1816711010, and REST has them");
        assertThat(ids.remedy()).contains("the connection loses trades");
    }

    @Test
    void shouldNotMissIdsFarBehindTheFirstTradesThatDoNotExist() throws Exception {
        final Finding ids =
                ids(network.rate(10_000).exchangeWith(WAITS, "absent," + LATER).diagnose());

        assertThat(ids.verdict()).as(ids.toString()).isEqualTo(Verdict.WARN);
        assertThat(ids.result())
                .endsWith("ids 1816711000..1816711010 of BTCUSDT exist neither on the stream nor in REST");
    }

    @Test
    void shouldTakeATradeThatComesTwiceFarBehindTheFirstForWhatItIs() throws Exception {
        final Finding ids = ids(
                network.rate(10_000).exchangeWith(WAITS, "duplicate," + LATER).diagnose());

        assertThat(ids.verdict()).as(ids.toString()).isEqualTo(Verdict.WARN);
        assertThat(ids.result()).matches("BTCUSDT: trade 18167110\\d\\d came twice");
    }

    @Test
    void shouldAskWhetherRestIsOfAnotherMarketWhereItHasOtherTrades() throws Exception {
        final Finding ids =
                ids(network.restOfAnotherExchange(() -> network.diagnose()).diagnose());

        assertThat(ids.verdict()).as(ids.toString()).isEqualTo(Verdict.FAIL);
        assertThat(ids.result())
                .matches("(BTC|ETH)USDT: (REST has none of the ids|trade \\d+ differs, by the stream) .*");
        assertThat(ids.remedy()).contains("is --rest of the same exchange and market as --endpoint?");
    }

    @Test
    void shouldEndInTimeWhereRestIsBehindOnManyStreams() throws Exception {
        final List<String> symbols =
                IntStream.range(0, 12).mapToObj(i -> "MANY" + i + "USDT").toList();
        network.plays(symbols).market(Market.SPOT, symbols.toArray(String[]::new));

        final Finding ids = ids(network.exchangeWith("rest-lag=60s").diagnose());

        assertThat(ids.verdict()).as(ids.toString()).isEqualTo(Verdict.WARN);
        assertThat(ids.result()).contains("0 equal to REST's, ").contains(" not known to REST");
        assertThat(ids.details()).anyMatch(line -> line.startsWith("MANY11USDT: 0 equal to REST's"));
    }

    @Test
    void shouldEndInTimeWhereRestIsSlow() throws Exception {
        final Finding ids = ids(network.exchangeWith("rest-slow=2500ms").diagnose());

        assertThat(ids.verdict()).as(ids.toString()).isEqualTo(Verdict.WARN);
        assertThat(ids.result()).contains("not compared: REST did not answer within");
    }

    private static Finding ids(final List<Finding> findings) {
        return FaultyNetwork.find(findings, "Trade ids");
    }
}
