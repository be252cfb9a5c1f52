package io.aggtape.pipeline.bars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.aggtape.pipeline.FlowSeed;
import io.aggtape.pipeline.bars.Footprint.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeProfileTest {
    /** Volumes of the prices 100, 101 and so on; point of control; value area low, high and volume at 70 per cent. */
    @ParameterizedTest
    @CsvSource({
        // The pair above, 3 + 6, is more than the pair below, 4 + 2; it makes 19 of 25.
        "'2 4 10 3 6', 102, 102, 104, 19",
        // As much on both sides: the pair above. 10 + 4 of 20, which is 70 per cent.
        "'1 3 10 3 1 2', 102, 102, 104, 14",
        // One row is left above, then what is below.
        "'5 5 5 9 1', 103, 101, 103, 19",
        // The row alone is enough.
        "'1 8 1', 101, 101, 101, 8",
        // Of equal rows the one nearest to the middle.
        "'7 1 1 7 1 1', 103, 100, 105, 18",
        // As near: the lower one.
        "'7 1 1 7', 100, 100, 103, 16",
        "'5', 100, 100, 100, 5"
    })
    void shouldGrowTheValueAreaByPairsOfRows(
            final String volumes, final String point, final String low, final String high, final String area) {
        final VolumeProfile profile = VolumeProfile.of(rows(volumes), VolumeProfile.SEVENTY_PERCENT);

        assertThat(profile.pointOfControl()).isEqualByComparingTo(point);
        assertThat(profile.low()).isEqualByComparingTo(low);
        assertThat(profile.high()).isEqualByComparingTo(high);
        assertThat(profile.areaVolume()).isEqualByComparingTo(area);
    }

    @Test
    void shouldHoldTheShareInRowsAroundThePointOfControl() {
        FlowSeed.run(random -> {
            for (int i = 0; i < 500; i++) {
                final StringBuilder volumes = new StringBuilder();
                for (int left = random.nextInt(1, 40); left > 0; left--) {
                    volumes.append(random.nextInt(1, 30)).append(left > 1 ? " " : "");
                }
                final List<Row> rows = rows(volumes.toString());
                final BigDecimal share = BigDecimal.valueOf(random.nextInt(1, 101));
                final VolumeProfile profile = VolumeProfile.of(rows, share);
                final BigDecimal inside = rows.stream()
                        .filter(row -> row.price().compareTo(profile.low()) >= 0
                                && row.price().compareTo(profile.high()) <= 0)
                        .map(Row::base)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                assertThat(profile.areaVolume()).isEqualByComparingTo(inside);
                assertThat(inside.multiply(BigDecimal.valueOf(100)))
                        .isGreaterThanOrEqualTo(profile.volume().multiply(share));
                assertThat(profile.pointOfControl()).isBetween(profile.low(), profile.high());
                assertThat(rows).allMatch(row -> row.base().compareTo(profile.pointVolume()) <= 0);
            }
        });
    }

    @Test
    void shouldHoldAllWhereAllIsWanted() {
        final VolumeProfile profile = VolumeProfile.of(rows("1 2 3 4 5 6 7"), BigDecimal.valueOf(100));
        assertThat(profile.low()).isEqualByComparingTo("100");
        assertThat(profile.high()).isEqualByComparingTo("106");
        assertThat(profile.areaVolume()).isEqualByComparingTo(profile.volume());
    }

    @Test
    void shouldHaveNoPointOfControlWithoutATrade() {
        final VolumeProfile profile = VolumeProfile.of(List.of(), VolumeProfile.SEVENTY_PERCENT);
        assertThat(profile.pointOfControl()).isNull();
        assertThat(profile.toMap()).containsEntry("volume", "0").containsEntry("valueAreaLow", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "100.1"})
    void shouldRefuseAShareThatIsNone(final String share) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VolumeProfile.of(rows("1"), new BigDecimal(share)))
                .withMessageContaining(share);
    }

    private static List<Row> rows(final String volumes) {
        final List<Row> rows = new ArrayList<>();
        for (final String volume : volumes.split(" ")) {
            final BigDecimal buy = new BigDecimal(volume).divide(BigDecimal.valueOf(4));
            rows.add(new Row(BigDecimal.valueOf(100 + rows.size()), 1, 1, buy, new BigDecimal(volume).subtract(buy)));
        }
        return rows;
    }
}
