package io.aggtape.feed.cli;

import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Option;

/** A mixin: where an exchange of ours listens and how long it runs. */
final class ServerOptions {
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(50);

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            paramLabel = "ADDRESS",
            description = "Address to bind, or several such as 127.0.0.1,127.0.0.2. Default: ${DEFAULT-VALUE}.")
    private String host;

    @Option(
            names = "--port",
            defaultValue = "9443",
            paramLabel = "N",
            description = "Port; 0 for any. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(names = "--plain", description = "No TLS: ws:// and http://.")
    private boolean isPlain;

    @Option(names = "--ca-out", paramLabel = "FILE.pem", description = "Where to write the certificate to trust.")
    private Path caOut;

    @Option(names = "--for", paramLabel = "D", converter = Durations.class, description = "Stop after this long.")
    private Duration duration;

    @Option(names = "--until-done", description = "Stop when all was served to its end and clients have left.")
    private boolean isUntilDone;

    /** The configuration with the address and TLS that were asked for. */
    ExchangeConfig appliedTo(final ExchangeConfig config) {
        return config.withAddress(host, port).withTls(!isPlain);
    }

    /** Starts it and writes its certificate where it was asked for. */
    void start(final Exchange exchange) {
        try {
            exchange.start();
        } catch (final IOException e) {
            throw new CommandFault(ExitCode.NETWORK, host + ":" + port + ": " + e.getMessage(), e);
        }
        if (caOut == null || isPlain) {
            return;
        }
        try {
            Files.copy(exchange.caPem(), caOut, StandardCopyOption.REPLACE_EXISTING);
        } catch (final IOException e) {
            throw new CommandFault(
                    ExitCode.USAGE, "cannot write the certificate " + caOut + ": " + CommandFault.reason(e), e);
        }
    }

    boolean isPlain() {
        return isPlain;
    }

    /** The certificate to trust; only with TLS. */
    Path trusted(final Exchange exchange) {
        return caOut == null ? exchange.caPem() : caOut;
    }

    /** The arguments of {@code aggtape record} that record from it. */
    String recordArguments(final Exchange exchange) {
        final String arguments = "--endpoint " + exchange.webSocketUri() + " --rest " + exchange.restUri();
        return isPlain ? arguments : arguments + " --ca " + trusted(exchange);
    }

    /** Waits until it is to stop, then stops its playback; {@code watch} runs again and again meanwhile. */
    void await(final Exchange exchange, final StopSignal stop, final Runnable watch) {
        final long endNs = duration == null ? Long.MAX_VALUE : System.nanoTime() + duration.toNanos();
        while (!stop.isAsked() && !isDone(exchange, endNs)) {
            requireHealth(exchange);
            watch.run();
            LockSupport.parkNanos(POLL_NS);
        }
        requireHealth(exchange);
        exchange.stopPlayback();
    }

    /** Prints what was served and which faults have struck. */
    static void report(final Exchange exchange, final JsonOutput json, final PrintWriter out) {
        final Map<String, Object> served = new LinkedHashMap<>();
        for (final String symbol : new TreeSet<>(exchange.symbols())) {
            served.put(symbol, exchange.servedCount(symbol));
        }
        if (json.isAsked()) {
            json.line(Map.of("served", served, "total", exchange.servedCount(), "faults", exchange.faultCounts()));
            return;
        }
        served.forEach((symbol, count) -> out.println("served " + symbol + " " + count));
        out.println("served " + exchange.servedCount() + " trades");
        exchange.faultCounts().forEach((fault, count) -> out.println("fault " + fault + " " + count));
    }

    private static void requireHealth(final Exchange exchange) {
        if (exchange.done().isCompletedExceptionally()) {
            try {
                exchange.done().join();
            } catch (final CompletionException e) {
                throw new IllegalStateException("the exchange's thread has ended", e.getCause());
            }
        }
    }

    private boolean isDone(final Exchange exchange, final long endNs) {
        return (duration != null && System.nanoTime() - endNs >= 0)
                || (isUntilDone && exchange.done().isDone() && exchange.connectionCount() == 0);
    }
}
