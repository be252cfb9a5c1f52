package io.aggtape.feed;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** The table of rooms as rules: what each package must not import. An empty package breaks none. */
enum Rooms {
    JOURNAL_IMPORTS_NOTHING_ABOVE(
            within("io.aggtape.journal.."), "io.aggtape.pipeline..", "io.aggtape.feed..", "io.aggtape.bench.."),
    PIPELINE_IMPORTS_NOTHING_ABOVE(within("io.aggtape.pipeline.."), "io.aggtape.feed..", "io.aggtape.bench.."),
    FEED_IMPORTS_NOTHING_ABOVE(within("io.aggtape.feed.."), "io.aggtape.bench.."),

    WS_IMPORTS_NO_ROOM(
            within("io.aggtape.feed.ws.."),
            "io.aggtape.feed",
            "io.aggtape.feed.net..",
            "io.aggtape.feed.rest..",
            "io.aggtape.feed.exchange..",
            "io.aggtape.pipeline..",
            "io.aggtape.journal.."),
    WS_KNOWS_NO_CHANNELS(within("io.aggtape.feed.ws.."), "java.nio.channels..", "javax.net.."),
    WS_KNOWS_NO_SOCKETS(within("io.aggtape.feed.ws.."), named("java\\.net\\.(\\w*Socket\\w*|Inet\\w+|Proxy\\w*)")),
    WS_KNOWS_NO_CLOCKS(
            within("io.aggtape.feed.ws.."),
            named("java\\.time\\.(Clock|Instant\\w*|InstantSource)|org\\.agrona\\.concurrent\\.\\w*Clock")),
    WS_READS_NO_CLOCK(noClasses()
            .that(within("io.aggtape.feed.ws.."))
            .should()
            .accessTargetWhere(describe("the system's clock", Rooms::isSystemClock))),
    WS_KNOWS_NO_COUNTERS(
            within("io.aggtape.feed.ws.."),
            "org.agrona.concurrent.status..",
            "org.agrona.concurrent.errors..",
            "org.HdrHistogram.."),

    NET_IMPORTS_NO_ROOM(
            within("io.aggtape.feed.net.."),
            "io.aggtape.feed",
            "io.aggtape.feed.ws..",
            "io.aggtape.feed.rest..",
            "io.aggtape.feed.exchange..",
            "io.aggtape.pipeline.."),
    REST_IMPORTS_NO_ROOM_BUT_JOURNAL(
            within("io.aggtape.feed.rest.."),
            "io.aggtape.feed",
            "io.aggtape.feed.ws..",
            "io.aggtape.feed.net..",
            "io.aggtape.feed.exchange..",
            "io.aggtape.pipeline.."),
    LIVENESS_IMPORTS_NO_ROOM_BUT_PIPELINE_AND_JOURNAL(
            within("io.aggtape.feed.liveness.."),
            "io.aggtape.feed",
            "io.aggtape.feed.ws..",
            "io.aggtape.feed.net..",
            "io.aggtape.feed.rest..",
            "io.aggtape.feed.doctor..",
            "io.aggtape.feed.exchange.."),
    FEED_BINDS_NO_JSON(within("io.aggtape.feed"), "com.fasterxml.jackson.jr..", "com.fasterxml.jackson.databind.."),
    FEED_IMPORTS_NO_EXCHANGE(within("io.aggtape.feed"), "io.aggtape.feed.exchange.."),
    EXCHANGE_IMPORTS_ONLY_WS_AND_JOURNAL(
            within("io.aggtape.feed.exchange.."),
            "io.aggtape.feed",
            "io.aggtape.feed.net..",
            "io.aggtape.feed.rest..",
            "io.aggtape.pipeline.."),
    DOCTOR_IMPORTS_NO_EXCHANGE(within("io.aggtape.feed.doctor.."), "io.aggtape.feed.exchange.."),
    NOTHING_BUT_CLI_IMPORTS_DOCTOR(
            within("io.aggtape..").and(outside("io.aggtape.feed.doctor..")).and(outside("io.aggtape.feed.cli..")),
            "io.aggtape.feed.doctor.."),
    NOTHING_IMPORTS_CLI(within("io.aggtape..").and(outside("io.aggtape.feed.cli..")), "io.aggtape.feed.cli.."),

    ONLY_JOURNAL_SPEAKS_CHRONICLE(
            within("io.aggtape..").and(outside("io.aggtape.journal..")), "net.openhft.chronicle.."),
    ONLY_JOURNAL_SQL_SPEAKS_DUCKDB(within("io.aggtape..").and(outside("io.aggtape.journal.sql..")), "org.duckdb.."),
    ONLY_PIPELINE_SPEAKS_DISRUPTOR(
            within("io.aggtape..").and(outside("io.aggtape.pipeline..")), "com.lmax.disruptor.."),
    ONLY_NET_SPEAKS_CONSCRYPT(within("io.aggtape..").and(outside("io.aggtape.feed.net..")), "org.conscrypt.."),
    ONLY_CLI_SPEAKS_LOGBACK(within("io.aggtape..").and(outside("io.aggtape.feed.cli..")), "ch.qos.logback.."),
    DATA_PATH_NEVER_LOGS(
            resideInAnyPackage("io.aggtape.pipeline..", "io.aggtape.feed.ws..", "io.aggtape.feed.net.."), isLogging()),
    /** Those that log run on threads of their own or write what a feed thread has only handed over. */
    FEED_LOGS_OFF_THE_DATA_PATH(
            within("io.aggtape.feed")
                    .and(
                            DescribedPredicate.not(
                                    named(
                                            "io\\.aggtape\\.feed\\.(\\w+Log|Reporter|Recorder|\\w*Watchdog|RepairThread|ScheduledThread|TaskBeats|AgentEnd)(\\$.*)?"))),
            isLogging()),
    NOBODY_SPEAKS_NETTY(within("io.aggtape.."), "io.netty..");

    private static final Set<String> CLOCK_METHODS = Set.of(
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.time.LocalDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.OffsetDateTime.now");

    private final ArchRule rule;

    Rooms(final DescribedPredicate<JavaClass> room, final String... forbiddenPackages) {
        this(room, resideInAnyPackage(forbiddenPackages));
    }

    Rooms(final DescribedPredicate<JavaClass> room, final DescribedPredicate<JavaClass> forbidden) {
        this(noClasses().that(room).should().dependOnClassesThat(forbidden));
    }

    Rooms(final ArchRule rule) {
        this.rule = rule;
    }

    /** The rule, which holds where there is no class to hold it against. */
    ArchRule rule() {
        return rule.as(name()).allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaClass> within(final String packages) {
        return resideInAPackage(packages);
    }

    private static DescribedPredicate<JavaClass> outside(final String packages) {
        return DescribedPredicate.not(resideInAPackage(packages));
    }

    private static DescribedPredicate<JavaClass> named(final String regex) {
        return describe("named " + regex, type -> type.getName().matches(regex));
    }

    private static DescribedPredicate<JavaClass> isLogging() {
        return resideInAPackage("org.slf4j..")
                .or(named("java\\.lang\\.System\\$Logger.*|java\\.util\\.logging\\..*"))
                .as("loggers");
    }

    private static boolean isSystemClock(final JavaAccess<?> access) {
        final String target = access.getTargetOwner().getName() + "." + access.getName();
        return CLOCK_METHODS.contains(target);
    }
}
