package io.aggtape.feed.doctor;

import io.aggtape.pipeline.CpuList;
import io.aggtape.pipeline.CpuPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The tests of the cores that the plan gives to the feed: what keeps them from being the feed's alone. */
public final class PinnedCoreChecks {
    private static final long QUICK_MS = 5_000;
    private static final String NO_CORE = "the plan pins no feed thread to any cpu";
    /** Strategies that never let the core idle. */
    private static final Set<String> SPINNING = Set.of("busy-spin", "noop", "yield");

    /** What one core's counters, and those of the time that was measured, come to. */
    private interface Watched {
        Judgement judge(int cpu, CoreInterval interval);
    }

    private final KernelFiles files;
    private final CpuPlan plan;
    private final boolean isSpinning;
    private final long forNs;
    private final Path journal;
    private final CoreWatch watch;

    private PinnedCoreChecks(final KernelFiles files, final PinnedCoreConfig config) {
        this.files = files;
        plan = config.recorder().pipeline().cpuPlan();
        isSpinning = SPINNING.contains(config.recorder().feedIdle());
        forNs = config.forNs();
        journal = config.recorder().tape().directory();
        watch = new CoreWatch(files, plan, config.recorder().pipeline().feedThreads(), forNs);
    }

    /** All, in their order; beside a recorder that writes this journal nothing spins, and the rest is told of its cores. */
    public static List<Check> of(final PinnedCoreConfig config) {
        return of(KernelFiles.ofThisMachine(), config);
    }

    /** The same of a machine whose files are elsewhere. */
    static List<Check> of(final KernelFiles files, final PinnedCoreConfig config) {
        return new PinnedCoreChecks(files, config).all();
    }

    /** One sentence for the start of a recorder, from files that are read in no time. */
    public static String note(final CpuPlan plan) {
        return note(KernelFiles.ofThisMachine(), plan);
    }

    static String note(final KernelFiles files, final CpuPlan plan) {
        if (plan.feedCpus().isEmpty()) {
            return "no core is the feed's own";
        }
        final StringBuilder note = new StringBuilder();
        for (final int cpu : plan.feedCpus()) {
            final CoreIsolation isolation = CoreIsolation.read(files, cpu);
            final CoreSiblings siblings = CoreSiblings.read(files, cpu);
            note.append(note.isEmpty() ? "" : "; ").append("cpu ").append(cpu);
            if (isolation.isolated().isEmpty()) {
                note.append(" may be isolated or not, the kernel does not tell,");
            } else {
                note.append(isolation.isIsolated() ? " is isolated" : " is not isolated");
            }
            if (siblings.siblings().isEmpty()) {
                note.append(" and what shares its physical core is not told");
            } else if (siblings.hasSiblings()) {
                note.append(" and shares its physical core with cpu ")
                        .append(CpuList.format(siblings.siblings().get()));
            } else {
                note.append(" and shares its physical core with no other cpu that the kernel knows of");
            }
        }
        return note + "; aggtape doctor --pinned-core says more";
    }

    private List<Check> all() {
        return List.of(
                quick("Placement of the feed", this::placement),
                ofEachCore("Isolation", cpu -> CoreIsolation.read(files, cpu).judge()),
                ofEachCore("SMT siblings", cpu -> CoreSiblings.read(files, cpu).judge(files, plan)),
                ofEachCore("Clock rate", cpu -> CorePower.frequency(files, cpu)),
                ofEachCore("Idle states", cpu -> CorePower.idleStates(files, cpu, isSpinning)),
                ofEachCore("Memory nodes", cpu -> MemoryAndTime.nodes(files, cpu, plan)),
                quick("Huge pages", () -> MemoryAndTime.hugePages(files)),
                quick("Clock source", () -> MemoryAndTime.clock(files)),
                new BoundedCheck(
                        "Jitter of the core",
                        Area.MACHINE,
                        QUICK_MS + TimeUnit.NANOSECONDS.toMillis(2 * forNs),
                        this::jitter),
                ofEachCore(
                        "Device interrupts", watched((cpu, interval) -> CoreInterrupts.devices(files, cpu, interval))),
                ofEachCore("Kernel interrupts", watched(CoreInterrupts::ownOfKernel)),
                ofEachCore("Stolen time", watched(CoreTimes::judge)),
                ofEachCore(
                        "Other threads",
                        watched((cpu, interval) -> CoreNeighbours.judge(cpu, plan.allowed(), interval))),
                quick("CPU quota", () -> ofInterval(interval -> CpuQuota.judge(files, interval))));
    }

    private Judgement placement() {
        final List<String> details = List.of(plan.explain());
        if (plan.feedCpus().isEmpty()) {
            return Judgement.warn(
                    "no core is the feed's own: " + NO_CORE,
                    details,
                    "record on Linux with two cores or more and --cpu auto, or name the core by --cpu feed=N");
        }
        final String cpus = CpuList.format(plan.feedCpus().stream().sorted().toList());
        if (plan.doesFeedShare()) {
            return Judgement.warn(
                    "the feed shares cpu " + cpus + " with another thread of this program",
                    details,
                    "name another cpu for one of them by --cpu");
        }
        return Judgement.pass("the feed has cpu " + cpus + " to itself, as far as this program goes", details);
    }

    private Judgement jitter() throws InterruptedException {
        final String company = company();
        if (!company.isEmpty()) {
            watch.listen();
            return Judgement.skip("not tried: " + company);
        }
        return watch.spin();
    }

    private String company() {
        try {
            return LockFacts.read(journal).company();
        } catch (final IOException e) {
            // A journal that cannot be read is another test's business.
            return "";
        }
    }

    private IntFunction<Judgement> watched(final Watched judge) {
        return cpu -> ofInterval(interval -> judge.judge(cpu, interval));
    }

    private Judgement ofInterval(final Function<CoreInterval, Judgement> judge) {
        final CoreInterval interval = watch.interval();
        return interval == null ? Judgement.skip("not tried: the core was not measured") : judge.apply(interval);
    }

    private Check ofEachCore(final String name, final IntFunction<Judgement> judge) {
        return quick(
                name,
                () -> plan.feedCpus().isEmpty()
                        ? Judgement.skip("not tried: " + NO_CORE)
                        : Judgements.ofEach(plan.feedCpus(), judge));
    }

    private static Check quick(final String name, final Callable<Judgement> work) {
        return new BoundedCheck(name, Area.MACHINE, QUICK_MS, work);
    }
}
