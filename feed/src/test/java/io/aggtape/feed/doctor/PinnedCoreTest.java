package io.aggtape.feed.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.pipeline.CpuPlan;
import io.aggtape.pipeline.CpuTopology;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel's files say of the feed's core comes to, on machines of several kinds. */
class PinnedCoreTest {
    private static final int FEED = 3;
    private static final List<String> HANDLERS = List.of("parser", "metrics", "journal");
    private static final CpuTopology FOUR = new CpuTopology(List.of(0, 1, 2, 3), 4, true);
    private static final CpuPlan APART = CpuPlan.parse("feed=3,parser=0,metrics=2,journal=2", FOUR, 1, HANDLERS);
    private static final CpuPlan CROWDED = CpuPlan.parse("feed=3,parser=1,metrics=0,journal=2", FOUR, 1, HANDLERS);

    @TempDir
    private Path root;

    @Test
    void shouldPassACoreThatIsIsolatedInEveryWay() {
        final KernelFiles files = FakeMachine.isolated(root).files();
        assertThat(CoreIsolation.read(files, FEED).judge())
                .returns(Verdict.PASS, Judgement::verdict)
                .returns("cpu 3 is isolated, with nohz_full and rcu_nocbs", Judgement::result);
    }

    @Test
    void shouldGiveTheBootOptionsThatIsolateACore() {
        final KernelFiles files = FakeMachine.virtual(root).files();
        assertThat(CoreIsolation.read(files, 1).judge())
                .returns(Verdict.WARN, Judgement::verdict)
                .satisfies(judgement -> assertThat(judgement.result()).contains("cpu 1 is not isolated"))
                .satisfies(judgement -> assertThat(judgement.remedy())
                        .contains("isolcpus=domain,managed_irq,1 nohz_full=1 rcu_nocbs=1", "update-grub"));
    }

    @Test
    void shouldNameTheBootOptionThatAnIsolatedCoreLacks() {
        final KernelFiles files = FakeMachine.isolated(root)
                .with("proc/cmdline", "isolcpus=3 nohz_full=1-2 rcu_nocbs=all")
                .files();
        assertThat(CoreIsolation.read(files, FEED).judge())
                .returns(Verdict.WARN, Judgement::verdict)
                .returns("cpu 3 is isolated, but without nohz_full", Judgement::result);
    }

    @Test
    void shouldWarnOfAPlannedThreadOnTheSibling() {
        final KernelFiles files = FakeMachine.isolated(root).files();
        assertThat(CoreSiblings.read(files, FEED).judge(files, CROWDED))
                .returns(Verdict.WARN, Judgement::verdict)
                .satisfies(judgement -> assertThat(judgement.result()).contains("cpu 1, where the plan puts parser"))
                .satisfies(judgement ->
                        assertThat(judgement.remedy()).contains("--cpu feed=3,parser=0,metrics=2,journal=0"));
    }

    @Test
    void shouldGiveTheCommandThatTurnsAnIdleSiblingOff() {
        final KernelFiles files = FakeMachine.isolated(root).files();
        assertThat(CoreSiblings.read(files, FEED).judge(files, APART))
                .returns(Verdict.WARN, Judgement::verdict)
                .returns("echo 0 | sudo tee /sys/devices/system/cpu/cpu1/online", Judgement::remedy);
    }

