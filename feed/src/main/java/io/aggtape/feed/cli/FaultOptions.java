package io.aggtape.feed.cli;

import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.Faults;
import io.aggtape.feed.exchange.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** A mixin: what an exchange is to do wrong, and what it is to tell of it. */
final class FaultOptions {
    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            split = ",",
            description = "Something to do wrong, such as drop,p=0.01,symbol=BTCUSDT; see below. Repeatable.")
    private List<String> faults = List.of();

    @Option(names = "--script", paramLabel = "FILE", description = "Faults at set times, a line AT FAULT each.")
    private Path script;

    @Option(
            names = "--life",
            paramLabel = "D",
            converter = Durations.class,
            description = "How long a connection lives. Default: 24h, as Binance has it.")
    private Duration life;

    @Option(
            names = "--max-in-flight",
            defaultValue = "16777216",
            paramLabel = "BYTES",
            description = "What may wait for a slow reader before it is cut off. Default: ${DEFAULT-VALUE}.")
    private int maxInFlightBytes;

    @Option(
            names = "--served-out",
            paramLabel = "DIR",
            description = "At the end write every trade that was played and is not absent, a CSV file a symbol in the "
                    + "archive's format. Of generated trades the newest 200000 of a symbol.")
    private Path servedOut;

    /** What flags and script ask for; what chance decides depends on {@code seed}. */
    Faults faults(final long seed) {
        final Faults lasting = named("--fault", () -> Faults.of(seed, faults));
        if (script == null) {
            return lasting;
        }
        try {
            final List<String> lines = Files.readAllLines(script);
            return named("--script " + script, () -> lasting.withScript(lines));
        } catch (final IOException e) {
            throw new CommandFault(ExitCode.USAGE, "--script " + script + ": " + CommandFault.reason(e), e);
        }
    }

    /** The market's limits with those that were asked for. */
    Limits limits(final Limits standard) {
        final Limits bounded = standard.withMaxInFlightBytes(maxInFlightBytes);
        return life == null ? bounded : bounded.withLifeMs(life.toMillis());
    }

    /** Makes the directory early, so that a wrong one is known before the run. */
    void prepare() {
        if (servedOut != null) {
            try {
                Files.createDirectories(servedOut);
            } catch (final IOException e) {
                throw unwritable(e);
            }
        }
    }

    /** Writes what was played, where it was asked for. */
    void writeServed(final Exchange exchange) {
        if (servedOut == null) {
            return;
        }
        try {
            for (final String symbol : exchange.symbols()) {
                exchange.writePlayed(symbol, servedOut.resolve(symbol + "-aggTrades-served.csv"));
            }
        } catch (final IOException e) {
            throw unwritable(e);
        }
    }

    private CommandFault unwritable(final IOException fault) {
        return new CommandFault(ExitCode.USAGE, "--served-out " + servedOut + ": " + CommandFault.reason(fault), fault);
    }

    private static Faults named(final String flag, final Supplier<Faults> made) {
        try {
            return made.get();
        } catch (final IllegalArgumentException e) {
            throw new CommandFault(ExitCode.USAGE, flag + ": " + e.getMessage(), e);
        }
    }
}
