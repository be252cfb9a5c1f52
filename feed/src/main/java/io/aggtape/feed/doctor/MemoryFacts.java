package io.aggtape.feed.doctor;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Memory that there is, and that a recorder takes.
 *
 * @param heapMaxBytes how far the heap may grow.
 * @param limitBytes what the control group allows, if it limits it.
 * @param totalBytes what the machine has, -1 where unknown.
 * @param availableBytes what can be had of it now, -1 where unknown.
 * @param heapNeedBytes what the recorder keeps on the heap.
 * @param directNeedBytes what it keeps beside the heap: ring, receive buffers, mapped pages.
 * @param hugePages the kernel's setting of transparent huge pages, if known.
 */
record MemoryFacts(
        long heapMaxBytes,
        OptionalLong limitBytes,
        long totalBytes,
        long availableBytes,
        long heapNeedBytes,
        long directNeedBytes,
        Optional<String> hugePages) {
    private static final long MIB = 1 << 20;
    /** The JVM's own: code, classes, threads' stacks, collector. */
    private static final long JVM_BYTES = 128 * MIB;

    static MemoryFacts read(final LocalConfig config) {
        final long available = MachineFile.meminfoBytes("MemAvailable").orElse(-1);
        return new MemoryFacts(
                Runtime.getRuntime().maxMemory(),
                MachineFile.memoryLimitBytes(),
                machineBytes(),
                available,
                config.heapNeedBytes(),
                config.directNeedBytes(),
                MachineFile.text(Path.of("/sys/kernel/mm/transparent_hugepage/enabled")));
    }

    Judgement judge() {
        final List<String> details = new ArrayList<>();
        details.add("the recorder takes about " + Amounts.bytes(heapNeedBytes) + " of heap and "
                + Amounts.bytes(directNeedBytes) + " beside it");
        details.add("machine: " + amount(totalBytes) + " in all, " + amount(availableBytes)
                + " available; container limit: "
                + (limitBytes.isPresent() ? Amounts.bytes(limitBytes.getAsLong()) : "none"));
        hugePages.ifPresent(setting -> details.add("transparent huge pages: " + setting));
        final String result = "heap up to " + Amounts.bytes(heapMaxBytes);
        if (heapMaxBytes < heapNeedBytes) {
            return Judgement.fail(
                    result + ", but these symbols and this ring need " + Amounts.bytes(heapNeedBytes),
                    details,
                    "raise it by -Xmx in AGGTAPE_JAVA_OPTS, or lower --history, or record fewer symbols");
        }
        if (availableBytes >= 0 && availableBytes < directNeedBytes) {
            return Judgement.fail(
                    result + ", but the machine has only " + Amounts.bytes(availableBytes) + " left",
                    details,
                    "end something else, or give the machine more memory: the tape's pages must stay in it");
        }
        final long most = heapMaxBytes + directNeedBytes + JVM_BYTES;
        if (limitBytes.isPresent() && limitBytes.getAsLong() < most) {
            return Judgement.warn(
                    result + ": with all else up to " + Amounts.bytes(most) + ", over the container's limit of "
                            + Amounts.bytes(limitBytes.getAsLong()),
                    details,
                    "lower -Xmx or raise the limit: a container that goes over it is killed without a word");
        }
        return Judgement.pass(result + ", " + amount(availableBytes) + " available", details);
    }

    private static String amount(final long bytes) {
        return bytes < 0 ? "unknown" : Amounts.bytes(bytes);
    }

    private static long machineBytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean machine
                ? machine.getTotalMemorySize()
                : -1;
    }
}
