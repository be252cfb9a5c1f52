package io.aggtape.feed.cli;

import io.aggtape.feed.RepairConfig;
import java.time.Duration;
import picocli.CommandLine.Option;

/** A mixin: what a recorder does about missing ids. */
final class RepairOptions {
    @Option(
            names = "--repair",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Fetch missing trades by REST; --no-repair leaves holes open. Default: ${DEFAULT-VALUE}.")
    boolean repair;

    @Option(
            names = "--since-last",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Fetch also what was missed between the tape's end and this run; --no-since-last leaves "
                    + "that hole open. Default: ${DEFAULT-VALUE}.")
    boolean sinceLast;

    @Option(
            names = "--max-repair",
            defaultValue = "1000000",
            paramLabel = "N",
            description = "Leave holes of more ids than this open. Default: ${DEFAULT-VALUE}.")
    long maxRepair;

    @Option(
            names = "--rest-share",
            defaultValue = "0.5",
            paramLabel = "X",
            description =
                    "Which part of the exchange's limit of REST weight to use at most. Default: " + "${DEFAULT-VALUE}.")
    double restShare;

    @Option(
            names = "--repair-wait",
            defaultValue = "5s",
            paramLabel = "D",
            converter = Durations.class,
            description = "How long after --for or --trades to wait for repairs in hand; 0s for not at all. Default: "
                    + "${DEFAULT-VALUE}.")
    Duration wait;

    RepairConfig toConfig() {
        return new RepairConfig(
                repair, sinceLast, maxRepair, restShare, RepairConfig.FOR_EVER, RepairConfig.RECORDER_GRACE_MS);
    }
}
