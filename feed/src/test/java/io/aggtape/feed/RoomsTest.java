package io.aggtape.feed;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

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
            source("io.aggtape.feed.rest", "Any"),
            source("io.aggtape.feed.exchange", "Any"),
            source("io.aggtape.feed.doctor", "Any"),
            source("io.aggtape.feed.cli", "Any"),
            source("io.aggtape.pipeline", "Any"),
            source("io.aggtape.journal", "Any"));

    private static final List<Fixture> VIOLATIONS = fixtures("Violation", """
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
            NET_IMPORTS_NO_ROOM                  | io.aggtape.feed.net      | io.aggtape.feed.rest.Any field;
            REST_IMPORTS_NO_ROOM_BUT_JOURNAL     | io.aggtape.feed.rest     | io.aggtape.feed.Any field;
            REST_IMPORTS_NO_ROOM_BUT_JOURNAL     | io.aggtape.feed.rest     | io.aggtape.feed.net.Any field;
            REST_IMPORTS_NO_ROOM_BUT_JOURNAL     | io.aggtape.feed.rest     | io.aggtape.pipeline.Any field;
            LIVENESS_IMPORTS_NO_ROOM_BUT_PIPELINE_AND_JOURNAL | io.aggtape.feed.liveness | io.aggtape.feed.Any field;
            LIVENESS_IMPORTS_NO_ROOM_BUT_PIPELINE_AND_JOURNAL | io.aggtape.feed.liveness | io.aggtape.feed.net.Any field;
            FEED_BINDS_NO_JSON                   | io.aggtape.feed          | com.fasterxml.jackson.jr.ob.JSON field;
            FEED_BINDS_NO_JSON                   | io.aggtape.feed          | com.fasterxml.jackson.databind.ObjectMapper field;
            FEED_IMPORTS_NO_EXCHANGE             | io.aggtape.feed          | io.aggtape.feed.exchange.Any field;
            EXCHANGE_IMPORTS_ONLY_WS_AND_JOURNAL | io.aggtape.feed.exchange | io.aggtape.feed.Any field;
            EXCHANGE_IMPORTS_ONLY_WS_AND_JOURNAL | io.aggtape.feed.exchange | io.aggtape.feed.net.Any field;
            EXCHANGE_IMPORTS_ONLY_WS_AND_JOURNAL | io.aggtape.feed.exchange | io.aggtape.pipeline.Any field;
            DOCTOR_IMPORTS_NO_EXCHANGE           | io.aggtape.feed.doctor   | io.aggtape.feed.exchange.Any field;
            NOTHING_BUT_CLI_IMPORTS_DOCTOR       | io.aggtape.feed          | io.aggtape.feed.doctor.Any field;
            NOTHING_BUT_CLI_IMPORTS_DOCTOR       | io.aggtape.feed.net      | io.aggtape.feed.doctor.Any field;
            NOTHING_IMPORTS_CLI                  | io.aggtape.feed.doctor   | io.aggtape.feed.cli.Any field;
            NOTHING_IMPORTS_CLI                  | io.aggtape.feed.exchange | io.aggtape.feed.cli.Any field;
            NOTHING_IMPORTS_CLI                  | io.aggtape.feed          | io.aggtape.feed.cli.Any field;
            ONLY_JOURNAL_SPEAKS_CHRONICLE        | io.aggtape.feed          | net.openhft.chronicle.bytes.Bytes<?> field;
            ONLY_JOURNAL_SPEAKS_CHRONICLE        | io.aggtape.pipeline      | net.openhft.chronicle.core.Jvm field;
            ONLY_JOURNAL_SPEAKS_CHRONICLE        | io.aggtape.feed.cli      | net.openhft.chronicle.core.Jvm field;
            ONLY_JOURNAL_SQL_SPEAKS_DUCKDB       | io.aggtape.journal       | org.duckdb.DuckDBConnection field;
            ONLY_JOURNAL_SQL_SPEAKS_DUCKDB       | io.aggtape.feed.cli      | org.duckdb.DuckDBAppender field;
            ONLY_PIPELINE_SPEAKS_DISRUPTOR       | io.aggtape.feed          | com.lmax.disruptor.RingBuffer<?> field;
            ONLY_PIPELINE_SPEAKS_DISRUPTOR       | io.aggtape.journal       | com.lmax.disruptor.EventHandler<?> field;
            ONLY_NET_SPEAKS_CONSCRYPT            | io.aggtape.feed          | org.conscrypt.Conscrypt field;
            ONLY_NET_SPEAKS_CONSCRYPT            | io.aggtape.feed.exchange | org.conscrypt.BufferAllocator field;
            ONLY_CLI_SPEAKS_LOGBACK              | io.aggtape.feed          | ch.qos.logback.classic.Logger field;
            ONLY_CLI_SPEAKS_LOGBACK              | io.aggtape.feed.rest     | ch.qos.logback.core.Appender<?> field;
            DATA_PATH_NEVER_LOGS                 | io.aggtape.pipeline      | org.slf4j.Logger field;
            DATA_PATH_NEVER_LOGS                 | io.aggtape.feed.ws       | System.Logger field;
            DATA_PATH_NEVER_LOGS                 | io.aggtape.feed.net      | java.util.logging.Logger field;
            FEED_LOGS_OFF_THE_DATA_PATH          | io.aggtape.feed          | org.slf4j.Logger field;
            FEED_LOGS_OFF_THE_DATA_PATH          | io.aggtape.feed          | void log() { System.getLogger("x").log(System.Logger.Level.INFO, "y"); }
            NOBODY_SPEAKS_NETTY                  | io.aggtape.feed.exchange | io.netty.channel.Channel field;
            """);

    /** Under no rule, for none may find them. */
    private static final List<Fixture> ALLOWED = fixtures("Allowed", """
            - | io.aggtape.journal       | net.openhft.chronicle.core.Jvm field;
            - | io.aggtape.journal.sql   | org.duckdb.DuckDBConnection field; io.aggtape.journal.Any plain;
            - | io.aggtape.pipeline      | com.lmax.disruptor.RingBuffer<?> field;
            - | io.aggtape.pipeline      | net.openhft.affinity.Affinity field;
            - | io.aggtape.feed          | io.aggtape.feed.ws.Any ws; io.aggtape.feed.net.Any net; io.aggtape.pipeline.Any ring;
            - | io.aggtape.feed.net      | java.nio.channels.SocketChannel field; org.agrona.concurrent.NanoClock clock;
            - | io.aggtape.feed.net      | org.conscrypt.Conscrypt field;
            - | io.aggtape.feed          | io.aggtape.feed.rest.Any rest;
            - | io.aggtape.feed.rest     | io.aggtape.journal.Any plain; org.agrona.concurrent.EpochClock clock;
            - | io.aggtape.feed.liveness | io.aggtape.pipeline.Any heartbeat; io.aggtape.journal.Any plain;
            - | io.aggtape.feed.exchange | io.aggtape.feed.ws.Any ws; io.aggtape.journal.Any plain;
            - | io.aggtape.feed.doctor   | io.aggtape.feed.Any feed; io.aggtape.feed.net.Any net; io.aggtape.feed.ws.Any ws;
            - | io.aggtape.feed.doctor   | io.aggtape.feed.rest.Any rest; io.aggtape.pipeline.Any ring; io.aggtape.journal.Any tape;
            - | io.aggtape.feed.cli      | io.aggtape.feed.doctor.Any doctor;
            - | io.aggtape.feed.cli      | io.aggtape.feed.Any feed; io.aggtape.feed.exchange.Any exchange;
            - | io.aggtape.feed.cli      | ch.qos.logback.classic.Logger field; org.slf4j.Logger log;
            - | io.aggtape.feed.exchange | org.slf4j.Logger field;
            - | io.aggtape.journal       | System.Logger field;
            - | io.aggtape.feed.ws       | org.agrona.DirectBuffer buffer; java.nio.ByteBuffer bytes;
            """);

    @TempDir
    static Path directory;

    private static JavaClasses fixtures;

    /** A class with this member in this package, and the rule that it breaks. */
    record Fixture(String name, String rule, String packageName, String member) {
        Source source() {
            return new Source(packageName, name, member);
        }
    }

    @BeforeAll
    static void compileTheFixtures() {
        final List<JavaFileObject> sources = new ArrayList<>(STAND_INS);
        VIOLATIONS.forEach(fixture -> sources.add(fixture.source()));
        ALLOWED.forEach(fixture -> sources.add(fixture.source()));
        final StringWriter messages = new StringWriter();
        final List<String> options =
                List.of("-d", directory.toString(), "-proc:none", "-cp", System.getProperty("java.class.path"));
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .getTask(messages, null, null, options, null, sources)
                        .call())
                .as(messages::toString)
                .isTrue();
        fixtures = new ClassFileImporter().importPath(directory);
    }

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

    @Test
    void shouldMeetAViolationOfEachRule() {
        assertThat(VIOLATIONS)
                .extracting(Fixture::rule)
                .containsAll(Stream.of(Rooms.values()).map(Rooms::name).toList());
    }

    @ParameterizedTest
    @FieldSource("VIOLATIONS")
    void shouldFindAViolation(final Fixture fixture) {
        assertThat(isBroken(Rooms.valueOf(fixture.rule()), fixture)).isTrue();
    }

    @ParameterizedTest
    @FieldSource("ALLOWED")
    void shouldAllowWhatTheTableAllows(final Fixture fixture) {
        assertThat(Rooms.values()).noneMatch(room -> isBroken(room, fixture));
    }

    private static boolean isBroken(final Rooms room, final Fixture fixture) {
        final JavaClasses one = fixtures.that(
                describe("the fixture", type -> type.getSimpleName().equals(fixture.name())));
        assertThat(one).hasSize(1);
        return room.rule().evaluate(one).hasViolation();
    }

    /** One fixture a line: rule, package, member. */
    private static List<Fixture> fixtures(final String kind, final String lines) {
        final List<Fixture> fixtures = new ArrayList<>();
        for (final String line : lines.lines().toList()) {
            final String[] cells = line.split("\\|");
            final String name = kind + fixtures.size();
            fixtures.add(new Fixture(name, cells[0].strip(), cells[1].strip(), cells[2].strip()));
        }
        return fixtures;
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
