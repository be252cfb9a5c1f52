package io.aggtape.feed.cli;

import io.aggtape.journal.sql.RowListener;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.List;

/** Prints a result as CSV (RFC 4180) with a header; null is an empty cell. */
final class CsvRowPrinter implements RowListener {
    private final PrintWriter out;
    private final StringBuilder line = new StringBuilder();

    CsvRowPrinter(final PrintWriter out) {
        this.out = out;
    }

    @Override
    public void onColumns(final List<String> names) {
        print(names);
    }

    @Override
    public void onRow(final List<Object> values) {
        print(values);
    }

    /** Without an exponent. */
    static String text(final Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }

    private void print(final List<?> cells) {
        line.setLength(0);
        for (int i = 0; i < cells.size(); i++) {
            line.append(i == 0 ? "" : ",").append(quoted(text(cells.get(i))));
        }
        out.append(line).append('\n');
    }

    private static String quoted(final String cell) {
        final boolean isPlain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return isPlain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
