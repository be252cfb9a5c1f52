package io.aggtape.pipeline.bars;

import io.aggtape.journal.Market;
import io.aggtape.pipeline.TextTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@link FlowStudy} found of one symbol. Volumes are in base units, contracts on COIN-M.
 *
 * @param imbalance null where none was asked for.
 */
public record StudyReport(
        Market market,
        String symbol,
        Counts counts,
        Prices prices,
        Shapes shapes,
        BucketImbalance.Result imbalance,
        KyleLambda.Result lambda) {
    /** How many there were: aggregate trades, underlying ones, and placeholders that are in neither. */
    public record Counts(long records, long trades, long placeholders) {}

    /** Where they traded: the rows of the footprint, lowest price first, and their profile. */
    public record Prices(List<Footprint.Row> rows, VolumeProfile profile) {
        /** Keeps the rows. */
        public Prices {
            rows = List.copyOf(rows);
        }
    }

    /**
     * How large they were and how long after each other they came.
     *
     * @param meanSeconds mean time between trades, those apart where {@code T} went back; null where there is none.
     * @param backwards how often {@code T} went back.
     */
    public record Shapes(
            List<SizeDistribution.Range> sizes,
            List<ArrivalDistribution.Range> arrivals,
            BigDecimal meanSeconds,
            long backwards) {
        /** Keeps the ranges. */
        public Shapes {
            sizes = List.copyOf(sizes);
            arrivals = List.copyOf(arrivals);
        }
    }

    /** For JSON: nested maps and lists of text, numbers and nulls; decimals as plain text. Rows only where wanted. */
    public Map<String, Object> toMap(final boolean hasRows) {
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("market", market.label());
        map.put("symbol", symbol);
        map.put("quantityUnit", quantityUnit(market));
        map.put("records", counts.records);
        map.put("trades", counts.trades);
        map.put("placeholders", counts.placeholders);
        map.put("profile", prices.profile.toMap());
        map.put(
                "sizes",
                shapes.sizes.stream().map(SizeDistribution.Range::toMap).toList());
        final Map<String, Object> interArrival = new LinkedHashMap<>();
        interArrival.put("meanSeconds", Numbers.text(shapes.meanSeconds));
        interArrival.put("backwards", shapes.backwards);
        interArrival.put(
                "ranges",
                shapes.arrivals.stream().map(ArrivalDistribution.Range::toMap).toList());
        map.put("interArrival", interArrival);
        map.put("imbalance", imbalance == null ? null : imbalance.toMap());
        map.put("kyleLambda", lambda.toMap());
        if (hasRows) {
            map.put("rows", prices.rows.stream().map(Footprint.Row::toMap).toList());
        }
        return map;
    }

    /** Tables for a person; the rows of the footprint, highest price first, only where wanted. */
    public String format(final boolean hasRows) {
        final StringBuilder out = new StringBuilder(summary());
        out.append('\n').append(sizes()).append('\n').append(arrivals());
        if (hasRows) {
            out.append('\n').append(formatRows(prices.rows, quantityUnit(market)));
        }
        return out.toString();
    }

    /** The rows of a footprint as a table, highest price first. */
    public static String formatRows(final List<Footprint.Row> rows, final String unit) {
        final TextTable table = new TextTable();
        table.row(List.of("price", "sell " + unit, "buy " + unit, "delta", "sell records", "buy records"));
        for (int i = rows.size() - 1; i >= 0; i--) {
            final Footprint.Row row = rows.get(i);
            table.row(List.of(
                    row.price().toPlainString(),
                    row.sellBase().toPlainString(),
                    row.buyBase().toPlainString(),
                    row.delta().toPlainString(),
                    Long.toString(row.sellRecords()),
                    Long.toString(row.buyRecords())));
        }
        return table.format();
    }

    /** What a volume counts: {@code contracts} on COIN-M, else {@code base}. */
    public static String quantityUnit(final Market market) {
        return market == Market.COINM ? "contracts" : "base";
    }

    private String summary() {
        final TextTable table = new TextTable();
        final VolumeProfile profile = prices.profile;
        row(table, market.label() + ':' + symbol, "");
        row(table, "records", Long.toString(counts.records));
        row(table, "trades", Long.toString(counts.trades));
        row(table, "placeholders", Long.toString(counts.placeholders));
        row(table, "volume, " + quantityUnit(market), profile.volume().toPlainString());
        row(table, "point of control", Numbers.text(profile.pointOfControl()));
        row(table, "its volume", profile.pointVolume().toPlainString());
        row(table, "value area low", Numbers.text(profile.low()));
        row(table, "value area high", Numbers.text(profile.high()));
        row(table, "its volume", profile.areaVolume().toPlainString());
        if (imbalance != null) {
            row(table, "bucket volume", imbalance.bucketVolume().toPlainString());
            row(table, "buckets filled", Long.toString(imbalance.buckets()));
            row(table, "imbalance of the last " + imbalance.window(), Numbers.text(imbalance.value()));
        }
        row(table, "Kyle's lambda", Numbers.text(lambda.lambda()));
        row(table, "its R squared", Numbers.text(lambda.rSquared()));
        row(table, "its n", Long.toString(lambda.count()));
        row(table, "mean seconds between trades", Numbers.text(shapes.meanSeconds));
        row(table, "trade times that went back", Long.toString(shapes.backwards));
        return table.format();
    }

    private String sizes() {
        final TextTable table = new TextTable();
        table.row(List.of("size from", "to below", "buy records", "sell records", quantityUnit(market)));
        for (final SizeDistribution.Range range : shapes.sizes) {
            table.row(List.of(
                    range.from().toPlainString(),
                    range.to().toPlainString(),
                    Long.toString(range.buys()),
                    Long.toString(range.sells()),
                    range.base().toPlainString()));
        }
        return table.format();
    }

    private String arrivals() {
        final TextTable table = new TextTable();
        table.row(List.of("seconds from", "to below", "times"));
        for (final ArrivalDistribution.Range range : shapes.arrivals) {
            table.row(List.of(
                    range.fromSeconds().toPlainString(),
                    range.toSeconds().toPlainString(),
                    Long.toString(range.count())));
        }
        return table.format();
    }

    private static void row(final TextTable table, final String name, final String value) {
        final List<String> cells = new ArrayList<>();
        cells.add(name);
        cells.add(value);
        table.row(cells);
    }
}
