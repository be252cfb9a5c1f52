package io.aggtape.feed.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** The limits of CPU time that the control groups of this process set, in either version of control groups. */
final class CpuQuota {
    private static final String GROUPS = "sys/fs/cgroup";

    private CpuQuota() {}

    /**
     * How often and for how long groups were kept from running, since they were made.
     *
     * @param times periods in which it was.
     * @param ns for how long in all, nanoseconds.
     */
    record Throttling(long times, long ns) {}

    /** Judges the limits, and what they did meanwhile. */
    static Judgement judge(final KernelFiles files, final CoreInterval interval) {
        final List<String> directories = directories(files);
        if (directories.isEmpty()) {
            return Judgements.absent(GROUPS, "whether a control group limits the time of this process");
        }
        final Judgements found = new Judgements();
        final List<String> limits = new ArrayList<>();
        for (final String directory : directories) {
            limit(files, directory).ifPresent(limits::add);
        }
        limits.forEach(found::detail);
        final String remedy = "give whole cpus instead of time: docker run --cpuset-cpus=... without --cpus; in "
                + "Kubernetes equal requests and limits of whole cpus under cpuManagerPolicy: static; in systemd "
                + "AllowedCPUs= without CPUQuota=";
        final Optional<Throttling> before = interval.before().throttled();
        final Optional<Throttling> after = interval.after().throttled();
        if (before.isPresent() && after.isPresent()) {
            final long times = after.get().times() - before.get().times();
            final long ns = after.get().ns() - before.get().ns();
            final String told = "throttled " + Amounts.count(times, "time") + ", " + Amounts.millis(ns) + " in all, in "
                    + Amounts.seconds(interval.elapsedNs());
            found.detail(told);
            if (times > 0) {
                return Judgement.fail(
                        "this process was " + told, found.warnOr("").details(), remedy);
            }
        }
        if (!limits.isEmpty()) {
            found.fault("a control group limits the time of this process, and stops it when that is used up", remedy);
        }
        return found.warnOr("no control group limits the time of this process");
    }

    /** What the process's own group and those around it have counted, each of which can stop it; empty where none counts. */
    static Optional<Throttling> throttling(final KernelFiles files) {
        boolean isCounted = false;
        long times = 0;
        long ns = 0;
        for (final String directory : directories(files)) {
            final String stat = files.text(directory + "/cpu.stat").orElse("");
            final OptionalLong timesHere = value(stat, "nr_throttled");
            if (timesHere.isPresent()) {
                isCounted = true;
                times += timesHere.getAsLong();
                final OptionalLong us = value(stat, "throttled_usec");
                // The first version of control groups counts nanoseconds.
                ns += us.isPresent()
                        ? TimeUnit.MICROSECONDS.toNanos(us.getAsLong())
                        : value(stat, "throttled_time").orElse(0);
            }
        }
        return isCounted ? Optional.of(new Throttling(times, ns)) : Optional.empty();
    }

    private static Optional<String> limit(final KernelFiles files, final String directory) {
        final Optional<String> max = files.text(directory + "/cpu.max").filter(text -> !text.startsWith("max"));
        if (max.isPresent()) {
            return Optional.of("/" + directory + "/cpu.max: " + max.get() + " (microseconds of each period)");
        }
        final OptionalLong quota = files.number(directory + "/cpu.cfs_quota_us");
        return quota.orElse(-1) > 0
                ? Optional.of("/" + directory + "/cpu.cfs_quota_us: " + quota.getAsLong() + " of each "
                        + files.text(directory + "/cpu.cfs_period_us").orElse("?") + " microseconds")
                : Optional.empty();
    }

    /** The groups of this process that there are, from the innermost to the root. */
    private static List<String> directories(final KernelFiles files) {
        final List<String> directories = new ArrayList<>();
        for (final String line : files.text("proc/self/cgroup").orElse("").split("\n")) {
            final String[] parts = line.split(":", 3);
            if (parts.length < 3) {
                continue;
            }
            final boolean isOfCpu = List.of(parts[1].split(",")).contains("cpu");
            if (parts[1].isEmpty()) {
                addUpwards(files, GROUPS, parts[2], directories);
            } else if (isOfCpu) {
                // The one is a link to the other where both are there.
                final String mounted = files.exists(GROUPS + "/" + parts[1]) ? parts[1] : "cpu";
                addUpwards(files, GROUPS + "/" + mounted, parts[2], directories);
            }
        }
        return directories;
    }

    private static void addUpwards(
            final KernelFiles files, final String root, final String group, final List<String> directories) {
        String path = group.equals("/") ? "" : group;
        while (true) {
            final String directory = root + path;
            final boolean isThere = files.exists(directory + "/cpu.max")
                    || files.exists(directory + "/cpu.cfs_quota_us")
                    || files.exists(directory + "/cpu.stat");
            if (isThere && !directories.contains(directory)) {
                directories.add(directory);
            }
            if (path.isEmpty()) {
                return;
            }
            path = path.substring(0, path.lastIndexOf('/'));
        }
    }

    private static OptionalLong value(final String stat, final String name) {
        return stat.lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1).strip())
                .filter(number -> number.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst();
    }
}
