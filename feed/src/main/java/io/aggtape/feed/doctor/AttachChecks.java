package io.aggtape.feed.doctor;

import io.aggtape.feed.liveness.AttachedRecorder;
import io.aggtape.feed.liveness.LineView;
import io.aggtape.feed.liveness.LivenessThread;
import io.aggtape.feed.liveness.NoRecorderException;
import io.aggtape.feed.liveness.Stall;
import io.aggtape.feed.liveness.ThreadView;
import io.aggtape.feed.liveness.TraceView;
import io.aggtape.journal.LineState;
import io.aggtape.pipeline.Heartbeat.Phase;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Looks into a recorder that runs in another process: is it there, do its threads live, how do its lines stand. */
public final class AttachChecks {
    /** It writes its counters ten times a second. */
    private static final long FRESH_MS = 1_000;

    private static final String RECORDER = "recorder";
    private static final long READ_MS = 10_000;

    private final AttachedRecorder recorder;
    private final long nowMs;
    private final List<Check> checks = new ArrayList<>();

    private long tookNs;

    private AttachChecks(final AttachedRecorder recorder, final long nowMs) {
        this.recorder = recorder;
        this.nowMs = nowMs;
    }

    /** What a finding of one reading looks like as a test. */
    private record Found(Finding finding) implements Check {
        @Override
        public String name() {
            return finding.test();
        }

        @Override
        public Area area() {
            return finding.area();
        }

        @Override
        public Finding run() {
            return finding;
        }
    }

    /**
     * Reads the recorder of a journal once; the tests tell what was found: one of the recorder, one of each thread, one of
     * each line. Where there is no recorder, or it cannot be read in time, the first is the only one. An interrupt ends the
     * reading, and the thread stays interrupted.
     */
    public static List<Check> of(final Path journal) {
        final String without = JvmFacts.withoutFlags();
        if (!without.isEmpty()) {
            return List.of(new NotTried(RECORDER, Area.APPLICATION, without));
        }
        final AtomicReference<AttachChecks> read = new AtomicReference<>();
        try {
            final Finding finding =
                    new BoundedCheck(RECORDER, Area.APPLICATION, READ_MS, () -> read(journal, read)).run();
            final List<Check> checks = new ArrayList<>(List.of(new Found(finding)));
            if (read.get() != null) {
                read.get().lookAtAll(finding.tookNs());
                checks.addAll(read.get().checks);
            }
            return checks;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(new NotTried(RECORDER, Area.APPLICATION, "the doctor was told to stop"));
        }
    }

    private static Judgement read(final Path journal, final AtomicReference<AttachChecks> read) throws IOException {
        final AttachedRecorder recorder;
        try {
            recorder = AttachedRecorder.open(journal);
        } catch (final NoRecorderException e) {
            return e.remedy().isEmpty()
                    ? AbsentRecorder.judge(journal, e.getMessage(), Area.MACHINE)
                    : Judgement.fail(e.getMessage(), List.of(), e.remedy()).in(Area.MACHINE);
        } catch (final AccessDeniedException e) {
            return AbsentRecorder.denied(e.getFile(), List.of());
        }
        if (!recorder.isAlive()) {
            return AbsentRecorder.judge(
                    journal,
                    "process " + recorder.pid() + ", which recorded to " + journal
                            + ", is gone without an orderly stop; its last sign was at "
                            + Instant.ofEpochMilli(recorder.updateMs()) + "; what it left is in " + recorder.file(),
                    Area.APPLICATION);
        }
        final AttachChecks checks = new AttachChecks(recorder, System.currentTimeMillis());
        read.set(checks);
        return checks.lookAtRecorder();
    }

    private void lookAtAll(final long readNs) {
        tookNs = readNs;
        recorder.threads().forEach(this::lookAtThread);
        recorder.lines().forEach(this::lookAtLine);
    }

    private Judgement lookAtRecorder() {
        final List<String> details = new ArrayList<>();
        details.add("shows itself since " + seconds(nowMs - recorder.startMs()) + " in " + recorder.file());
        recorder.figures().forEach((name, value) -> details.add(name + ": " + value));
        final long ageMs = nowMs - recorder.updateMs();
        if (isFresh()) {
            final String does = recorder.isStopping() ? " is stopping, last sign " : " answers, ";
            return Judgement.pass("process " + recorder.pid() + does + ageMs + " ms ago", details);
        }
        return Judgement.fail(
                "process " + recorder.pid() + " runs, but its last sign is " + seconds(ageMs) + " old: "
                        + (isUnwatched()
                                ? "an exception has ended its liveness thread, and it may record on"
                                : "it stands still as a whole, or its liveness thread does"),
                details,
                "its log names the cause; kill -QUIT " + recorder.pid() + " prints all its stacks on its stderr");
    }

    private void lookAtThread(final ThreadView thread) {
        final String test = "thread " + thread.role();
        final List<String> details = new ArrayList<>();
        details.add(thread.phase() + ", last sign " + seconds(Math.max(0, recorder.updateMs() - thread.lastBeatMs()))
                + " before the counters were written");
        details.add("cycles " + thread.cycles() + ", longest " + Stall.seconds(thread.longestNs()) + ", slow "
                + thread.slowCycles() + ", stalls " + thread.stalls());
        if (thread.phase() == Phase.FAILED || thread.hasFault()) {
            addTrace(thread.role(), "was ended", Long.MIN_VALUE, details);
            add(
                    test,
                    Verdict.FAIL,
                    thread.phase() == Phase.FAILED
                            ? "an exception has ended it"
                            : "an exception has ended one of its tasks",
                    details,
                    "restart the recorder, and report the stack trace");
        } else if (thread.phase() == Phase.ENDED && !recorder.isStopping()) {
            add(
                    test,
                    Verdict.FAIL,
                    "has ended, though nobody has asked it to",
                    details,
                    "restart the recorder; its log says what came before");
        } else if (thread.stalledForNs() > 0) {
            addStall(thread, details);
            add(
                    test,
                    Verdict.FAIL,
                    "stalls for " + Stall.seconds(thread.stalledForNs() + sinceUpdateNs()) + " now",
                    details,
                    "its stack says where it stands; restart the recorder if it does not come back");
        } else {
            lookAtGoodThread(thread, test, details);
        }
    }

