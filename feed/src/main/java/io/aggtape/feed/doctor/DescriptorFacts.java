package io.aggtape.feed.doctor;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * File descriptors.
 *
 * @param open how many this process has open, -1 where unknown.
 * @param limit how many it may have.
 * @param need how many more a recorder opens.
 */
record DescriptorFacts(long open, long limit, long need) {
    static DescriptorFacts read(final LocalConfig config) {
        final long need = config.descriptorNeed();
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? new DescriptorFacts(unix.getOpenFileDescriptorCount(), unix.getMaxFileDescriptorCount(), need)
                : new DescriptorFacts(-1, -1, need);
    }

    Judgement judge() {
        if (open < 0) {
            return Judgement.skip("this system does not tell");
        }
        final List<String> details = List.of(open
                + " are open now; lines, their replacements, the tape's files and the JVM take some " + need + " more");
        final String result = "up to " + limit + " files and sockets";
        if (limit < open + need) {
            return Judgement.fail(
                    result + ", but " + (open + need) + " are needed",
                    details,
                    "raise the limit: ulimit -n " + 2 * (open + need) + ", or LimitNOFILE in a systemd unit");
        }
        return Judgement.pass(result + ", " + (open + need) + " needed", details);
    }
}
