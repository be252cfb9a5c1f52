package io.aggtape.feed.cli;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A mixin: the option {@code --json} and the lines that it asks for, one JSON object each, on the command's stdout.
 * Lines are buffered; what is left is flushed when the command ends. Any thread may write a line.
 */
public final class JsonOutput {
    private static final JSON JSON_LINES =
            JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).without(JSON.Feature.FLUSH_AFTER_WRITE_VALUE);

    /** Writes the fields of one line, between its braces. */
    @FunctionalInterface
    public interface Fields {
        /** Writes names and values to {@code json}; decimals as {@link java.math.BigDecimal} stay exact and plain. */
        void write(JsonGenerator json) throws IOException;
    }

    @Option(names = "--json", description = "Print JSON on stdout, one object a line.")
    private boolean isAsked;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private PrintWriter out;
    private JsonGenerator generator;

    /** True where {@code --json} was given. */
    public boolean isAsked() {
        return isAsked;
    }

    /** Writes one line with these names and values: null, String, Boolean, Number, Map, Collection. */
    public synchronized void line(final Map<String, ?> values) {
        try {
            JSON_LINES.write(values, generator());
            end();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes one line without a map, for commands that print millions. */
    public synchronized void line(final Fields fields) {
        try {
            final JsonGenerator json = generator();
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
            end();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hands on what is buffered; false where nobody reads any more, so that the command may stop. */
    public synchronized boolean flush() {
        generator();
        return !out.checkError();
    }

    private void end() throws IOException {
        generator.flush();
        out.write('\n');
    }

    private JsonGenerator generator() {
        if (generator == null) {
            out = command.commandLine().getOut();
            try {
                generator = new JsonFactoryBuilder()
                        .rootValueSeparator("")
                        .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                        .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
                        .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                        .build()
                        .createGenerator(out);
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return generator;
    }
}
