package io.aggtape.bench.compare;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One measured value: a line of {@code raw.jsonl}.
 *
 * @param suite which suite measured it.
 * @param name what was measured.
 * @param metric which of its figures; {@link #FAULT} where there is none.
 * @param unit the unit of the value.
 * @param round from 1.
 * @param value the value; 1 for a fault.
 * @param why what went wrong, or null.
 */
record Row(String suite, String name, String metric, String unit, int round, double value, String why) {
    /** The metric of what could not be measured. */
    static final String FAULT = "fault";

    static Row of(
            final String suite,
            final String name,
            final String metric,
            final String unit,
            final int round,
            final double value) {
        return new Row(suite, name, metric, unit, round, value, null);
    }

    static Row fault(final String suite, final String name, final int round, final String why) {
        return new Row(suite, name, FAULT, "", round, 1, why);
    }

    boolean isFault() {
        return metric.equals(FAULT);
    }

    /**
     * Reads one line.
     *
     * @throws IOException where it is no row; the message has the line.
     */
    static Row parse(final String line) throws IOException {
        final Map<String, Object> fields = JSON.std.mapFrom(line);
        if (!(fields.get("suite") instanceof String suite)
                || !(fields.get("name") instanceof String name)
                || !(fields.get("metric") instanceof String metric)
                || !(fields.get("value") instanceof Number value)) {
            throw new IOException("no row with suite, name, metric and value: " + line);
        }
        final Object round = fields.getOrDefault("round", 1);
        final Object why = fields.get("why");
        return new Row(
                suite,
                name,
                metric,
                String.valueOf(fields.getOrDefault("unit", "")),
                round instanceof Number number ? number.intValue() : 1,
                value.doubleValue(),
                why == null ? null : why.toString());
    }

    /** The row as one line of JSON. */
    String toJson() throws IOException {
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("suite", suite);
        fields.put("name", name);
        fields.put("metric", metric);
        fields.put("unit", unit);
        fields.put("round", round);
        fields.put("value", value);
        if (why != null) {
            fields.put("why", why);
        }
        return JSON.std.asString(fields);
    }
}
