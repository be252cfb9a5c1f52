package io.aggtape.feed.cli;

import io.aggtape.journal.CareConfig;
import io.aggtape.journal.SyncPolicy;
import io.aggtape.journal.TapeConfig;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Option;

/** A mixin: how safe a tape's files are, how much of them is kept, and how much of the disk is left free. */
final class TapeOptions {
    @Option(
            names = "--sync",
            defaultValue = "never",
            paramLabel = "WHEN",
            description = "When trades are made to survive a loss of power: never (the kernel writes back within some "
                    + "30 s), interval (every 100 ms, beside the journal's thread) or every-batch (before they count as "
                    + "journaled). A crash of the process loses none of them. Default: ${DEFAULT-VALUE}.")
    String sync;

    @Option(
            names = "--keep",
            paramLabel = "D",
            converter = Durations.class,
            description =
                    "Delete files of the tape whose day, or hour, ended longer ago than this, for example 30d; never "
                            + "the last two. Default: all are kept.")
    Duration keep;

    @Option(
            names = "--max-bytes",
            paramLabel = "SIZE",
            converter = ByteSizes.class,
            description =
                    "Delete the oldest files of the tape while it takes more of the disk than this, for example 50G; "
                            + "never the last two. Default: no limit.")
    Long maxBytes;

    @Option(
            names = "--min-free",
            defaultValue = "128M",
            paramLabel = "SIZE",
            converter = ByteSizes.class,
            description = "Pause recording while the disk has less left than this, 1M or more; the trades missed are a "
                    + "hole on the tape. Default: ${DEFAULT-VALUE}.")
    Long minFree;

    /** The same configuration with what these options say. */
    TapeConfig apply(final TapeConfig config) {
        final CareConfig care = config.care()
                .withSync(policy())
                .withLimits(
                        keep == null ? CareConfig.KEEP_ALL : keep.toMillis(),
                        maxBytes == null ? CareConfig.KEEP_ALL : maxBytes);
        return config.withCare(care).withSpace(config.space().withMinFree(minFree));
    }

    private SyncPolicy policy() {
        for (final SyncPolicy policy : SyncPolicy.values()) {
            if (policy.name().replace('_', '-').equalsIgnoreCase(sync)) {
                return policy;
            }
        }
        throw new IllegalArgumentException(
                "no sync policy is called '" + sync.toLowerCase(Locale.ROOT) + "': use never, interval or every-batch");
    }
}
