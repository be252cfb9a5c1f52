package io.aggtape.feed.soak;

import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Limits;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.feed.exchange.Program;
import io.aggtape.feed.soak.Life.Moment;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Recorders, each a process of its own, killed by SIGKILL one after the other while the exchange goes on: nothing that a
 * follower of the tape or their own status had shown may be gone, and in the end nothing at all may be missing.
 */
final class Kills {
    private static final List<String> SYMBOLS =
            IntStream.range(0, 8).mapToObj(i -> "COIN" + i + "USDT").toList();
    private static final int RATE = 2_000;
    private static final long RECORD_MS = 1_800;
    private static final long START_SPREAD_MS = 500;
    private static final long ROLL_SPREAD_MS = 25;
    private static final long LIVE_MS = 60_000;
    private static final long LIFE_LIMIT_MS = 8_000;
    private static final long CATCH_UP_MS = 200_000;
    private static final List<String> OPTIONS = List.of("--roll", "secondly", "--min-free", "4M");

    private final SplittableRandom random;
    private final int kills;
    private final Path outputs;
    private final Path journal;
    private final List<Life> lives = new ArrayList<>();
    private final SoakReport report = new SoakReport();

    /** How long the last recorder took to be live: those that are killed in their start die up to a little later. */
    private long lastStartMs = 1_500;

    private Kills(final int kills, final long seed, final Path outputs) {
        this.kills = kills;
        this.random = new SplittableRandom(seed);
        this.outputs = outputs;
        this.journal = outputs.resolve("tape");
        report.add("seed", seed);
    }

    /** Kills so many recorders; everything that it writes lies in {@code outputs}. */
    static SoakReport run(final int kills, final long seed, final Path outputs) throws IOException {
        final Kills run = new Kills(kills, seed, outputs);
        run.run();
        return run.report;
    }

    private void run() throws IOException {
        final ExchangeConfig config = ExchangeConfig.of(Market.SPOT, program())
                .withAddress("127.0.0.1,127.0.0.2", 0)
                .withPace(Pace.rate(RATE))
                .withLimits(Limits.of(Market.SPOT).withWeightPerMinute(60_000));
        try (Exchange exchange = new Exchange(config);
                TapeFollower follower = new TapeFollower(journal)) {
            RealTrades.discard(config.program());
            exchange.start();
            for (int i = 0; i < kills; i++) {
                liveAndDie(exchange, moment(i));
            }
            finish(exchange);
            follower.finish();
            judge(exchange, follower);
        }
    }

    private Program program() throws IOException {
        final Path data = RealTrades.data();
        if (data == null) {
            report.add("trades", "generated: aggtape.data names no directory of recorded ones");
            return Program.generated(SYMBOLS, 1, 1);
        }
        report.add("trades", "recorded, 6 files under " + SYMBOLS.size() + " names, chained");
        final long rowsEach = (kills * LIFE_LIMIT_MS + CATCH_UP_MS) / 1_000 * RATE / SYMBOLS.size();
        return RealTrades.program(data, Files.createDirectories(outputs.resolve("csv")), SYMBOLS, rowsEach);
    }

    /** Each moment at least every fifth time. */
    private static Moment moment(final int i) {
        return switch (i % 5) {
            case 0, 2 -> Moment.RECORDING;
            case 4 -> Moment.START;
            default -> Moment.ROLL;
        };
    }

    private void liveAndDie(final Exchange exchange, final Moment moment) throws IOException {
        final Life life = new Life(moment);
        final long startNs = System.nanoTime();
        lives.add(life);
        try (RecorderProcess recorder = RecorderProcess.start(exchange, journal, outputs, OPTIONS)) {
            if (moment == Moment.START) {
                Patience.until(startNs + TimeUnit.MILLISECONDS.toNanos(random.nextLong(lastStartMs + START_SPREAD_MS)));
            } else {
                awaitLive(recorder, life, startNs);
                Patience.until(System.nanoTime() + waitNs(moment));
            }
            report.require(
                    recorder.jvm().isAlive(),
                    "a recorder died by itself: " + recorder.jvm().errTail());
            recorder.jvm().kill();
            life.endMs = System.currentTimeMillis();
            life.servedInAll = exchange.servedCount();
            life.reported = recorder.status().trades();
            if (life.liveAfterMs < 0 && recorder.isLive()) {
                life.liveAfterMs = life.endMs - life.startMs;
            }
        }
    }

    private void awaitLive(final RecorderProcess recorder, final Life life, final long startNs) {
        if (!Patience.await(LIVE_MS, () -> recorder.isLive() || !recorder.jvm().isAlive()) || !recorder.isLive()) {
            throw new IllegalStateException(
                    "the recorder does not get live: " + recorder.jvm().err());
        }
        life.liveAfterMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
        lastStartMs = life.liveAfterMs;
    }

