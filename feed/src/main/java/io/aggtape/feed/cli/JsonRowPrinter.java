package io.aggtape.feed.cli;

import io.aggtape.journal.sql.RowListener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints a result as one JSON object a row. */
final class JsonRowPrinter implements RowListener {
    private final JsonOutput json;
    private List<String> names = List.of();

    JsonRowPrinter(final JsonOutput json) {
        this.json = json;
    }

    @Override
    public void onColumns(final List<String> columns) {
        names = columns;
    }

    @Override
    public void onRow(final List<Object> values) {
        final Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            row.put(names.get(i), values.get(i));
        }
        json.line(row);
    }
}
