package io.aggtape.pipeline.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.aggtape.pipeline.LatencyRun;
import io.aggtape.pipeline.MaxOverTime;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Runs as one page for a browser, which needs nothing else: no network, no other file. The tables are in the page as
 * text; its script draws percentile curves and maxima over time from the same numbers. It is well-formed XML as well.
 */
public final class LatencyPage {
    private static final String TEMPLATE = "latency.html";
    private static final int STEPS_A_HALVING = 5;

    private LatencyPage() {}

    /** The page of these runs by their names, in the order of the map. */
    public static String of(final Map<String, LatencyRun> runs) {
        final String[] parts = template().split("@@", -1);
        final StringBuilder page = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            page.append(i % 2 == 0 ? parts[i] : filled(parts[i], runs));
        }
        return page.toString();
    }

    private static String filled(final String place, final Map<String, LatencyRun> runs) {
        return switch (place) {
            case "TITLE" -> PageTables.escape(String.join(", ", runs.keySet()));
            case "NUMBERS" -> PageTables.numbers(runs);
            case "ENVIRONMENT" -> PageTables.environment(runs);
            case "DATA" -> data(runs);
            default -> throw new IllegalStateException("nothing is called " + place + " in " + TEMPLATE);
        };
    }

    private static String template() {
        try (InputStream in = LatencyPage.class.getResourceAsStream(TEMPLATE)) {
            if (in == null) {
                throw new IllegalStateException(TEMPLATE + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** JSON that can stand in a script element of HTML and of XML: what begins a tag or an entity is escaped. */
    private static String data(final Map<String, LatencyRun> runs) {
        final StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.writeStartArray();
            for (final Map.Entry<String, LatencyRun> run : runs.entrySet()) {
                write(json, run.getKey(), run.getValue());
            }
            json.writeEndArray();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString().replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }

    private static void write(final JsonGenerator json, final String name, final LatencyRun run) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeArrayFieldStart("hops");
        for (final String tag : run.tags()) {
            json.writeStartObject();
            json.writeStringField("tag", tag);
            json.writeNumberField("count", run.histogram(tag).getTotalCount());
            writeCurve(json, run.histogram(tag));
            writeMaxima(json, run.maxOverTime(tag));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Pairs of {@code 1 / (1 - p)} and nanoseconds; the maximum stands where one of so many values lies. */
    private static void writeCurve(final JsonGenerator json, final Histogram values) throws IOException {
        final long count = values.getTotalCount();
        json.writeArrayFieldStart("curve");
        if (count > 0) {
            for (final HistogramIterationValue value : values.percentiles(STEPS_A_HALVING)) {
                final double part = value.getPercentileLevelIteratedTo() / 100;
                final double oneIn = part < 1 ? Math.min(1 / (1 - part), count) : count;
                json.writeStartArray();
                json.writeNumber(Math.round(oneIn * 1_000) / 1_000.0);
                json.writeNumber(value.getValueIteratedTo());
                json.writeEndArray();
            }
        }
        json.writeEndArray();
    }

    /** Begin and end in seconds, and nanoseconds. */
    private static void writeMaxima(final JsonGenerator json, final MaxOverTime maxima) throws IOException {
        json.writeArrayFieldStart("max");
        for (final MaxOverTime.Stretch stretch : maxima.stretches()) {
            json.writeStartArray();
            json.writeNumber(stretch.startS());
            json.writeNumber(stretch.endS());
            json.writeNumber(stretch.maxNs());
            json.writeEndArray();
        }
        json.writeEndArray();
    }
}
