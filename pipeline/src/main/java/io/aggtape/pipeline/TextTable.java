package io.aggtape.pipeline;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns as wide as their widest cell: the first to the left, the others to the right. */
public final class TextTable {
    private static final String GAP = "  ";

    private final int leftColumns;
    private final List<List<String>> rows = new ArrayList<>();

    /** The first column to the left. */
    public TextTable() {
        this(1);
    }

    /** So many columns to the left. */
    public TextTable(final int leftColumns) {
        this.leftColumns = leftColumns;
    }

    /** A missing value is a null cell and prints a dash. */
    public void row(final List<String> cells) {
        final List<String> row = new ArrayList<>();
        for (final String cell : cells) {
            row.add(cell == null ? "-" : cell);
        }
        rows.add(row);
    }

    /** All rows, each with a line feed, no blanks at their ends. */
    public String format() {
        final int[] widths = widths();
        final StringBuilder out = new StringBuilder();
        for (final List<String> row : rows) {
            final StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                final String cell = row.get(i);
                final String blanks = " ".repeat(widths[i] - cell.length());
                line.append(i == 0 ? "" : GAP).append(i < leftColumns ? cell + blanks : blanks + cell);
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }

    private int[] widths() {
        final int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        final int[] widths = new int[columns];
        for (final List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }
}
