package io.aggtape.feed.doctor;

import java.io.IOException;
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

    /** Whether this JVM has what all other tests need: to be run before them. */
    public static Check jvm() {
        return machine(JVM, QUICK_MS, () -> JvmFacts.read().judge());
    }

    /** Whether it has. */
    public static boolean isJvmFit() {
        return JvmFacts.withoutFlags().isEmpty();
    }

    /** All others, in their order. Those that take cores are not tried beside a recorder that writes this journal. */
    public static List<Check> of(final LocalConfig config) {
        final Path journal = config.journal();
        final AtomicBoolean isPinningBroken = new AtomicBoolean();
        return List.of(
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

    private static Judgement loop(final LocalConfig config) throws IOException, InterruptedException {
        final String without = JvmFacts.withoutFlags();
        if (!without.isEmpty()) {
            return Judgement.skip("not tried: " + without);
        }
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

    private static String company(final Path journal) {
        try {
            return LockFacts.read(journal).company();
        } catch (final IOException e) {
            // A journal that cannot be read is another test's business.
            return "";
        }
    }
}
