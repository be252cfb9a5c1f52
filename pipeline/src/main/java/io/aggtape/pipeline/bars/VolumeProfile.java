package io.aggtape.pipeline.bars;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the volume of a footprint lies. The point of control is the row of greatest volume; of several the one nearest to
 * the middle between the lowest and the highest row's price, of two as near the lower one. The value area grows from there
 * until it holds the wanted share of all volume: each time by the two rows above or the two below it, whichever pair holds
 * more, the pair above where both hold the same, and by what there is where fewer are left (J. Dalton, E. Jones, R. Dalton,
 * Mind Over Markets, 1990, the calculation of the value area by volume; the ties as mypivots.com, "Calculating Market
 * Profile Value Area"). A row is one in which something traded: empty prices between are passed over.
 *
 * @param volume of all rows, base units.
 * @param pointOfControl lowest price of the row of greatest volume; null where there is no row.
 * @param pointVolume that row's volume.
 * @param low lowest price of the lowest row of the value area.
 * @param high lowest price of the highest row of the value area.
 * @param areaVolume the volume of the value area, at least the wanted share.
 */
public record VolumeProfile(
        BigDecimal volume,
        BigDecimal pointOfControl,
        BigDecimal pointVolume,
        BigDecimal low,
        BigDecimal high,
        BigDecimal areaVolume) {
    /** The usual share of a value area in per cent. */
    public static final BigDecimal SEVENTY_PERCENT = BigDecimal.valueOf(70);

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /**
     * The profile of these rows, lowest price first.
     *
     * @throws IllegalArgumentException where the share is not above 0 and at most 100 per cent.
     */
    public static VolumeProfile of(final List<Footprint.Row> rows, final BigDecimal sharePercent) {
        requireShare(sharePercent);
        if (rows.isEmpty()) {
            return new VolumeProfile(BigDecimal.ZERO, null, BigDecimal.ZERO, null, null, BigDecimal.ZERO);
        }
        BigDecimal volume = BigDecimal.ZERO;
        for (final Footprint.Row row : rows) {
            volume = volume.add(row.base());
        }
        final BigDecimal wanted = volume.multiply(sharePercent);
        final int point = pointOfControl(rows);
        int low = point;
        int high = point;
        BigDecimal area = rows.get(point).base();
        while (area.multiply(HUNDRED).compareTo(wanted) < 0) {
            final int above = Math.min(high + 2, rows.size() - 1);
            final int below = Math.max(low - 2, 0);
            final BigDecimal aboveVolume = sum(rows, high + 1, above);
            final BigDecimal belowVolume = sum(rows, below, low - 1);
            if (low == 0 || (high < above && aboveVolume.compareTo(belowVolume) >= 0)) {
                high = above;
                area = area.add(aboveVolume);
            } else {
                low = below;
                area = area.add(belowVolume);
            }
        }
        return new VolumeProfile(
                Numbers.plain(volume),
                rows.get(point).price(),
                rows.get(point).base(),
                rows.get(low).price(),
                rows.get(high).price(),
                Numbers.plain(area));
    }

    /** Passes a share above 0 and at most 100 per cent. */
    static BigDecimal requireShare(final BigDecimal sharePercent) {
        if (sharePercent.signum() <= 0 || sharePercent.compareTo(HUNDRED) > 0) {
            throw new IllegalArgumentException(
                    "a value area holds above 0 and at most 100 per cent, not " + sharePercent);
        }
        return sharePercent;
    }

    /** For JSON: decimals as plain text; null where there is none. */
    public Map<String, Object> toMap() {
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("volume", volume.toPlainString());
        map.put("pointOfControl", Numbers.text(pointOfControl));
        map.put("pointOfControlVolume", pointVolume.toPlainString());
        map.put("valueAreaLow", Numbers.text(low));
        map.put("valueAreaHigh", Numbers.text(high));
        map.put("valueAreaVolume", areaVolume.toPlainString());
        return map;
    }

    private static int pointOfControl(final List<Footprint.Row> rows) {
        final BigDecimal twiceTheMiddle =
                rows.get(0).price().add(rows.get(rows.size() - 1).price());
        int point = 0;
        for (int i = 1; i < rows.size(); i++) {
            final int more = rows.get(i).base().compareTo(rows.get(point).base());
            if (more > 0
                    || (more == 0
                            && distance(rows.get(i), twiceTheMiddle)
                                            .compareTo(distance(rows.get(point), twiceTheMiddle))
                                    < 0)) {
                point = i;
            }
        }
        return point;
    }

    private static BigDecimal distance(final Footprint.Row row, final BigDecimal twiceTheMiddle) {
        return row.price().add(row.price()).subtract(twiceTheMiddle).abs();
    }

    private static BigDecimal sum(final List<Footprint.Row> rows, final int from, final int to) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = from; i <= to; i++) {
            sum = sum.add(rows.get(i).base());
        }
        return sum;
    }
}
