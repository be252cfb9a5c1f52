package io.aggtape.feed.doctor;

import io.aggtape.journal.LockOwner;
import io.aggtape.journal.TapePlace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** The tests of this machine and of this program on it. */
public final class LocalChecks {
    private static final long QUICK_MS = 5_000;
    private static final long DISK_MS = 10_000;
    private static final long JITTER_NS = TimeUnit.MILLISECONDS.toNanos(1_500);
    private static final long EVENT_LOOP_MS = 60_000;

    private LocalChecks() {}

    /** All of them, in their order. Those that take cores are not tried beside a recorder that writes this journal. */
    public static List<Check> of(final LocalConfig config) {
        final Path journal = config.journal();
        return List.of(
                machine("JDK and flags", QUICK_MS, () -> JvmFacts.read().judge()),
                alone(
                        "Cores and pinning",
                        Area.MACHINE,
                        QUICK_MS,
                        journal,
                        () -> CoreFacts.read(config.recorder().pipeline()).judge()),
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
                        () -> new EventLoopCheck(new RecorderLoop(config.recorder(), List.of())).examine()));
    }

    /** The test that finds the recorder that writes a journal. */
    public static Check writer(final Path journal) {
        return machine("Journal writer", DISK_MS, () -> LockFacts.read(journal).judgeWriter());
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
            final Optional<LockOwner> writer = writerOf(journal);
            return writer.isPresent()
                    ? Judgement.skip("not tried: it would take cores from the recorder that runs, "
                            + writer.get().describe() + "; ask that one by --attach")
                    : work.call();
        });
    }

    /** A journal that cannot be read is another test's business. */
    private static Optional<LockOwner> writerOf(final Path journal) {
        try {
            return TapePlace.writerOf(journal);
        } catch (final IOException e) {
            return Optional.empty();
        }
    }
}
