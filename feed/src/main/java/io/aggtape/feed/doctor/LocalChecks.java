package io.aggtape.feed.doctor;

import io.aggtape.journal.TapePlace;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The tests of this machine and of this program on it. */
public final class LocalChecks {
    static final String JVM = "JDK and flags";

    private static final String CORES = "Cores and pinning";
    private static final long QUICK_MS = 5_000;
    private static final long DISK_MS = 10_000;
    private static final long JITTER_NS = TimeUnit.MILLISECONDS.toNanos(1_500);
    private static final long EVENT_LOOP_MS = 60_000;

    private LocalChecks() {}

    /** All of them, in their order. Those that take cores are not tried beside a recorder that writes this journal. */
    public static List<Check> of(final LocalConfig config) {
        final Path journal = config.journal();
        final AtomicBoolean isPinningBroken = new AtomicBoolean();
        return List.of(
                machine(JVM, QUICK_MS, () -> JvmFacts.read().judge()),
                alone(CORES, Area.MACHINE, QUICK_MS, journal, () -> {
                    final Judgement judgement =
                            CoreFacts.read(config.recorder().pipeline()).judge();
                    isPinningBroken.set(judgement.verdict() == Verdict.FAIL);
                    return judgement;
                }),
                alone(
                        "Jitter",
                        Area.MACHINE,
                        QUICK_MS,
                        journal,
                        () -> JitterFacts.measure(JITTER_NS).judge()),
                machine("Memory", QUICK_MS, () -> MemoryFacts.read(config).judge()),
                machine(
                        "File descriptors",
                        QUICK_MS,
                        () -> DescriptorFacts.read(config).judge()),
                machine(
                        "Journal directory",
                        DISK_MS,
                        () -> JournalPlace.tryOut(journal).judge()),
                machine("Journal lock", DISK_MS, () -> LockFacts.read(journal).judge()),
                machine("Disk space", DISK_MS, () -> DiskFacts.read(config).judge()),
                alone(
                        "Event loop",
                        Area.APPLICATION,
                        EVENT_LOOP_MS,
                        journal,
                        () -> isPinningBroken.get()
                                ? Judgement.skip("not tried: " + CORES + " failed")
                                : loop(config)));
    }

    /** The test that finds the recorder that writes a journal. */
    public static Check writer(final Path journal) {
        return machine("Journal writer", DISK_MS, () -> LockFacts.read(journal).judgeWriter());
    }

    private static Judgement loop(final LocalConfig config) throws IOException, InterruptedException {
        return new EventLoopCheck(new RecorderLoop(config.recorder(), List.of())).examine();
    }

    private static Check machine(final String name, final long timeoutMs, final Callable<Judgement> work) {
        return new BoundedCheck(name, Area.MACHINE, timeoutMs, work);
    }

    private static Check alone(
            final String name,
            final Area area,
            final long timeoutMs,
            final Path journal,
            final Callable<Judgement> work) {
        return new BoundedCheck(name, area, timeoutMs, () -> {
            final String why = company(journal);
            return why.isEmpty() ? work.call() : Judgement.skip("not tried: " + why);
        });
    }

    /** Why a test that takes cores is not to be tried; empty where nobody else wants them. */
    private static String company(final Path journal) {
        try {
            return TapePlace.writerOf(journal)
                    .map(writer -> "it would take cores from the recorder that runs, " + writer.describe()
                            + "; ask that one by --attach")
                    .orElse("");
        } catch (final AccessDeniedException e) {
            return "it would take cores from a recorder, and whether one runs cannot be told: access denied to "
                    + e.getFile();
        } catch (final IOException e) {
            // A journal that cannot be read is another test's business.
            return "";
        }
    }
}
