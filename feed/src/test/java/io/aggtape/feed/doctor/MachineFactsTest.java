package io.aggtape.feed.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.pipeline.CpuTopology;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What facts of the JVM, the cores and the memory come to. */
class MachineFactsTest {
    private static final long MIB = 1 << 20;
    private static final long GIB = 1 << 30;
    private static final CpuTopology TWO_CORES = new CpuTopology(List.of(0, 1), 2, true);

    @Test
    void shouldPassAJvmWithAllItsFlags() {
        assertThat(jvm(17, List.of(), "-Xmx2g").judge().verdict()).isEqualTo(Verdict.PASS);
        assertThat(jvm(25, List.of(), "-Xmx2g").judge().verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void shouldFailAJvmThatIsTooOld() {
        final Judgement judgement = jvm(11, List.of()).judge();
        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.result()).contains("too old: 17 or later");
    }

    @Test
    void shouldNameTheFlagThatIsMissing() {
        final Judgement judgement = jvm(17, List.of("--add-opens=java.base/java.lang.reflect=ALL-UNNAMED"))
                .judge();
        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.result()).contains("--add-opens=java.base/java.lang.reflect=ALL-UNNAMED");
        assertThat(judgement.remedy()).contains("bin/aggtape");
    }

    @Test
    void shouldWarnOfADebugger() {
        assertThat(jvm(17, List.of(), "-agentlib:jdwp=transport=dt_socket").judge())
                .returns(Verdict.WARN, Judgement::verdict)
                .satisfies(judgement -> assertThat(judgement.result()).contains("jdwp"));
    }

    @Test
    void shouldShowNoSecretOfTheCommandLine() {
        final String details = jvm(17, List.of(), "-Dhttps.proxyPassword=hunter2", "-Dapi.KEY=abc=def", "-Da.port=1")
                .judge()
                .details()
                .toString();
        assertThat(details).contains("-Dhttps.proxyPassword=***", "-Dapi.KEY=***", "-Da.port=1");
        assertThat(details).doesNotContain("hunter2", "abc", "def");
    }

    @Test
    void shouldPassCoresOnWhichEachThreadCouldBePinned() {
        assertThat(cores(TWO_CORES, "").judge().verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void shouldFailWhereAThreadCouldNotBePinned() {
        final Judgement judgement = cores(TWO_CORES, "pinned feed to cpu 1, but the kernel lets it run on 0")
                .judge();
        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.result()).contains("the kernel lets it run on 0");
        assertThat(judgement.remedy()).contains("--cpu none");
    }

    @Test
    void shouldWarnOfASingleCore() {
        assertThat(cores(new CpuTopology(List.of(3), 1, true), "").judge())
                .returns(Verdict.WARN, Judgement::verdict)
                .satisfies(judgement -> assertThat(judgement.result()).startsWith("1 core (allowed cpus 3)"));
    }

    @Test
    void shouldWarnWhereNothingCanBePinned() {
        assertThat(cores(new CpuTopology(List.of(), 4, false), "").judge().verdict())
                .isEqualTo(Verdict.WARN);
    }

    @Test
    void shouldShowTheControlGroupsLimitOfTime() {
        assertThat(cores(TWO_CORES, "").judge().details()).anyMatch(line -> line.contains("cpu.max 150000 100000"));
    }

    @Test
    void shouldWarnOfJitterOverFiftyMillisecondsOrOfManyDelays() {
        assertThat(jitter(1, 49).judge().verdict()).isEqualTo(Verdict.PASS);
        assertThat(jitter(1, 51).judge().verdict()).isEqualTo(Verdict.WARN);
        assertThat(jitter(6, 10).judge().verdict()).isEqualTo(Verdict.WARN);
    }

    @Test
    void shouldMeasureADelayForEachEventThatWasDue() {
        final JitterFacts facts = JitterFacts.measure(TimeUnit.MILLISECONDS.toNanos(20));
        assertThat(facts.events()).isEqualTo(facts.measuredNs() / 100_000);
        assertThat(facts.maxNs()).isGreaterThanOrEqualTo(facts.p99Ns());
        assertThat(facts.p99Ns()).isGreaterThanOrEqualTo(facts.p50Ns());
    }

    @Test
    void shouldPassMemoryThatIsEnough() {
        final Judgement judgement =
                memory(2 * GIB, OptionalLong.empty(), 8 * GIB).judge();
        assertThat(judgement.verdict()).isEqualTo(Verdict.PASS);
        assertThat(judgement.result()).isEqualTo("heap up to 2 GiB, 8 GiB available");
    }

    @Test
    void shouldFailAHeapThatIsTooSmall() {
        assertThat(memory(64 * MIB, OptionalLong.empty(), 8 * GIB).judge())
                .returns(Verdict.FAIL, Judgement::verdict)
                .satisfies(judgement -> assertThat(judgement.result()).contains("need 100 MiB"));
    }

    @Test
    void shouldFailWhereTheMachineHasTooLittleLeft() {
        assertThat(memory(2 * GIB, OptionalLong.empty(), 10 * MIB).judge())
                .returns(Verdict.FAIL, Judgement::verdict)
                .satisfies(judgement -> assertThat(judgement.result()).contains("only 10 MiB left"));
    }

    @Test
    void shouldWarnWhereTheContainerAllowsLessThanAllMayTake() {
        assertThat(memory(2 * GIB, OptionalLong.of(2 * GIB), 8 * GIB).judge())
                .returns(Verdict.WARN, Judgement::verdict)
                .satisfies(judgement -> assertThat(judgement.result()).contains("over the container's limit of 2 GiB"));
    }

    @Test
    void shouldReadTheKernelsTableOfMemory() {
        final String table = "MemTotal:       24663196 kB\nMemFree: 1 kB\nMemAvailable:   23320000 kB\n";
        assertThat(MachineFile.meminfoBytes(table, "MemAvailable")).hasValue(23_320_000L * 1024);
        assertThat(MachineFile.meminfoBytes(table, "Mem")).isEmpty();
        assertThat(MachineFile.meminfoBytes("MemAvailable: soon kB", "MemAvailable"))
                .isEmpty();
    }

    private static JvmFacts jvm(final int feature, final List<String> missing, final String... arguments) {
        return new JvmFacts(feature, "Some VM " + feature, missing, List.of("Copy"), List.of(arguments));
    }

    private static CoreFacts cores(final CpuTopology topology, final String fault) {
        return new CoreFacts(
                topology, Optional.of("cpu.max 150000 100000"), "cpu auto: feed alone", true, List.of(), fault);
    }

    private static JitterFacts jitter(final long p99Ms, final long maxMs) {
        return new JitterFacts(
                15_000, 100, TimeUnit.MILLISECONDS.toNanos(p99Ms), TimeUnit.MILLISECONDS.toNanos(maxMs), 0, 1);
    }

    private static MemoryFacts memory(final long heapMax, final OptionalLong limit, final long available) {
        return new MemoryFacts(heapMax, limit, 24 * GIB, available, 100 * MIB, 40 * MIB, Optional.empty());
    }
}
