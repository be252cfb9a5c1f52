package io.aggtape.feed.soak;

import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Faults;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One recorder, a process of its own on two lines, under a mix of faults, and the proof that nothing of what the exchange
 * had is missing on its tape.
 */
final class Soak {
    private static final Set<String> ROLES =
            Set.of("feed", "parser", "metrics", "journal", "repair", "watchdog", "reporter", "page-toucher");
    private static final long LIVE_MS = 60_000;
    private static final long CATCH_UP_MS = 200_000;
    private static final long EXIT_MS = 60_000;
    private static final long HEAP_GROWTH_KIB = 8_192;
    private static final int FD_GROWTH = 24;

    private final SoakPlan plan;
    private final Path outputs;
    private final Path journal;
    private final SoakReport report = new SoakReport();

    private Soak(final SoakPlan plan, final Path outputs) {
        this.plan = plan;
        this.outputs = outputs;
        this.journal = outputs.resolve("tape");
    }

    /** Runs it; everything that it writes lies in {@code outputs}. */
    static SoakReport run(final SoakPlan plan, final Path outputs) throws IOException {
        final Soak soak = new Soak(plan, outputs);
        soak.run();
        return soak.report;
    }

    private void run() throws IOException {
        report.add("seed", plan.seed());
        report.add("faults for", plan.lengthMs() / 1_000 + " s");
        report.add(
                "trades",
                RealTrades.data() == null
                        ? "generated: aggtape.data names no directory of recorded ones"
                        : "recorded, 6 files under " + SoakPlan.SYMBOLS.size() + " names, chained");
        final ExchangeConfig config = ExchangeConfig.of(Market.SPOT, plan.program(outputs))
                .withAddress("127.0.0.1,127.0.0.2", 0)
                .withPace(Pace.rate(SoakPlan.RATE))
                .withLimits(plan.limits())
                .withFaults(Faults.of(plan.seed(), FaultMix.lasting()));
        try (Exchange exchange = new Exchange(config)) {
            RealTrades.discard(config.program());
            exchange.start();
            try (RecorderProcess recorder = RecorderProcess.start(exchange, journal, outputs, options())) {
                record(exchange, recorder);
                judge(exchange, recorder);
            }
        }
    }

    private List<String> options() {
        final String rotation = plan.rotateMs() / 1_000 + "s";
        return List.of("--connect-timeout", "2s", "--rotate-every", rotation, "--clock-interval", "5s");
    }

    private void record(final Exchange exchange, final RecorderProcess recorder) throws IOException {
        if (!Patience.await(LIVE_MS, recorder::isLive)) {
            throw new IllegalStateException(
                    "the recorder does not get live: " + recorder.jvm().err());
        }
        final FaultMix mix = new FaultMix(plan.seed(), SoakPlan.SYMBOLS, plan.isBrief());
        final long startNs = System.nanoTime();
        Vitals early = null;
        while (recorder.jvm().isAlive() && passedMs(startNs) < plan.lengthMs()) {
            Patience.pass(
                    mix.nextWaitMs(plan.faultEveryMs()), () -> !recorder.jvm().isAlive());
            exchange.inject(mix.next());
            if (early == null && passedMs(startNs) >= plan.lengthMs() / 3) {
                early = Vitals.of(recorder.jvm().pid());
            }
        }
        exchange.clearFaults();
        final boolean isSettled = Patience.await(
                CATCH_UP_MS,
                () -> exchange.connectionCount() >= 2
                        && recorder.status().liveStreams() == 2 * SoakPlan.SYMBOLS.size());
        report.require(isSettled, "not all streams are live after the faults: " + recorder.status());
        Patience.pass(plan.settleMs(), () -> !recorder.jvm().isAlive());
        compare(early, recorder);
        exchange.stopPlayback();
        final boolean isQuiet = recorder.awaitQuiet(CATCH_UP_MS);
        report.require(isQuiet, "something stays missing: " + recorder.status());
    }

    private void compare(final Vitals early, final RecorderProcess recorder) throws IOException {
        if (early == null || !recorder.jvm().isAlive()) {
            report.problem("the recorder has died: " + recorder.jvm().errTail());
            return;
        }
        final Vitals late = Vitals.of(recorder.jvm().pid());
        report.add("vitals after a third", early);
        report.add("vitals at the end", late);
        report.add("recorder's process", recorder.jvm().pid() + ", started once");
        report.require(early.heapKiB() > 0, "jcmd does not tell how full the heap is");
        report.require(
                late.heapKiB() - early.heapKiB() <= HEAP_GROWTH_KIB,
                "the heap has grown from " + early.heapKiB() + " to " + late.heapKiB() + " KiB");
        report.require(
                late.fileDescriptors() - early.fileDescriptors() <= FD_GROWTH,
                "file descriptors have grown from " + early.fileDescriptors() + " to " + late.fileDescriptors());
        final Set<String> dead = new TreeSet<>(ROLES);
        dead.removeAll(late.threads());
        report.require(dead.isEmpty(), "threads are missing: " + dead + " of " + late.threads());
    }

    private void judge(final Exchange exchange, final RecorderProcess recorder) throws IOException {
        recorder.jvm().terminate();
        final int exitCode = recorder.jvm().awaitExit(EXIT_MS);
        report.require(
                exitCode == 0,
                "record ended with " + exitCode + ": " + recorder.jvm().errTail());
        final String err = recorder.jvm().err();
        report.require(!err.contains("ERROR"), "ERROR in the recorder's log, see " + outputs);
        exchange.faultCounts().forEach((fault, count) -> report.add("fault " + fault, count));
        final Set<String> unseen = FaultMix.kinds();
        unseen.removeAll(exchange.faultCounts().keySet());
        report.add("faults that met nobody", unseen);
        final Map<String, String> figures = recorder.figures();
        figures.forEach(report::add);
        report.add("connects", count(err, "WebSocket upgrade took"));
        report.add("sent to any line", exchange.servedCount() + " trades");
        report.add("lines", lines(recorder.jvm().out()));
        report.require("true".equals(figures.get("drained")), "the recorder was not drained: " + figures);
        report.require("0".equals(figures.get("openIds")), "ids are open: " + figures);
        final StringBuilder said = new StringBuilder();
        final int verified = AggtapeJvm.run(outputs, CATCH_UP_MS, said, "verify", journal.toString());
        report.add("verify", "exit " + verified);
        report.require(verified == 0, "verify ended with " + verified + ": " + said);
        final TapeComparison comparison = TapeComparison.of(journal, exchange);
        report.add("equal to the truth", comparison.equal() + " trades");
        comparison.differences().forEach(report::problem);
    }

    private static long count(final String text, final String word) {
        return text.lines().filter(line -> line.contains(word)).count();
    }

    /** The table of the lines in what {@code record} printed. */
    private static String lines(final String out) {
        final int from = out.indexOf("line ");
        final int to = from < 0 ? -1 : out.indexOf("\n\n", from);
        return to < 0 ? "" : out.substring(from, to);
    }

    private static long passedMs(final long sinceNs) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNs);
    }

    /** Makes a directory for a run that is not a test. */
    static Path directory(final String name) throws IOException {
        return Files.createTempDirectory("aggtape-" + name + "-");
    }

    /** Prints what a run showed, removes its files where all was as promised, and gives the exit code. */
    static int conclude(final SoakReport result, final Path outputs) throws IOException {
        System.out.print(result);
        if (!result.problems().isEmpty()) {
            return 1;
        }
        try (Stream<Path> files = Files.walk(outputs)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        return 0;
    }
}
