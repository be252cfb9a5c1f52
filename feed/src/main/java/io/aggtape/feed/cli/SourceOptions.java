package io.aggtape.feed.cli;

import io.aggtape.feed.NetworkConfig;
import io.aggtape.feed.RotationPlan;
import io.aggtape.feed.SourceConfig;
import io.aggtape.journal.Market;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A mixin: where the trades come from. */
final class SourceOptions {
    @Option(
            names = "--market",
            defaultValue = "spot",
            paramLabel = "MARKET",
            description = "spot, usdm or coinm. Default: ${DEFAULT-VALUE}.")
    String market;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Base of the stream URLs, ws:// or wss://. Default: Binance's own for the market.")
    URI endpoint;

    @Option(
            names = "--rest",
            paramLabel = "URL",
            description =
                    "Base of the REST URLs, which tell the exchange's time and what is missing. Default: Binance's own "
                            + "for the market; none where --endpoint is given.")
    URI rest;

    @Option(
            names = "--ca",
            paramLabel = "FILE.pem",
            description = "Trust only the certificate authorities in this file. Default: those of the JDK.")
    Path ca;

    @Mixin
    TlsOption tls;

    @Option(
            names = "--proxy",
            paramLabel = "URL",
            description = "HTTP proxy as http://[user:password@]host:port. Default: HTTPS_PROXY, less NO_PROXY.")
    URI proxy;

    @Option(
            names = "--connect-timeout",
            defaultValue = "10s",
            paramLabel = "D",
            converter = Durations.class,
            description = "How long a connect may take at each address. Default: ${DEFAULT-VALUE}.")
    Duration connectTimeout;

    @Option(
            names = "--streams-per-line",
            defaultValue = "200",
            paramLabel = "N",
            description = "Streams on one connection, 1 to 1024. Default: ${DEFAULT-VALUE}.")
    int streamsPerLine;

    @Option(
            names = "--receive-buffer",
            defaultValue = "262144",
            paramLabel = "BYTES",
            description = "What a connection reads ahead at most, 64 KiB to 16 MiB. Default: ${DEFAULT-VALUE}.")
    int receiveBuffer;

    @Option(
            names = "--lines",
            defaultValue = "2",
            paramLabel = "N",
            description =
                    "Connections that carry each stream, 1 or 2: of two the first arrival counts, and losing either "
                            + "costs nothing. Default: ${DEFAULT-VALUE}.")
    int lines;

    @Option(
            names = "--rotate-every",
            defaultValue = "23h",
            paramLabel = "D",
            converter = Durations.class,
            description =
                    "Greatest age of a connection; a new one delivers before the old one is closed. 0s for never. "
                            + "Default: ${DEFAULT-VALUE}, since Binance closes after 24h.")
    Duration rotateEvery;

    @Option(
            names = "--rotate-window",
            paramLabel = "HH:MM-HH:MM",
            description = "When of the day, UTC, connections are replaced, as far as their greatest age allows. "
                    + "Default: any time.")
    String rotateWindow;

    private RotationPlan rotation() {
        return rotateWindow == null
                ? new RotationPlan(rotateEvery.toMillis(), 0, 0)
                : RotationPlan.of(rotateEvery.toMillis(), rotateWindow);
    }

    SourceConfig toConfig(final List<String> symbols) {
        if (lines < 1) {
            throw new IllegalArgumentException("lines that carry a stream: 1 or 2, not " + lines);
        }
        return new SourceConfig(
                Market.ofLabel(market),
                symbols,
                lines,
                streamsPerLine,
                receiveBuffer,
                rotation(),
                new NetworkConfig(endpoint, rest, ca, proxy, System.getenv(), connectTimeout.toMillis(), tls.engine()));
    }
}