    @Test
    void shouldPassASiblingThatIsIsolatedAndEmpty() {
        final KernelFiles files = FakeMachine.isolated(root)
                .with("sys/devices/system/cpu/isolated", "1,3")
                .files();
        assertThat(CoreSiblings.read(files, FEED).judge(files, APART).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void shouldGiveTheCommandThatFixesTheGovernor() {
        final KernelFiles files = FakeMachine.isolated(root).files();
        assertThat(CorePower.frequency(files, FEED))
                .returns(Verdict.WARN, Judgement::verdict)
                .returns(
                        "echo performance | sudo tee /sys/devices/system/cpu/cpu3/cpufreq/scaling_governor",
                        Judgement::remedy)
                .satisfies(judgement -> assertThat(judgement.details())
                        .contains("scaling_cur_freq: 2100000", "turbo: on; the rate falls when other cores get busy"));
    }

    @Test
    void shouldWarnOfDeepSleepOnlyWhereTheFeedSleeps() {
        final KernelFiles files = FakeMachine.isolated(root).files();
        assertThat(CorePower.idleStates(files, FEED, true).verdict()).isEqualTo(Verdict.PASS);
        assertThat(CorePower.idleStates(files, FEED, false))
                .returns(Verdict.WARN, Judgement::verdict)
                .returns("echo 1 | sudo tee /sys/devices/system/cpu/cpu3/cpuidle/state2/disable", Judgement::remedy);
    }

    @Test
    void shouldCountTheDeviceInterruptsThatCameMeanwhile() {
        final FakeMachine machine = FakeMachine.isolated(root);
        final CoreInterval interval =
                interval(machine, () -> machine.with("proc/interrupts", FakeMachine.interrupts(17, 2_600)));
        assertThat(CoreInterrupts.devices(machine.files(), FEED, interval))
                .returns(Verdict.WARN, Judgement::verdict)
                .satisfies(judgement -> assertThat(judgement.result()).startsWith("1 interrupt came on cpu 3 in 10.0"))
                .satisfies(judgement -> assertThat(judgement.details()).anyMatch(line -> line.endsWith("eth0-rx: 7")))
                .satisfies(judgement -> assertThat(judgement.remedy())
                        .startsWith("echo 0 | sudo tee /proc/irq/25/smp_affinity_list;")
                        .doesNotContain("irq/24"));
        assertThat(CoreInterrupts.ownOfKernel(FEED, interval))
                .returns(Verdict.WARN, Judgement::verdict)
                .satisfies(judgement -> assertThat(judgement.result()).contains("250.0 times a second"))
                .satisfies(judgement -> assertThat(judgement.remedy()).contains("nohz_full=3"));
    }

    @Test
    void shouldTellAnInterruptThatMayComeFromOneThatMayNot() {
        final FakeMachine machine = FakeMachine.isolated(root);
        final CoreInterval quiet = interval(machine, () -> {});
        assertThat(CoreInterrupts.devices(machine.files(), FEED, quiet).result())
                .isEqualTo("1 interrupt may come on cpu 3; none came in 10.000 s");
        machine.with("proc/irq/25/effective_affinity_list", "1");
        assertThat(CoreInterrupts.devices(machine.files(), FEED, quiet).verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(CoreInterrupts.ownOfKernel(FEED, quiet).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void shouldWarnOfTimeThatWasStolenMeanwhile() {
        final FakeMachine machine = FakeMachine.isolated(root).with("proc/stat", FakeMachine.stat(40));
        final CoreInterval robbed = interval(machine, () -> machine.with("proc/stat", FakeMachine.stat(43)));
        assertThat(CoreTimes.judge(FEED, robbed))
                .returns(Verdict.WARN, Judgement::verdict)
                .returns("the hypervisor took 30 ms of cpu 3 away", Judgement::result);
        assertThat(CoreTimes.judge(FEED, interval(machine, () -> {})).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void shouldNameTheThreadsOfOthersThatMayRunThereAndThoseThatDid() {
        final FakeMachine machine = FakeMachine.isolated(root)
                .withThread("postgres", "0-3", false, 3, 100)
                .withThread("cron", "0-2", false, 0, 5)
                .withThread("ksoftirqd/3", "3", true, 3, 7);
        final CoreInterval interval = interval(machine, () -> machine.withThread("postgres", "0-3", false, 3, 112));
        assertThat(CoreNeighbours.judge(FEED, FOUR.allowed(), interval))
                .returns(Verdict.WARN, Judgement::verdict)
                .returns("1 thread of other programs may run on cpu 3, 1 ran there just now", Judgement::result)
                .satisfies(judgement -> assertThat(judgement.details())
                        .anyMatch(line -> line.startsWith("postgres ") && line.contains("ran 120 ms")))
                .satisfies(judgement -> assertThat(judgement.remedy()).contains("system.slice AllowedCPUs=0-2"));
    }

    @Test
    void shouldPassACoreThatNoOtherProgramMayUse() {
        final FakeMachine machine = FakeMachine.isolated(root).withThread("cron", "0-2", false, 0, 5);
        assertThat(CoreNeighbours.judge(FEED, FOUR.allowed(), interval(machine, () -> {}))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void shouldSayOfAVirtualMachineThatItShowsNoClockRate() {
        final KernelFiles files = FakeMachine.virtual(root).files();
        assertThat(CorePower.frequency(files, 1))
                .returns(Verdict.SKIP, Judgement::verdict)
                .satisfies(judgement -> assertThat(judgement.result())
                        .startsWith("/sys/devices/system/cpu/cpu1/cpufreq/scaling_governor is absent"));
        assertThat(CoreSiblings.read(files, 1).judge(files, APART).verdict()).isEqualTo(Verdict.PASS);
        assertThat(MemoryAndTime.clock(files).verdict()).isEqualTo(Verdict.PASS);
        assertThat(MemoryAndTime.hugePages(files).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void shouldGiveTheCommandsForHugePagesAndTheClock() {
        final KernelFiles files = FakeMachine.virtual(root)
                .with("sys/kernel/mm/transparent_hugepage/enabled", "[always] madvise never")
                .with("sys/devices/system/clocksource/clocksource0/current_clocksource", "hpet")
                .files();
        assertThat(MemoryAndTime.hugePages(files).remedy())
                .isEqualTo("echo madvise | sudo tee /sys/kernel/mm/transparent_hugepage/enabled");
        assertThat(MemoryAndTime.clock(files).remedy())
                .isEqualTo("echo tsc | sudo tee /sys/devices/system/clocksource/clocksource0/current_clocksource");
    }

    @Test
    void shouldWarnOfHandlersOnAnotherNode() {
        final KernelFiles files = new FakeMachine(root)
                .with("sys/devices/system/node/node0/cpulist", "0-1")
                .with("sys/devices/system/node/node1/cpulist", "2-3")
                .with("proc/sys/kernel/numa_balancing", "1")
                .files();
        assertThat(MemoryAndTime.nodes(files, FEED, APART))
                .returns(Verdict.WARN, Judgement::verdict)
                .satisfies(judgement -> assertThat(judgement.result()).contains("parser run on another node"))
                .satisfies(judgement -> assertThat(judgement.remedy())
                        .contains("echo 0 | sudo tee /proc/sys/kernel/numa_balancing", "--cpunodebind=1"));
    }

    @Test
    void shouldSayOfEachFileThatIsAbsentThatItIsAndGuessNothing() {
        final FakeMachine machine = new FakeMachine(root);
        final KernelFiles files = machine.files();
        final CoreInterval interval = interval(machine, () -> {});
        assertThat(List.of(
                        CoreIsolation.read(files, FEED).judge(),
                        CoreSiblings.read(files, FEED).judge(files, APART),
                        CorePower.frequency(files, FEED),
                        CorePower.idleStates(files, FEED, false),
                        MemoryAndTime.nodes(files, FEED, APART),
                        MemoryAndTime.hugePages(files),
                        MemoryAndTime.clock(files),
                        CoreInterrupts.devices(files, FEED, interval),
                        CoreInterrupts.ownOfKernel(FEED, interval),
                        CoreTimes.judge(FEED, interval),
                        CpuQuota.judge(files, interval)))
                .allSatisfy(judgement -> assertThat(judgement)
                        .returns(Verdict.SKIP, Judgement::verdict)
                        .satisfies(skipped -> assertThat(skipped.result()).contains(" is absent: ")));
        assertThat(CoreNeighbours.judge(FEED, FOUR.allowed(), interval).verdict())
                .isEqualTo(Verdict.SKIP);
    }

    @Test
    void shouldSayInOneSentenceWhatARecorderIsToKnow() {
        assertThat(PinnedCoreChecks.note(FakeMachine.isolated(root).files(), APART))
                .isEqualTo("cpu 3 is isolated and shares its physical core with cpu 1; "
                        + "aggtape doctor --pinned-core says more");
        assertThat(PinnedCoreChecks.note(new KernelFiles(root.resolve("nowhere")), APART))
                .contains("the kernel does not tell", "is not told");
        assertThat(PinnedCoreChecks.note(FakeMachine.isolated(root).files(), CpuPlan.none()))
                .isEqualTo("no core is the feed's own");
    }

    @Test
    void shouldTakeTheGravestOfSeveralCores() {
        final Judgement both = Judgements.ofEach(
                List.of(1, 2),
                cpu -> cpu == 1
                        ? Judgement.pass("1 is fine", List.of("a"))
                        : Judgement.warn("2 is not", List.of("b"), "mend 2"));
        assertThat(both).isEqualTo(Judgement.warn("1 is fine; 2 is not", List.of("a", "b"), "mend 2"));
    }

    private static CoreInterval interval(final FakeMachine machine, final Runnable meanwhile) {
        final CoreSnapshot before = CoreSnapshot.read(machine.files(), List.of(FEED));
        meanwhile.run();
        return new CoreInterval(
                List.of(FEED), before, CoreSnapshot.read(machine.files(), List.of(FEED)), TimeUnit.SECONDS.toNanos(10));
    }
}
