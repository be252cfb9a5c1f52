package io.aggtape.feed.doctor;

import io.aggtape.feed.RecorderNetwork;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.util.List;

/** What is in force, before anything connects. */
final class ConfigurationStage implements NetworkStage {
    private static final String ROUTE = "/market";

    @Override
    public Judgement run(final NetworkProbe probe) throws IOException {
        final NetworkCheckConfig config = probe.config();
        final RecorderNetwork network = probe.begin();
        final List<String> details = List.of(
                "market: " + config.market().label(),
                "symbols: " + String.join(", ", config.symbols()),
                "streams: " + network.endpoint().withTarget(probe.target())
                        + (probe.isInUrl() ? "" : ", then SUBSCRIBE"),
                "REST: " + (probe.rest().isKnown() ? probe.rest().base() : "not known, see --rest"),
                "proxy: " + network.proxyRules(),
                "trusted certificates: those of " + network.trust(),
                "time-outs: " + config.network().connectTimeoutMs()
                        + " ms for each stage of a connect (--connect-timeout), " + config.tradeTimeoutMs()
                        + " ms for first trades, " + config.restTimeoutMs() + " ms for REST");
        final String result = config.symbols().size() + " " + config.market().label() + " "
                + (config.symbols().size() == 1 ? "stream" : "streams") + " at "
                + network.endpoint().scheme() + "://" + network.endpoint().authority();
        if (config.market() == Market.USDM && !isRouted(network.endpoint().target())) {
            return Judgement.warn(
                    "the path " + network.endpoint().target()
                            + " of --endpoint is not /market: since 2026-04-23 USD-M acks trade streams elsewhere and"
                            + " delivers nothing",
                    details,
                    "use --endpoint wss://fstream.binance.com/market");
        }
        return Judgement.pass(result, details);
    }

    @Override
    public String advice(final NetworkProbe probe) {
        return "check --ca";
    }

    private static boolean isRouted(final String path) {
        return path.equals(ROUTE) || path.equals(ROUTE + '/');
    }
}
