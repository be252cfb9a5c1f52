package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.net.Endpoint;
import io.aggtape.journal.LineState;
import io.aggtape.journal.Market;
import io.aggtape.pipeline.LineContext;
import io.aggtape.pipeline.StreamActivities;
import io.aggtape.pipeline.WireTimeUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineWatchdogTest {
    private final ManualClock clock = new ManualClock();
    private final StreamActivities activities = new StreamActivities();
    private final Map<String, Long> newest = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> replaced = new ArrayList<>();

    @Test
    void shouldReplaceALineOfWhichOneStreamIsMute() throws Exception {
        final LineWatchdog watchdog = watchdog(1, "BTCUSDT", "ETHUSDT");
        newest.put("ETHUSDT", 500L);
        run(watchdog, 60, second -> {
            activities.trade(0, "BTCUSDT", second, 0);
            newest.merge("ETHUSDT", 1L, Long::sum);
        });
        assertThat(replaced).hasSize(1);
        assertThat(replaced.get(0)).startsWith("0 ETHUSDT is mute for ").contains("it delivered nothing");
        assertThat(asked).containsOnly("ETHUSDT");
    }

    @Test
    void shouldLeaveALineAloneWhoseMarketIsQuiet() throws Exception {
        final LineWatchdog watchdog = watchdog(1, "BTCUSDT");
        newest.put("BTCUSDT", 7L);
        activities.trade(0, "BTCUSDT", 7, 0);
        run(watchdog, 600, second -> {});
        assertThat(asked).isNotEmpty().hasSizeLessThan(12);
        assertThat(replaced).isEmpty();
    }

    @Test
    void shouldAskTheOtherLineBeforeTheExchange() throws Exception {
        final LineWatchdog watchdog = watchdog(2, "BTCUSDT");
        run(watchdog, 20, second -> {
            activities.trade(0, "BTCUSDT", second, 0);
            activities.trade(1, "BTCUSDT", second, 0);
        });
        run(watchdog, 30, second -> activities.trade(0, "BTCUSDT", 100 + second, 0));
        assertThat(asked).isEmpty();
        assertThat(replaced).hasSize(1);
        assertThat(replaced.get(0)).startsWith("1 BTCUSDT is mute").contains("the other line has id");
    }

    @Test
    void shouldNotActWhereNobodyKnows() throws Exception {
        final LineWatchdog watchdog = watchdog(1, "BTCUSDT");
        run(watchdog, 300, second -> {});
        assertThat(asked).isNotEmpty();
        assertThat(replaced).isEmpty();
    }

    @Test
    void shouldAskOnlyOnceAboutASymbolThatDoesNotExist() throws Exception {
        final LineWatchdog watchdog = watchdog(1, "NOSUCH");
        newest.put("NOSUCH", LineWatchdog.Newest.NO_SYMBOL);
        run(watchdog, 300, second -> {});
        assertThat(asked).containsExactly("NOSUCH");
        assertThat(replaced).isEmpty();
    }

    @Test
    void shouldReplaceALineThatStaysBehind() throws Exception {
        final LineWatchdog watchdog = watchdog(1, "BTCUSDT");
        run(watchdog, 5, second -> activities.trade(0, "BTCUSDT", second, 10));
        run(watchdog, 40, second -> activities.trade(0, "BTCUSDT", 10 + second, 9_000));
        assertThat(replaced).hasSize(1);
        assertThat(replaced.get(0)).startsWith("0 it lags by 9000 ms");
    }

    @Test
    void shouldNotBlameALineForAFullRing() throws Exception {
        final LineWatchdog watchdog = watchdog(1, "BTCUSDT");
        run(watchdog, 5, second -> activities.trade(0, "BTCUSDT", second, 10));
        run(watchdog, 60, second -> {
            activities.trade(0, "BTCUSDT", 10 + second, 9_000);
            counters.get(0).addRefused(1);
        });
        assertThat(replaced).isEmpty();
    }

    private final List<LineCounters> counters = new ArrayList<>();

    private interface Second {
        void pass(long second);
    }

    private void run(final LineWatchdog watchdog, final int seconds, final Second each) throws Exception {
        for (int second = 1; second <= seconds; second++) {
            clock.advanceMs(1_000);
            each.pass(second);
            counters.forEach(line -> line.addMessages(1));
            watchdog.poll();
        }
    }

    private LineWatchdog watchdog(final int lines, final String... symbols) {
        final List<LineConfig> configs = new ArrayList<>();
        final PairAddresses pair = new PairAddresses();
        for (int i = 0; i < lines; i++) {
            configs.add(new LineConfig(
                    LineContext.ofLine(i, Market.SPOT, WireTimeUnit.MICROSECONDS),
                    MarketProfile.of(Market.SPOT),
                    Endpoint.parse("wss://10.1.2.3:9443"),
                    List.of(symbols),
                    new LineRules(1 << 16, 10_000, RotationPlan.NEVER),
                    pair));
            final LineCounters line = new LineCounters(symbols.length);
            line.state(LineState.AWAITING_TRADES);
            counters.add(line);
        }
        return new LineWatchdog(
                configs,
                counters,
                activities.activity(),
                symbol -> {
                    asked.add(symbol);
                    return newest.getOrDefault(symbol, LineWatchdog.Newest.UNKNOWN);
                },
                (line, reason) -> replaced.add(line + " " + reason),
                clock);
    }
}
