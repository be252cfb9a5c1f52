package io.aggtape.feed.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aggtape.journal.Market;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How faults and scripts are read, and what is said of those that make no sense. */
final class FaultsTest {
    private static final List<String> WORDS = List.of(
            "mute",
            "drop",
            "drop=all",
            "rst",
            "10s",
            "5ms",
            "symbol=BTCUSDT",
            "p=0.1",
            "p=",
            "for=2s",
            "every=5s",
            "=",
            ",",
            "#",
            "times=-1",
            "ids=3..1",
            "ids=..",
            "connection=1",
            "after=x",
            "rest-floor=-9",
            "rest-lag=2s",
            "\t");

    @Test
    void shouldReadAllOptions() {
        final Fault fault =
                Fault.parse("reorder=3,p=0.01,symbol=btcusdt,connection=2,after=3s,for=2s,every=1m,times=4");

        assertThat(fault.kind()).isEqualTo(FaultKind.REORDER);
        assertThat(fault.number()).isEqualTo(3);
        assertThat(fault.probability()).isEqualTo(0.01);
        assertThat(fault.symbol()).isEqualTo("BTCUSDT");
        assertThat(fault.isOfConnection(2)).isTrue();
        assertThat(fault.isOfConnection(1)).isFalse();
        assertThat(fault.timing()).isEqualTo(new Timing(3_000_000_000L, 2_000_000_000L, 60_000_000_000L, 4));
    }

    @Test
    void shouldReadSpacesAsItReadsCommas() {
        final Fault fault = Fault.parse("mute symbol=ETHUSDT for=500ms");

        assertThat(fault.symbol()).isEqualTo("ETHUSDT");
        assertThat(fault.timing().forNs()).isEqualTo(500_000_000);
    }

    @Test
    void shouldReadSeveralFaultsOfOneList() {
        final Faults faults = Faults.of(1, List.of("drop", "p=0.5", "mute symbol=A,rst"));

        assertThat(faults.lasting())
                .extracting(Fault::kind)
                .containsExactly(FaultKind.DROP, FaultKind.MUTE, FaultKind.RST);
        assertThat(faults.lasting().get(0).probability()).isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "drp                    | fault 'drp': 'drp' is no fault; allowed: one of mute, absent, drop",
                "drop=some              | 'some' is no value of drop; allowed: each, all",
                "drop,p=2               | 'p=2' is no probability; allowed: 0 to 1",
                "drop,p=99e-1           | 'p=99e-1' is no probability; allowed: 0 to 1",
                "mute,for=9999999h      | 'for=9999999h' is no duration",
                "drop,colour=red        | 'colour=red' is no option of drop; allowed: p=, ids=, symbol=, connection=",
                "drop,p=0.1,p=0.2       | 'p' is given twice",
                "drop,p=0.1,ids=7       | 'ids' and 'p' exclude each other",
                "drop,ids=9..7          | 'ids=9..7' are no ids; allowed: ids=1007 or ids=1007..1010",
                "mute,for=soon          | 'for=soon' is no duration; allowed: such as 500ms",
                "mute,for=0s            | 'for=0s' is no duration",
                "mute,every=5s          | 'every' needs to know how long; allowed: every=20s with for=",
                "mute,every=5s,for=6s   | 'every' needs to know how long",
                "mute=now               | 'mute' takes no value",
                "disconnect=1006,for=2s | 'for=2s' is no option of disconnect",
                "disconnect=17          | '17' is no value of disconnect; allowed: 1000, 1001",
                "rst,times=0            | 'times=0' is no count; allowed: a number above 0",
                "upgrade-status         | 'upgrade-status' needs a value",
                "rest-status=404        | '404' is no value of rest-status; allowed: 403, 418, 429, 451, 503",
                "rest-lag=2m            | '2m' is no value of rest-lag; allowed: a duration of 1ms to 60s",
                "dribble,times=2        | 'times' of dribble counts its windows; allowed: times= with every= and for=",
                "dribble=0              | '0' is no value of dribble; allowed: a number of 1 to 65536",
                "rest-floor=low         | 'low' is no value of rest-floor",
                "certificate=old        | 'old' is no value of certificate; allowed: expired, wrong-host",
                "rest-hang,retry-after=1| 'retry-after=1' is no option of rest-hang"
            })
    void shouldSayWhatIsWrongAndWhatIsAllowed(final String text, final String message) {
        assertThatThrownBy(() -> Faults.of(1, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldNotTakeAnEmptyFault() {
        assertThatThrownBy(() -> Faults.of(1, "")).hasMessageContaining("a name is missing");
    }

    @Test
    void shouldReadAScriptWithComments() {
        final Faults faults = Faults.of(5)
                .withScript(
                        List.of("# a day", "", "10s mute symbol=ETHUSDT for=5s # quiet", "  500ms rst,connection=2"));

        assertThat(faults.script())
                .extracting(one ->
                        one.beginNs() / 1_000_000 + " " + one.fault().kind().text())
                .containsExactly("10000 mute", "500 rst");
        assertThat(faults.seed()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "mute                | line 2: 'mute' is no time; allowed: AT FAULT",
                "5s                  | line 2: a fault is missing",
                "5s mutter           | line 2: fault 'mutter': 'mutter' is no fault",
                "5s absent ids=7     | line 2: fault 'absent ids=7': 'absent' cannot begin later",
                "5s certificate=expired | 'certificate' cannot begin later"
            })
    void shouldNameTheLineOfAScriptThatMakesNoSense(final String line, final String message) {
        assertThatThrownBy(() -> Faults.none().withScript(List.of("# first", line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldReadOrRefuseWhateverAScriptSays() {
        final long seed = Long.getLong("aggtape.seed", System.nanoTime());
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 5_000; i++) {
            final StringBuilder line = new StringBuilder();
            for (int word = random.nextInt(6); word >= 0; word--) {
                line.append(WORDS.get(random.nextInt(WORDS.size()))).append(random.nextBoolean() ? " " : ",");
                if (random.nextInt(8) == 0) {
                    line.append((char) random.nextInt(32, 127));
                }
            }
            assertThatCode(() -> readOrRefuse(line.toString()))
                    .as("seed %d, line '%s'", seed, line)
                    .doesNotThrowAnyException();
        }
    }

    private static void readOrRefuse(final String line) {
        try {
            Faults.none().withScript(List.of(line));
        } catch (final IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("allowed: ");
        }
        try {
            Faults.of(1, line);
        } catch (final IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("allowed: ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldExplainEveryFault(final FaultKind kind) {
        assertThat(Faults.help())
                .filteredOn(line -> line.startsWith(kind.text()))
                .isNotEmpty();
        assertThat(kind.help()).isNotBlank().doesNotContain("\n", "%");
    }

    @Test
    void shouldWantTlsForACertificate() {
        final ExchangeConfig plain = ExchangeConfig.of(Market.SPOT, Program.generated(List.of("BTCUSDT"), 1, 1))
                .withTls(false);

        assertThatThrownBy(() -> plain.withFaults(Faults.of(1, "certificate=expired")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without TLS");
    }
}
