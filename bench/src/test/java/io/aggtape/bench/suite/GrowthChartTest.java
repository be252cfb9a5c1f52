package io.aggtape.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthChartTest {
    @Test
    void shouldDrawTheMedianOfEachSizeBesideTheGreatestOfItsCurve() {
        final String chart = GrowthChart.of(List.of(
                new GrowthChart.Point("frame", "ns", 10, 40),
                new GrowthChart.Point("frame", "ns", 1, 99),
                new GrowthChart.Point("frame", "ns", 1, 10),
                new GrowthChart.Point("frame", "ns", 1, 20)));
        assertThat(chart.lines())
                .containsExactly(
                        "frame, ns",
                        "           1          20.00 " + "#".repeat(25),
                        "          10          40.00 " + "#".repeat(50),
                        "");
    }
}
