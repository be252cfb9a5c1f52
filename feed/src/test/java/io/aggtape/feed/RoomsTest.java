package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the house to its table of rooms, and the rules to finding what they are there to find. */
final class RoomsTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.aggtape");

    /** What a violation may import and the class path here does not have, or not yet. */
    private static final List<JavaFileObject> STAND_INS = List.of(
            source("io.netty.channel", "Channel"),
            source("com.fasterxml.jackson.databind", "ObjectMapper"),
            source("io.aggtape.bench", "Any"),
            source("io.aggtape.feed", "Any"),
            source("io.aggtape.feed.ws", "Any"),
            source("io.aggtape.feed.net", "Any"),
            source("io.aggtape.feed.exchange", "Any"),
            source("io.aggtape.feed.cli", "Any"),
            source("io.aggtape.pipeline", "Any"),
            source("io.aggtape.journal", "Any"));

    @TempDir
    Path classes;

    @ParameterizedTest
    @EnumSource(Rooms.class)
    void shouldKeepTheRoomsApart(final Rooms room) {
        room.rule().check(HOUSE);
    }

    @Test
    void shouldSeeTheWholeHouse() {
        assertThat(HOUSE.contain("io.aggtape.feed.cli.Aggtape")).isTrue();
        assertThat(HOUSE.contain("io.aggtape.pipeline.TradeListener")).isTrue();
        assertThat(HOUSE.contain("io.aggtape.journal.AggTrade")).isTrue();
    }

    @Test
    void shouldHaveNeitherNettyNorChroniclesAnalyticsOnTheClassPath() {
        assertThat(System.getProperty("java.class.path")).doesNotContain("netty-", "chronicle-analytics");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            JOURNAL_IMPORTS_NOTHING_ABOVE        | io.aggtape.journal       | io.aggtape.pipeline.Any field;
            JOURNAL_IMPORTS_NOTHING_ABOVE        | io.aggtape.journal.deep  | io.aggtape.feed.Any field;
            PIPELINE_IMPORTS_NOTHING_ABOVE       | io.aggtape.pipeline      | io.aggtape.feed.net.Any field;
            FEED_IMPORTS_NOTHING_ABOVE           | io.aggtape.feed          | io.aggtape.bench.Any field;
            WS_IMPORTS_NO_ROOM                   | io.aggtape.feed.ws       | io.aggtape.feed.Any field;
            WS_IMPORTS_NO_ROOM                   | io.aggtape.feed.ws       | io.aggtape.feed.net.Any field;
            WS_IMPORTS_NO_ROOM                   | io.aggtape.feed.ws       | io.aggtape.journal.Any field;
            WS_IMPORTS_NO_ROOM                   | io.aggtape.feed.ws       | io.aggtape.pipeline.Any field;
            WS_KNOWS_NO_CHANNELS                 | io.aggtape.feed.ws       | java.nio.channels.SocketChannel field;
            WS_KNOWS_NO_CHANNELS                 | io.aggtape.feed.ws       | javax.net.ssl.SSLEngine field;
            WS_KNOWS_NO_SOCKETS                  | io.aggtape.feed.ws       | java.net.Socket field;
            WS_KNOWS_NO_SOCKETS                  | io.aggtape.feed.ws       | java.net.InetSocketAddress field;
            WS_KNOWS_NO_CLOCKS                   | io.aggtape.feed.ws       | java.time.Clock field;
            WS_KNOWS_NO_CLOCKS                   | io.aggtape.feed.ws       | org.agrona.concurrent.NanoClock field;
            WS_KNOWS_NO_CLOCKS                   | io.aggtape.feed.ws       | org.agrona.concurrent.SystemEpochClock field;
            WS_READS_NO_CLOCK                    | io.aggtape.feed.ws       | long now() { return System.nanoTime(); }
            WS_READS_NO_CLOCK                    | io.aggtape.feed.ws       | long now() { return System.currentTimeMillis(); }
            WS_READS_NO_CLOCK                    | io.aggtape.feed.ws       | java.util.function.LongSupplier now() { return System::nanoTime; }
            WS_KNOWS_NO_COUNTERS                 | io.aggtape.feed.ws       | org.agrona.concurrent.status.AtomicCounter field;
            NET_IMPORTS_NO_ROOM                  | io.aggtape.feed.net      | io.aggtape.feed.Any field;
            NET_IMPORTS_NO_ROOM                  | io.aggtape.feed.net      | io.aggtape.feed.ws.Any field;
            NET_IMPORTS_NO_ROOM                  | io.aggtape.feed.net      | io.aggtape.pipeline.Any field;
            FEED_BINDS_NO_JSON                   | io.aggtape.feed          | com.fasterxml.jackson.jr.ob.JSON field;
            FEED_BINDS_NO_JSON                   | io.aggtape.feed          | com.fasterxml.jackson.databind.ObjectMapper field;
            FEED_IMPORTS_NO_EXCHANGE             | io.aggtape.feed          | io.aggtape.feed.exchange.Any field;
            EXCHANGE_IMPORTS_ONLY_WS_AND_JOURNAL | io.aggtape.feed.exchange | io.aggtape.feed.Any field;
            EXCHANGE_IMPORTS_ONLY_WS_AND_JOURNAL | io.aggtape.feed.exchange | io.aggtape.feed.net.Any field;
            EXCHANGE_IMPORTS_ONLY_WS_AND_JOURNAL | io.aggtape.feed.exchange | io.aggtape.pipeline.Any field;
            NOTHING_IMPORTS_CLI                  | io.aggtape.feed.exchange | io.aggtape.feed.cli.Any field;
            NOTHING_IMPORTS_CLI                  | io.aggtape.feed          | io.aggtape.feed.cli.Any field;
            ONLY_JOURNAL_SPEAKS_CHRONICLE        | io.aggtape.feed          | net.openhft.chronicle.bytes.Bytes<?> field;
            ONLY_JOURNAL_SPEAKS_CHRONICLE        | io.aggtape.pipeline      | net.openhft.chronicle.core.Jvm field;
            ONLY_JOURNAL_SPEAKS_CHRONICLE        | io.aggtape.feed.cli      | net.openhft.chronicle.core.Jvm field;
            ONLY_PIPELINE_SPEAKS_DISRUPTOR       | io.aggtape.feed          | com.lmax.disruptor.RingBuffer<?> field;
            ONLY_PIPELINE_SPEAKS_DISRUPTOR       | io.aggtape.journal       | com.lmax.disruptor.EventHandler<?> field;
            NOBODY_SPEAKS_NETTY                  | io.aggtape.feed.exchange | io.netty.channel.Channel field;
            """)
    void shouldFindAViolation(final Rooms room, final String packageName, final String member) throws IOException {
        compile(packageName, member);
        assertThat(room.rule().evaluate(compiled()).hasViolation()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            io.aggtape.journal       | net.openhft.chronicle.core.Jvm field;
            io.aggtape.pipeline      | com.lmax.disruptor.RingBuffer<?> field;
            io.aggtape.pipeline      | net.openhft.affinity.Affinity field;
            io.aggtape.feed          | io.aggtape.feed.ws.Any ws; io.aggtape.feed.net.Any net; io.aggtape.pipeline.Any ring;
            io.aggtape.feed.net      | java.nio.channels.SocketChannel field; org.agrona.concurrent.NanoClock clock;
            io.aggtape.feed.exchange | io.aggtape.feed.ws.Any ws; io.aggtape.journal.Any plain;
            io.aggtape.feed.cli      | io.aggtape.feed.Any feed; io.aggtape.feed.exchange.Any exchange;
            io.aggtape.feed.ws       | org.agrona.DirectBuffer buffer; java.nio.ByteBuffer bytes;
            """)
    void shouldAllowWhatTheTableAllows(final String packageName, final String member) throws IOException {
        compile(packageName, member);
        final JavaClasses compiled = compiled();
        assertThat(Rooms.values())
                .noneMatch(room -> room.rule().evaluate(compiled).hasViolation());
    }

    private JavaClasses compiled() {
        return new ClassFileImporter().importPath(classes);
    }

    private void compile(final String packageName, final String member) throws IOException {
        final List<JavaFileObject> sources = new ArrayList<>(STAND_INS);
        sources.add(new Source(packageName, "Fixture", member));
        final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        final StringWriter messages = new StringWriter();
        final List<String> options =
                List.of("-d", classes.toString(), "-proc:none", "-cp", System.getProperty("java.class.path"));
        assertThat(compiler.getTask(messages, null, null, options, null, sources)
                        .call())
                .as(messages::toString)
                .isTrue();
    }

    private static Source source(final String packageName, final String name) {
        return new Source(packageName, name, "");
    }

    /** A class that lies in no file. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(final String packageName, final String name, final String member) {
            super(URI.create("string:///" + packageName.replace('.', '/') + "/" + name + ".java"), Kind.SOURCE);
            this.text = "package " + packageName + "; public class " + name + " { " + member + " }";
        }

        @Override
        public CharSequence getCharContent(final boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
