package io.aggtape.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Gap;
import io.aggtape.journal.Instrument;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeWriter;
import io.aggtape.journal.TradeSource;
import io.aggtape.pipeline.Replay;
import io.aggtape.pipeline.ReplayClock;
import io.aggtape.pipeline.ReplayOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakerRunTest {
    private static final long START_US = 1_795_350_600_000_000L;

    private final Instrument instrument = new Instruments().intern(Market.SPOT, "BTCUSDT");

    private long nowNs;
    private long id;

    private final TakerRun strategy = new TakerRun(() -> nowNs);

    @Test
    void shouldBeLongFromTheFifthBuyToTheFifthSell() {
        play("BBBBB", 100);
        assertThat(strategy.entries).isEqualTo(1);
        play("SSSS", 150);
        assertThat(strategy.profit).isEqualByComparingTo("0");
        play("S", 130);
        assertThat(strategy.profit).isEqualByComparingTo("0.30");
        assertThat(strategy.heldNs).isEqualTo(5_000);
    }

    @Test
    void shouldStayOutWhileTakersChangeTheirMinds() {
        play("BBBBSBBBBSBBBB", 100);
        assertThat(strategy.entries).isZero();
    }

    @Test
    void shouldLeaveAtTheLastPriceWhereItIsBlind() {
        play("BBBBB", 100);
        play("B", 90);
        strategy.onGap(new Gap());
        assertThat(strategy.profit).isEqualByComparingTo("-0.10");
        play("BBBB", 100);
        assertThat(strategy.entries).isEqualTo(1);
    }

    @Test
    void shouldComeToTheSameOnATape(@TempDir final Path directory) {
        try (TapeWriter writer = TapeWriter.open(TapeConfig.of(directory), () -> START_US / 1_000)) {
            for (final char side : "BBBBBBSSSSSBBBBBSSSSSSS".toCharArray()) {
                writer.append(trade(side, 100 + id));
            }
        }
        for (final ReplayOrder order : ReplayOrder.values()) {
            final ReplayClock clock = new ReplayClock();
            final TakerRun replayed = new TakerRun(clock);
            try (Replay replay =
                    Replay.of(directory).order(order).tapeClock(clock).into(replayed)) {
                assertThat(replay.run()).isEqualTo(23);
            }
            assertThat(replayed.entries).isEqualTo(2);
            assertThat(replayed.profit).isEqualByComparingTo("0.11");
            assertThat(replayed.heldNs).isEqualTo(11_000_000);
        }
    }

    @Test
    void shouldStandInTheReadmeAsItIs() throws IOException {
        final Path readme = Path.of("..", "README.md");
        Assumptions.assumeTrue(Files.exists(readme), "not in a checkout");
        final String source = Files.readString(Path.of("src/test/java/io/aggtape/example/TakerRun.java"));
        assertThat(Files.readString(readme)).contains("```java\n" + source + "```\n");
    }

    private void play(final String sides, final long price) {
        for (final char side : sides.toCharArray()) {
            nowNs += 1_000;
            strategy.onTrade(trade(side, price));
        }
    }

    private AggTrade trade(final char side, final long price) {
        final AggTrade trade = new AggTrade();
        trade.instrument = instrument;
        trade.id = ++id;
        trade.firstTradeId = id;
        trade.lastTradeId = id;
        trade.priceMantissa = price;
        trade.priceExponent = -2;
        trade.quantityMantissa = 1;
        trade.isBuyerMaker = side == 'S';
        trade.source = TradeSource.LINE_A;
        trade.tradeTimeUs = START_US + id * 1_000;
        trade.receiveTimeNs = trade.tradeTimeUs * 1_000;
        return trade;
    }
}
