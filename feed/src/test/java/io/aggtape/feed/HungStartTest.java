package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.doctor.AttachChecks;
import io.aggtape.feed.doctor.Check;
import io.aggtape.feed.doctor.Finding;
import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.feed.exchange.Program;
import io.aggtape.journal.Market;
import io.aggtape.pipeline.Heartbeat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The thread that starts and stops a recorder hangs, as it did when all this began: that has a name, too. */
final class HungStartTest {
    private static final List<String> SYMBOLS = List.of("BTCUSDT");
    private static final long FOR_EVER_NS = TimeUnit.HOURS.toNanos(1);

    @TempDir
    Path directory;

    private final AtomicReference<Throwable> failed = new AtomicReference<>();
    private LogLines log;
    private Exchange exchange;
    private RecorderRig rig;
    private Recorder recorder;
    private Thread starter;

    @BeforeEach
    void open() throws IOException {
        log = LogLines.open();
        exchange = new Exchange(
                ExchangeConfig.of(Market.SPOT, Program.generated(SYMBOLS, 1, 1)).withPace(Pace.rate(500)));
        exchange.start();
        rig = new RecorderRig(exchange, directory.resolve("tape"));
    }

    @AfterEach
    void close() {
        recorder.close();
        exchange.close();
        log.close();
    }

    @Test
    void shouldNameAStartThatHangsInReadingTheTrustStoreWithItsStack() throws Exception {
        final Path fifo = directory.resolve("ca.pem");
        Assumptions.assumeTrue(
                new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() == 0, "no mkfifo on this machine");
        rig.withAuthorities(fifo);
        beginToStart();
        final String line = "WARN LivenessLog - thread main STALLS, for 10.";
        rig.await(
                line,
                () -> log.all().stream()
                        .anyMatch(told -> told.startsWith(line)
                                && told.contains(": it waits for the trust store, longer than ")));
        assertThat(log.traces())
                .anyMatch(trace ->
                        trace.startsWith(line) && trace.contains("at " + Recorder.class.getName() + ".start("));

        Files.write(fifo, Files.readAllBytes(exchange.caPem()));
        awaitStart();
    }

    @Test
    void shouldShowAStartThatHangsToTheDoctorAsSoonAsTheTapeIsOpen() throws Exception {
        beginToStart();
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!main().activity().equals("the tape to open") && System.nanoTime() - deadlineNs < 0) {
            Thread.onSpinWait();
        }
        main().orderStall(System.nanoTime(), FOR_EVER_NS);
        rig.await("the doctor to find it", () -> finding("thread main").contains("running"));
        rig.await("what it is about", () -> main().phase() == Heartbeat.Phase.RUNNING);
        assertThat(finding("recorder"))
                .startsWith("process " + ProcessHandle.current().pid() + " answers");

        main().orderStall(System.nanoTime(), 0);
        awaitStart();
    }

    @Test
    void shouldSayAtWhichStepAStopHangs() throws Exception {
        beginToStart();
        awaitStart();
        assertThat(main().phase()).isEqualTo(Heartbeat.Phase.IDLE);
        final long beforeNs = System.nanoTime();
        main().orderStall(beforeNs, FOR_EVER_NS);
        final Thread stopper = new Thread(recorder::stop);
        stopper.start();
        final String line = "WARN LivenessLog - thread main STALLS, for ";
        rig.await(
                line,
                () -> log.traces().stream()
                        .anyMatch(trace ->
                                trace.startsWith(line) && trace.contains("at " + Recorder.class.getName() + ".stop(")));
        main().orderStall(System.nanoTime(), 0);
        stopper.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(stopper.isAlive()).isFalse();
        assertThat(log.all()).noneMatch(told -> told.contains("thread main has not ended"));
    }

    private void beginToStart() {
        recorder = new Recorder(rig.config(Market.SPOT, SYMBOLS));
        starter = new Thread(() -> {
            try {
                recorder.start(List.of());
            } catch (final IOException | RuntimeException e) {
                failed.set(e);
            }
        });
        starter.start();
    }

    private void awaitStart() throws InterruptedException {
        starter.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(starter.isAlive()).isFalse();
        assertThat(failed.get()).isNull();
    }

    private Heartbeat main() {
        return recorder.heartbeats().all().stream()
                .filter(heartbeat -> heartbeat.role().equals("main"))
                .findFirst()
                .orElseThrow();
    }

    private String finding(final String test) throws InterruptedException {
        final List<Finding> findings = new ArrayList<>();
        for (final Check check : AttachChecks.of(directory.resolve("tape"))) {
            findings.add(check.run());
        }
        return findings.stream()
                .filter(finding -> finding.test().equals(test))
                .map(Finding::result)
                .findFirst()
                .orElse("");
    }
}
