package io.aggtape.journal.sql;

import java.util.List;

/** Takes the rows of a query's result one after the other. */
public interface RowListener {
    /** The names of the columns; before the first row, also where there is none. */
    void onColumns(List<String> names);

    /**
     * A row: null, Boolean, Number (decimals and huge integers exact), or text for all else, times as ISO 8601 in UTC.
     * The list is the listener's own.
     */
    void onRow(List<Object> values);
}
