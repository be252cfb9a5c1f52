package io.aggtape.feed.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the limits of control groups come to. */
class CpuQuotaTest {
    @TempDir
    private Path root;

    @Test
    void shouldFailWhereAQuotaStoppedTheProcessMeanwhile() {
        final FakeMachine machine = container("50000 100000", "nr_periods 10\nnr_throttled 2\nthrottled_usec 900");
        final CoreInterval stopped = interval(
                machine, () -> container("50000 100000", "nr_periods 20\nnr_throttled 5\nthrottled_usec 150900"));
        assertThat(CpuQuota.judge(machine.files(), stopped))
                .returns(Verdict.FAIL, Judgement::verdict)
                .satisfies(judgement ->
                        assertThat(judgement.result()).contains("throttled 3 times, 150.0 ms in all, in 10.000 s"))
                .satisfies(judgement -> assertThat(judgement.remedy()).contains("--cpuset-cpus"));
    }

    @Test
    void shouldFailWhereTheQuotaOfAGroupAroundItsOwnStoppedTheProcess() {
        final FakeMachine machine = container("max 100000", "nr_throttled 0\nthrottled_usec 0")
                .with("sys/fs/cgroup/kube/cpu.stat", "nr_throttled 1\nthrottled_usec 500");
        final CoreInterval stopped = interval(
                machine, () -> machine.with("sys/fs/cgroup/kube/cpu.stat", "nr_throttled 3\nthrottled_usec 80500"));
        assertThat(CpuQuota.judge(machine.files(), stopped))
                .returns(Verdict.FAIL, Judgement::verdict)
                .satisfies(judgement -> assertThat(judgement.result()).contains("throttled 2 times, 80.0 ms in all"));
    }

    @Test
    void shouldCountAGroupOnceThatHasTwoNames() {
        final FakeMachine machine = new FakeMachine(root)
                .with("proc/self/cgroup", "1:cpu,cpuacct:/")
                .with("sys/fs/cgroup/cpu,cpuacct/cpu.stat", "nr_throttled 2\nthrottled_time 7")
                .with("sys/fs/cgroup/cpu/cpu.stat", "nr_throttled 2\nthrottled_time 7");
        assertThat(CpuQuota.throttling(machine.files())).contains(new CpuQuota.Throttling(2, 7));
    }

    @Test
    void shouldWarnOfAQuotaThatDidNothingYet() {
        final FakeMachine machine = container("50000 100000", "nr_throttled 0\nthrottled_usec 0");
        assertThat(CpuQuota.judge(machine.files(), interval(machine, () -> {})))
                .returns(Verdict.WARN, Judgement::verdict)
                .satisfies(judgement -> assertThat(judgement.details())
                        .contains("/sys/fs/cgroup/kube/pod/cpu.max: 50000 100000 (microseconds of each period)"));
    }

    @Test
    void shouldReadAQuotaOfTheFirstVersionOfControlGroups() {
        final FakeMachine machine = new FakeMachine(root)
                .with("proc/self/cgroup", "4:memory:/m\n1:cpu,cpuacct:/box")
                .with("sys/fs/cgroup/cpu,cpuacct/box/cpu.cfs_quota_us", "150000")
                .with("sys/fs/cgroup/cpu,cpuacct/box/cpu.cfs_period_us", "100000")
                .with("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "-1");
        assertThat(CpuQuota.judge(machine.files(), interval(machine, () -> {})))
                .returns(Verdict.WARN, Judgement::verdict)
                .satisfies(judgement -> assertThat(judgement.details())
                        .contains(
                                "/sys/fs/cgroup/cpu,cpuacct/box/cpu.cfs_quota_us: 150000 of each 100000 microseconds"));
    }

    @Test
    void shouldPassAContainerWithoutQuota() {
        final FakeMachine machine = container("max 100000", "nr_throttled 0\nthrottled_usec 0");
        assertThat(CpuQuota.judge(machine.files(), interval(machine, () -> {})).verdict())
                .isEqualTo(Verdict.PASS);
    }

    private FakeMachine container(final String max, final String stat) {
        return new FakeMachine(root)
                .with("proc/self/cgroup", "0::/kube/pod")
                .with("sys/fs/cgroup/kube/pod/cpu.max", max)
                .with("sys/fs/cgroup/kube/pod/cpu.stat", stat)
                .with("sys/fs/cgroup/kube/cpu.max", "max 100000");
    }

    private static CoreInterval interval(final FakeMachine machine, final Runnable meanwhile) {
        final CoreSnapshot before = CoreSnapshot.read(machine.files(), List.of());
        meanwhile.run();
        return new CoreInterval(
                List.of(), before, CoreSnapshot.read(machine.files(), List.of()), TimeUnit.SECONDS.toNanos(10));
    }
}