    private long waitNs(final Moment moment) {
        if (moment == Moment.RECORDING) {
            return TimeUnit.MILLISECONDS.toNanos(random.nextLong(RECORD_MS));
        }
        final long toRollMs = 1_000 - System.currentTimeMillis() % 1_000;
        final long jitterNs = random.nextLong(TimeUnit.MILLISECONDS.toNanos(2 * ROLL_SPREAD_MS));
        return Math.max(0, TimeUnit.MILLISECONDS.toNanos(toRollMs - ROLL_SPREAD_MS) + jitterNs);
    }

    /** A last recorder, which repairs what is missing and stops in order. */
    private void finish(final Exchange exchange) throws IOException {
        final Life life = new Life(Moment.RECORDING);
        final long startNs = System.nanoTime();
        lives.add(life);
        try (RecorderProcess recorder = RecorderProcess.start(exchange, journal, outputs, OPTIONS)) {
            awaitLive(recorder, life, startNs);
            Patience.pass(RECORD_MS, () -> !recorder.jvm().isAlive());
            exchange.stopPlayback();
            final boolean isQuiet = recorder.awaitQuiet(CATCH_UP_MS);
            report.require(isQuiet, "something stays missing: " + recorder.status());
            recorder.jvm().terminate();
            final int exitCode = recorder.jvm().awaitExit(LIVE_MS);
            report.require(
                    exitCode == 0,
                    "the last recorder ended with " + exitCode + ": "
                            + recorder.jvm().errTail());
            life.endMs = System.currentTimeMillis();
            life.servedInAll = exchange.servedCount();
            recorder.figures().forEach((name, value) -> report.add("last run, " + name, value));
        }
    }

    private void judge(final Exchange exchange, final TapeFollower follower) throws IOException {
        final LivesOnTape tape = LivesOnTape.read(journal, lives, follower);
        addFigures(tape, follower);
        report.require(follower.fault() == null, "the follower has died: " + follower.fault());
        report.require(follower.shownCount() > 0, "the follower was shown nothing");
        report.require(follower.repeatedCount() == 0, follower.repeatedCount() + " trades were shown twice");
        report.require(
                tape.stillThere() == follower.shownCount(),
                follower.shownCount() - tape.stillThere() + " trades that were shown are gone");
        report.require(tape.strangers() == 0, tape.strangers() + " sessions belong to no process");
        for (final Life life : lives) {
            report.require(
                    life.taped >= life.reported,
                    "a status said " + life.reported + " journaled, on the tape are " + life.taped);
        }
        final StringBuilder said = new StringBuilder();
        final int verified = AggtapeJvm.run(outputs, CATCH_UP_MS, said, "verify", journal.toString());
        report.add("verify", "exit " + verified);
        report.require(verified == 0, "verify ended with " + verified + ": " + said);
        final TapeComparison comparison = TapeComparison.of(journal, exchange);
        report.add("equal to the truth", comparison.equal() + " trades");
        comparison.differences().forEach(report::problem);
    }

    private void addFigures(final LivesOnTape tape, final TapeFollower follower) {
        for (final Moment moment : Moment.values()) {
            report.add(
                    "killed at " + moment,
                    lives.stream()
                            .limit(kills)
                            .filter(life -> life.moment == moment)
                            .count());
        }
        final Map<Moment, Long> lost = new EnumMap<>(Moment.class);
        long servedBefore = 0;
        for (final Life life : lives) {
            lost.merge(life.moment, life.servedInAll - servedBefore - life.tapedFromLines, Math::max);
            servedBefore = life.servedInAll;
        }
        final long[] liveMs = lives.stream()
                .mapToLong(life -> life.liveAfterMs)
                .filter(ms -> ms >= 0)
                .sorted()
                .toArray();
        report.add("sessions on the tape", tape.sessions());
        report.add("shown by the follower", follower.shownCount() + ", of which " + tape.stillThere() + " are there");
        report.add("faults the follower met", follower.faultCount());
        report.add(
                "reported journaled",
                lives.stream().mapToLong(life -> life.reported).sum());
        report.add("sent to a process and lost", "ids at most by one kill: " + lost);
        report.add(
                "missing after a kill",
                "at most "
                        + lives.stream()
                                .mapToLong(life -> life.missedBefore)
                                .max()
                                .orElse(0) + " ids before repair, the time until the next recorder was live included");
        report.add(
                "live after the start",
                "p50 " + (liveMs.length == 0 ? -1 : liveMs[liveMs.length / 2]) + " ms, max "
                        + Arrays.stream(liveMs).max().orElse(-1) + " ms");
    }
}
