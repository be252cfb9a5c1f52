package io.aggtape.pipeline;

import static io.aggtape.pipeline.OrderFlowReport.text;

import io.aggtape.pipeline.OrderFlowReport.Largest;
import io.aggtape.pipeline.OrderFlowReport.Window;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The text of {@link OrderFlowReport}: a function of the report alone, in no locale. */
final class OrderFlowTable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final int MAX_FRACTION_DIGITS = 8;

    private OrderFlowTable() {}

    static String format(final List<OrderFlowReport> reports) {
        final List<OrderFlowReport> sorted = new ArrayList<>(reports);
        sorted.sort(OrderFlowReport.BY_MARKET_AND_SYMBOL);
        final StringBuilder out = new StringBuilder(totals(sorted));
        for (final OrderFlowReport report : sorted) {
            out.append('\n').append(format(report));
        }
        return out.toString();
    }

    /** Since start, a line a symbol, exact. */
    private static String totals(final List<OrderFlowReport> reports) {
        final TextTable table = new TextTable();
        table.row(List.of(
                "since start",
                "records",
                "trades",
                "buy base",
                "sell base",
                "buy quote",
                "sell quote",
                "delta",
                "vwap",
                "placeholders"));
        for (final OrderFlowReport report : reports) {
            final Window all = report.sinceStart();
            final List<String> row = new ArrayList<>();
            row.add(report.market().label() + ':' + report.symbol());
            row.add(Long.toString(all.records()));
            row.add(Long.toString(all.trades()));
            row.add(text(all.buy().base()));
            row.add(text(all.sell().base()));
            row.add(text(all.buy().quote()));
            row.add(text(all.sell().quote()));
            row.add(text(all.delta()));
            row.add(rounded(all.vwap()));
            row.add(Long.toString(report.placeholderCount()));
            table.row(row);
        }
        return table.format();
    }

    static String format(final OrderFlowReport report) {
        final List<Window> windows = new ArrayList<>();
        windows.add(report.sinceStart());
        windows.addAll(report.lastClosed());
        final TextTable table = new TextTable();
        final String base = report.quantityUnit();
        final String quote = report.quoteUnit();
        row(table, report.market().label() + ':' + report.symbol(), windows, OrderFlowTable::title);
        row(table, "from", windows, window -> time(window, window.span().startUs()));
        row(table, "to", windows, window -> time(window, window.span().endUs()));
        row(table, "records", windows, window -> Long.toString(window.records()));
        row(table, "trades", windows, window -> Long.toString(window.trades()));
        row(table, "buy records", windows, window -> Long.toString(window.buy().records()));
        row(
                table,
                "sell records",
                windows,
                window -> Long.toString(window.sell().records()));
        row(table, "buy trades", windows, window -> Long.toString(window.buy().trades()));
        row(table, "sell trades", windows, window -> Long.toString(window.sell().trades()));
        row(
                table,
                "late records",
                windows,
                window -> Long.toString(window.span().lateCount()));
        row(table, "buy " + base, windows, window -> text(window.buy().base()));
        row(table, "sell " + base, windows, window -> text(window.sell().base()));
        row(table, "buy " + quote, windows, window -> text(window.buy().quote()));
        row(table, "sell " + quote, windows, window -> text(window.sell().quote()));
        row(table, "delta", windows, window -> text(window.delta()));
        row(table, "cvd", windows, window -> text(window.cvd()));
        row(table, "vwap", windows, window -> rounded(window.vwap()));
        row(table, "imbalance", windows, window -> rounded(window.imbalance()));
        row(table, "records/s", windows, window -> rounded(window.recordsPerSecond()));
        row(table, "trades/s", windows, window -> rounded(window.tradesPerSecond()));
        row(table, "largest", windows, OrderFlowTable::sideAndId);
        row(table, "largest price", windows, window -> of(window.largest(), Largest::price));
        row(table, "largest quantity", windows, window -> of(window.largest(), Largest::quantity));
        row(
                table,
                "large records",
                windows,
                window -> Long.toString(window.large().records()));
        row(table, "large " + base, windows, window -> text(window.large().base()));
        row(table, "large " + quote, windows, window -> text(window.large().quote()));
        return table.format();
    }

    private static void row(
            final TextTable table, final String name, final List<Window> windows, final Function<Window, String> cell) {
        final List<String> cells = new ArrayList<>();
        cells.add(name);
        for (final Window window : windows) {
            cells.add(cell.apply(window));
        }
        table.row(cells);
    }

    private static String title(final Window window) {
        return window.kind() == FlowWindow.SINCE_START
                ? "since start"
                : "last " + window.kind().label();
    }

    /** A window that has no trade has no time either: only since start can be so. */
    private static String time(final Window window, final long timeUs) {
        if (window.largest() == null) {
            return null;
        }
        final long seconds = Math.floorDiv(timeUs, 1_000_000L);
        final int nanos = (int) (timeUs - seconds * 1_000_000L) * 1_000;
        return TIME.format(LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC));
    }

    private static String sideAndId(final Window window) {
        final Largest largest = window.largest();
        return largest == null ? null : (largest.isBuy() ? "buy #" : "sell #") + largest.id();
    }

    private static String of(final Largest largest, final Function<Largest, BigDecimal> value) {
        return largest == null ? null : text(value.apply(largest));
    }

    private static String rounded(final BigDecimal quotient) {
        if (quotient == null) {
            return null;
        }
        return quotient.scale() <= MAX_FRACTION_DIGITS
                ? text(quotient)
                : text(quotient.setScale(MAX_FRACTION_DIGITS, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros());
    }
}
