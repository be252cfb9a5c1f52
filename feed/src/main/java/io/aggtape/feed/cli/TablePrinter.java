package io.aggtape.feed.cli;

import io.aggtape.journal.sql.RowListener;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Prints a result as a table whose columns are as wide as its first rows ask for. */
final class TablePrinter implements RowListener {
    private static final int MEASURED_ROWS = 200;

    private final PrintWriter out;
    private final List<List<Object>> held = new ArrayList<>();
    private List<String> names = List.of();
    private int[] widths;
    private long rows;

    TablePrinter(final PrintWriter out) {
        this.out = out;
    }

    @Override
    public void onColumns(final List<String> columns) {
        names = columns;
    }

    @Override
    public void onRow(final List<Object> values) {
        rows++;
        if (widths != null) {
            print(values);
        } else {
            held.add(values);
            if (held.size() == MEASURED_ROWS) {
                printHeld();
            }
        }
    }

    /** Prints what is still held, and the number of rows. */
    void end() {
        if (names.isEmpty()) {
            return;
        }
        if (widths == null) {
            printHeld();
        }
        out.println("(" + rows + (rows == 1 ? " row)" : " rows)"));
    }

    private void printHeld() {
        widths = new int[names.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = names.get(i).length();
            for (final List<Object> row : held) {
                widths[i] = Math.max(widths[i], CsvRowPrinter.text(row.get(i)).length());
            }
        }
        print(names);
        final List<String> rules = new ArrayList<>();
        for (final int width : widths) {
            rules.add("-".repeat(width));
        }
        print(rules);
        held.forEach(this::print);
        held.clear();
    }

    private void print(final List<?> cells) {
        final StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            final Object cell = cells.get(i);
            final String text = CsvRowPrinter.text(cell);
            final String blanks = " ".repeat(Math.max(0, widths[i] - text.length()));
            line.append(i == 0 ? "" : "  ").append(cell instanceof Number ? blanks + text : text + blanks);
        }
        out.println(line.toString().stripTrailing());
    }
}
