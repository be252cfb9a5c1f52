package io.aggtape.feed.doctor;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** How a core's clock rate is chosen, and how deep it may sleep. */
final class CorePower {
    private static final String CPUS = "sys/devices/system/cpu/";
    /** A wake-up from a deeper state is seen in the latencies of a thread that sleeps. */
    private static final long MAX_EXIT_US = 10;

    private CorePower() {}

    /** The governor, the range of the rate and what may change it; kHz as the kernel writes them. */
    static Judgement frequency(final KernelFiles files, final int cpu) {
        final String directory = CPUS + "cpu" + cpu + "/cpufreq/";
        final Optional<String> governor = files.text(directory + "scaling_governor");
        if (governor.isEmpty()) {
            return Judgements.absent(directory + "scaling_governor", "how the rate of cpu " + cpu + " is chosen");
        }
        final Judgements found = new Judgements();
        for (final String name : List.of(
                "scaling_driver",
                "scaling_cur_freq",
                "scaling_min_freq",
                "scaling_max_freq",
                "energy_performance_preference")) {
            files.text(directory + name).ifPresent(text -> found.detail(name + ": " + text));
        }
        found.detail("turbo: " + turbo(files));
        if (!governor.get().equals("performance")) {
            found.fault(
                    "the governor of cpu " + cpu + " is " + governor.get() + ": its rate follows the load",
                    "echo performance | sudo tee /sys/devices/system/cpu/cpu" + cpu + "/cpufreq/scaling_governor");
        }
        return found.warnOr("the governor of cpu " + cpu + " is performance");
    }

    /** The idle states; how deep they are matters to a feed thread that sleeps, and not to one that spins. */
    static Judgement idleStates(final KernelFiles files, final int cpu, final boolean isSpinning) {
        final String directory = CPUS + "cpu" + cpu + "/cpuidle";
        final List<String> states = files.names(directory);
        if (states.isEmpty()) {
            return Judgements.absent(directory, "how deep cpu " + cpu + " may sleep");
        }
        final Judgements found = new Judgements();
        boolean isDeep = false;
        for (final String state : states) {
            final String path = directory + "/" + state + "/";
            final OptionalLong exitUs = files.number(path + "latency");
            final boolean isDisabled = files.number(path + "disable").orElse(0) != 0;
            found.detail(state + " " + files.text(path + "name").orElse("?") + ": "
                    + (exitUs.isPresent() ? exitUs.getAsLong() + " us to wake up" : "wake-up time not told")
                    + (isDisabled ? ", disabled" : ""));
            if (!isDisabled && exitUs.orElse(0) > MAX_EXIT_US) {
                isDeep = true;
                if (!isSpinning) {
                    found.fault(
                            "cpu " + cpu + " may sleep in " + state + ", " + exitUs.getAsLong() + " us to wake up",
                            "echo 1 | sudo tee /sys/devices/system/cpu/cpu" + cpu + "/cpuidle/" + state + "/disable");
                }
            }
        }
        found.detail("/dev/cpu_dma_latency is " + (files.exists("dev/cpu_dma_latency") ? "there" : "absent")
                + ": a process that holds it open at 0 keeps every cpu awake");
        return found.warnOr(
                isDeep
                        ? "cpu " + cpu + " may sleep deeply, which a feed thread that spins never lets it"
                        : "cpu " + cpu + " sleeps in no state that takes over " + MAX_EXIT_US + " us to leave");
    }

    private static String turbo(final KernelFiles files) {
        final OptionalLong noTurbo = files.number(CPUS + "intel_pstate/no_turbo");
        final OptionalLong boost = files.number(CPUS + "cpufreq/boost");
        if (noTurbo.isEmpty() && boost.isEmpty()) {
            return "not told";
        }
        return noTurbo.orElse(0) == 0 && boost.orElse(1) == 1 ? "on; the rate falls when other cores get busy" : "off";
    }
}
