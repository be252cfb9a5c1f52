package io.aggtape.feed.doctor;

import io.aggtape.feed.RecorderNetwork;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is in force, before anything connects. */
final class ConfigurationStage implements NetworkStage {
    private static final String ROUTE = "/market";

    @Override
    public Judgement run(final NetworkProbe probe) throws IOException {
        final NetworkCheckConfig config = probe.config();
        final CheckLimits limits = config.limits();
        final RecorderNetwork network = probe.begin();
        final List<String> details = new ArrayList<>(List.of(
                "market: " + config.market().label(),
                "symbols: " + String.join(", ", config.symbols()),
                "streams: " + network.endpoint().withTarget(probe.target())
                        + (probe.isInUrl() ? "" : ", then SUBSCRIBE"),
                "REST: " + (probe.rest().isKnown() ? probe.rest().base() : "not known, see --rest"),
                "proxy: " + network.proxyRules(),
                "trusted certificates: those of " + network.trust(),
                "TLS of the streams: " + network.tlsEngine(),
                "time-outs: " + config.network().connectTimeoutMs()
                        + " ms for each stage of a connect (--connect-timeout), "
                        + limits.tradeMs() + " ms for first trades (--trade-timeout), " + limits.idsMs()
                        + " ms for the test of the ids, " + limits.restMs() + " ms for a question to REST"));
        if (config.moreLines() > 0) {
            details.add(Amounts.count(config.moreLines(), "more line") + " like this "
                    + (config.moreLines() == 1 ? "is" : "are") + " not tried");
        }
        final String where = " at " + network.endpoint().scheme() + "://"
                + network.endpoint().authority();
        final int symbols = config.symbols().size();
        final String result = config.moreSymbols() == 0
                ? symbols + " " + config.market().label() + (symbols == 1 ? " stream" : " streams") + where
                : "the first " + symbols + " of " + (symbols + config.moreSymbols()) + " "
                        + config.market().label() + " streams" + where + ", those of the other lines are not tried";
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
