package io.aggtape.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RatiosTest {
    private static final String PRODUCT = "whole product, journaling, plain, against the best Java peer";
    private static final String FLOOR = "one-way p50 at 10k/s, against the C floor";

    private final List<Row> rows = new ArrayList<>();

    @Test
    void shouldTakeTheMedianOfTheRounds() {
        saturation("plain/aggtape", 9e6, 6e6, 1e6);
        saturation("plain/okhttp", 1e6, 1.5e6, 1.2e6);

        assertThat(ratio(PRODUCT).ours()).isEqualTo(6e6);
        assertThat(ratio(PRODUCT).ratio()).isEqualTo(5.0);
    }

    @Test
    void shouldTakeTheMeanOfTheMiddleTwoOfAnEvenNumberOfRounds() {
        saturation("plain/aggtape", 4e6, 8e6);
        saturation("plain/okhttp", 1e6);

        assertThat(ratio(PRODUCT).ours()).isEqualTo(6e6);
    }

    @Test
    void shouldCompareWithTheBestJavaPeerOfTheRunAndNoOther() {
        saturation("plain/aggtape", 6e6);
        saturation("plain/okhttp", 1e6);
        saturation("plain/netty", 1.5e6);
        saturation("plain/node-ws", 2e6);
        saturation("tls/jetty", 3e6);

        assertThat(ratio(PRODUCT).reference()).isEqualTo(1.5e6);
        assertThat(ratio(PRODUCT).referenceName()).startsWith("plain/netty ");
    }

    @Test
    void shouldSayWhatIsReached() {
        saturation("plain/okhttp", 1e6);

        assertThat(metBy(6e6)).isEqualTo("aim");
        assertThat(metBy(3e6)).isEqualTo("floor");
        assertThat(metBy(2.9e6)).isEqualTo("missed");
    }

    @Test
    void shouldJudgeByAtMostWhereSmallerIsBetter() {
        latency("plain/c-recv/10000", "p50", 6_000);

        assertThat(latencyMetBy(6_900)).isEqualTo("aim");
        assertThat(latencyMetBy(9_000)).isEqualTo("floor");
        assertThat(latencyMetBy(9_100)).isEqualTo("missed");
    }

    @Test
    void shouldTakeThePeerWithTheLeastWhereSmallerIsBetter() {
        latency("plain/aggtape/10000", "p50", 7_000);
        latency("plain/okhttp/10000", "p50", 40_000);
        latency("plain/jetty/10000", "p50", 35_000);

        final Ratio ratio = ratio("one-way p50 at 10k/s, against the best Java peer");
        assertThat(ratio.reference()).isEqualTo(35_000);
        assertThat(ratio.ratio()).isEqualTo(0.2);
        assertThat(ratio.met()).isEqualTo("aim");
    }

    @Test
    void shouldNameTheRowsThatAreMissing() {
        saturation("plain/aggtape", 6e6);

        final Ratio ratio = ratio(PRODUCT);
        assertThat(ratio.met()).isEqualTo("missing");
        assertThat(ratio.referenceName()).isEqualTo("missing: plain/any peer (saturation, framesPerS)");
        assertThat(ratio(FLOOR).referenceName())
                .contains("plain/aggtape/10000 (latency, p50)")
                .contains("plain/c-recv/10000 (latency, p50)");
    }

    @Test
    void shouldListEveryMeasureWithoutAnyRow() {
        assertThat(Ratios.of(List.of()))
                .hasSizeGreaterThan(20)
                .allMatch(ratio -> ratio.met().equals("missing"));
    }

    @Test
    void shouldNotCountAFaultAsAValue() {
        saturation("plain/aggtape", 6e6);
        saturation("plain/okhttp", 1e6);
        rows.add(Row.fault("saturation", "plain/netty", 1, "killed: not done in time"));

        assertThat(ratio(PRODUCT).reference()).isEqualTo(1e6);
    }

    @Test
    void shouldAimAtTheHiccupOfTheCore() {
        latency("plain/okhttp/10000", "p99w", 100_000);
        latency("plain/hiccup/10000", "hiccup.p99w", 10_000);
        latency("plain/aggtape/10000", "p99w", 11_000);

        final Ratio ratio = ratio("p99w at 10000/s, against every peer (aim: the core's hiccup)");
        assertThat(ratio.aim()).isEqualTo(0.11, within(1e-9));
        assertThat(ratio.met()).isEqualTo("aim");
    }

    @Test
    void shouldJudgeAValueWithoutAReferenceByItself() {
        rows.add(Row.of("replay", "flow", "tradesPerS", "1/s", 1, 12e6));

        assertThat(ratio("replay with order flow on").met()).isEqualTo("floor");
    }

    @Test
    void shouldJudgeTheWorstHopAndLeaveTlsOut() {
        rows.add(Row.of("alloc", "append", "bytes", "B", 1, 0));
        rows.add(Row.of("alloc", "publish", "bytes", "B", 1, 3));
        rows.add(Row.of("alloc", "tls-jdk", "bytes", "B", 1, 1_900));

        final Ratio ratio = Ratios.of(rows).stream()
                .filter(line -> line.measure().startsWith("bytes a trade"))
                .findFirst()
                .orElseThrow();
        assertThat(ratio.ours()).isEqualTo(3);
        assertThat(ratio.measure()).contains("publish");
        assertThat(ratio.met()).isEqualTo("missed");
    }

    @Test
    void shouldPrintEveryRatioInBothTables() {
        saturation("plain/aggtape", 6e6);
        saturation("plain/okhttp", 1e6);
        final List<Ratio> ratios = Ratios.of(rows);

        assertThat(RatioTable.text(ratios).lines()).hasSize(ratios.size() + 1);
        assertThat(RatioTable.markdown(ratios).lines())
                .hasSize(ratios.size() + 2)
                .contains("| " + PRODUCT + " | 6,000,000 frames/s | 1,000,000 frames/s "
                        + "| plain/okhttp (saturation, framesPerS) | 6.00 | 3.00 | 6.00 | aim |");
    }

    private String metBy(final double framesPerS) {
        final List<Row> all = new ArrayList<>(rows);
        all.add(Row.of("saturation", "plain/aggtape", "framesPerS", "1/s", 1, framesPerS));
        return ratio(PRODUCT, all).met();
    }

    private String latencyMetBy(final double p50) {
        final List<Row> all = new ArrayList<>(rows);
        all.add(Row.of("latency", "plain/aggtape/10000", "p50", "ns", 1, p50));
        return ratio(FLOOR, all).met();
    }

    private void saturation(final String name, final double... framesPerS) {
        for (int i = 0; i < framesPerS.length; i++) {
            rows.add(Row.of("saturation", name, "framesPerS", "1/s", i + 1, framesPerS[i]));
        }
    }

    private void latency(final String name, final String metric, final double valueNs) {
        rows.add(Row.of("latency", name, metric, "ns", 1, valueNs));
    }

    private Ratio ratio(final String measure) {
        return ratio(measure, rows);
    }

    private static Ratio ratio(final String measure, final List<Row> from) {
        return Ratios.of(from).stream()
                .filter(ratio -> ratio.measure().equals(measure))
                .findFirst()
                .orElseThrow();
    }
}