    private void lookAtGoodThread(final ThreadView thread, final String test, final List<String> details) {
        if (thread.stalls() > 0) {
            addTrace(thread.role(), "stalls", Long.MIN_VALUE, details);
            add(
                    test,
                    Verdict.WARN,
                    "runs, but has stalled " + thread.stalls() + (thread.stalls() == 1 ? " time" : " times")
                            + ", its longest cycle took " + Stall.seconds(thread.longestNs()),
                    details,
                    "its stack says where it stood");
        } else if (thread.faults() > 0) {
            addTrace(thread.role(), "was ended", Long.MIN_VALUE, details);
            add(
                    test,
                    Verdict.WARN,
                    "runs, but exceptions have ended " + thread.faults()
                            + " of its tasks; the last one was as it should",
                    details,
                    "report the stack trace");
        } else if (isFresh()) {
            add(test, Verdict.PASS, words(thread), details, "");
        } else {
            add(test, Verdict.WARN, "at the recorder's last sign: " + words(thread), details, "");
        }
    }

    private void lookAtLine(final LineView line) {
        add(line.name(), Area.NETWORK, judge(line, recorder.lines()));
    }

    /** A line that is not open costs nothing while another is live that carries the same streams. */
    static Judgement judge(final LineView line, final List<LineView> all) {
        final List<String> details = List.of("connects " + line.connects() + ", messages " + line.messages()
                + ", refused because the ring was full " + line.refused());
        final String streams = line.liveStreams() + " of " + line.streams() + " streams have delivered";
        if (line.state() == LineState.LIVE) {
            return Judgement.pass("LIVE, " + streams, details);
        }
        final Optional<LineView> twin = all.stream()
                .filter(other -> other.state() == LineState.LIVE && pairOf(other) == pairOf(line))
                .findFirst();
        final String result = line.state() + ", " + streams
                + twin.map(other -> "; " + other.name() + " is LIVE and carries the same")
                        .orElse("");
        final String remedy = "the recorder's log says what it waits for; aggtape doctor tests each stage of a connect";
        return line.state().isOpen() || twin.isPresent()
                ? Judgement.warn(result, details, remedy)
                : Judgement.fail(result, details, remedy);
    }

    /** Lines 0 and 1 carry the same streams, and so on by twos. */
    private static int pairOf(final LineView line) {
        final String number = line.name().replaceFirst("^line ", "");
        return number.matches("\\d{1,6}") ? Integer.parseInt(number) / 2 : -1;
    }

    /** Where it stands now; a stack from before it stalled would mislead. */
    private void addStall(final ThreadView thread, final List<String> details) {
        final Optional<TraceView> now = recorder.stallOf(thread.role());
        if (now.isPresent()) {
            addTrace(now.get(), details);
        } else {
            final long sinceMs = recorder.updateMs() - TimeUnit.NANOSECONDS.toMillis(thread.stalledForNs());
            addTrace(thread.role(), "stalls", sinceMs, details);
        }
    }

    /** The last stack of this thread since then, behind what it is about. */
    private void addTrace(final String role, final String verb, final long sinceMs, final List<String> details) {
        recorder.traces().stream()
                .filter(trace -> trace.isOf(role) && trace.text().contains("thread " + role + " " + verb))
                .filter(trace -> trace.lastMs() >= sinceMs)
                .max(Comparator.comparingLong(TraceView::lastMs))
                .ifPresent(trace -> addTrace(trace, details));
    }

    private void addTrace(final TraceView trace, final List<String> details) {
        details.add("as it was seen " + seconds(Math.max(0, nowMs - trace.lastMs())) + " ago:");
        trace.text().lines().forEach(details::add);
    }

    private void add(
            final String test,
            final Verdict verdict,
            final String result,
            final List<String> details,
            final String remedy) {
        add(test, Area.APPLICATION, new Judgement(verdict, result, details, remedy));
    }

    private void add(final String test, final Area area, final Judgement judgement) {
        checks.add(new Found(judgement.in(area).finding(test, area, tookNs)));
    }

    private boolean isFresh() {
        return nowMs - recorder.updateMs() <= FRESH_MS;
    }

    private boolean isUnwatched() {
        return recorder.threads().stream()
                .anyMatch(thread -> thread.role().equals(LivenessThread.ROLE) && thread.phase() == Phase.FAILED);
    }

    private long sinceUpdateNs() {
        return TimeUnit.MILLISECONDS.toNanos(Math.max(0, nowMs - recorder.updateMs()));
    }

    private static String words(final ThreadView thread) {
        return switch (thread.phase()) {
            case CREATED -> "not started yet";
            case RUNNING -> "running";
            case IDLE -> "running, idle now";
            case AWAITING -> "running, waits for an answer";
            default -> "ended as it should";
        };
    }

    private static String seconds(final long ms) {
        return Stall.seconds(TimeUnit.MILLISECONDS.toNanos(ms));
    }
}
