package io.aggtape.feed.doctor;

import io.aggtape.journal.CareConfig;
import io.aggtape.journal.SpaceConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;

/**
 * Disk space for the expected rate.
 *
 * @param usableBytes what the journal's disk has left.
 * @param space what of it is kept free and reserved.
 * @param maxBytes beyond which old files are deleted; {@link CareConfig#KEEP_ALL} for never.
 * @param tradesPerSecond how many trades are expected, over all symbols.
 * @param bytesPerTrade how much a trade takes on the tape.
 */
record DiskFacts(long usableBytes, SpaceConfig space, long maxBytes, double tradesPerSecond, int bytesPerTrade) {
    private static final double SECONDS_PER_HOUR = 3_600;
    private static final double HOURS_FOR_COMFORT = 24;

    static DiskFacts read(final LocalConfig config) throws IOException {
        return new DiskFacts(
                Files.getFileStore(JournalPlace.nearest(config.journal())).getUsableSpace(),
                config.recorder().tape().space(),
                config.recorder().tape().care().maxBytes(),
                config.tradesPerSecond(),
                config.bytesPerTrade());
    }

    /** How many hours of trades fit before recording pauses. */
    double hours() {
        return Math.max(0, usableBytes - space.minFreeBytes()) / (tradesPerSecond * bytesPerTrade * SECONDS_PER_HOUR);
    }

    Judgement judge() {
        final List<String> details = List.of(
                String.format(
                        Locale.ROOT,
                        "expected: %.0f trades/s (see --rate) of %d bytes, %s an hour",
                        tradesPerSecond,
                        bytesPerTrade,
                        Amounts.bytes((long) (tradesPerSecond * bytesPerTrade * SECONDS_PER_HOUR))),
                "recording pauses under --min-free " + Amounts.bytes(space.minFreeBytes()) + "; "
                        + Amounts.bytes(space.reserveBytes()) + " are reserved ahead of the writer");
        final String result = Amounts.bytes(usableBytes) + " left";
        if (usableBytes < space.minFreeBytes() + space.reserveBytes()) {
            return Judgement.fail(
                    result + ": recording would pause at once",
                    details,
                    "free " + Amounts.bytes(space.minFreeBytes() + space.reserveBytes() - usableBytes)
                            + " or more, or lower --min-free");
        }
        if (maxBytes < usableBytes - space.minFreeBytes()) {
            return Judgement.pass(
                    result + ": enough for ever, since --max-bytes keeps the tape under " + Amounts.bytes(maxBytes),
                    details);
        }
        final String lasting = result + ": enough for " + lasting();
        return hours() < HOURS_FOR_COMFORT
                ? Judgement.warn(
                        lasting, details, "free some, or let the recorder delete old files: --keep or --max-bytes")
                : Judgement.pass(lasting, details);
    }

    private String lasting() {
        final double hours = hours();
        return hours < 2 * HOURS_FOR_COMFORT
                ? String.format(Locale.ROOT, "%.1f hours", hours)
                : String.format(Locale.ROOT, "%,.0f days", hours / HOURS_FOR_COMFORT);
    }
}
