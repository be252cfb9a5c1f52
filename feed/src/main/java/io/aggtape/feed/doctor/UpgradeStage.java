package io.aggtape.feed.doctor;

import io.aggtape.feed.LineFaults;
import io.aggtape.feed.net.Endpoint;
import io.aggtape.feed.net.TransportStage;
import io.aggtape.feed.rest.StatusTexts;
import io.aggtape.feed.ws.ClientSession;
import io.aggtape.feed.ws.SessionFault;
import io.aggtape.feed.ws.SessionState;
import io.aggtape.feed.ws.UpgradeResponse;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The WebSocket upgrade, with which a connection stands. */
final class UpgradeStage implements NetworkStage {
    private static final List<String> HEADERS = List.of(
            "Upgrade", "Connection", "Server", "Via", "X-Cache", "Date", "Location", "Retry-After", "Content-Type");

    @Override
    public Judgement run(final NetworkProbe probe) throws IOException, InterruptedException {
        final Endpoint endpoint = probe.network().endpoint();
        final long timeoutMs = probe.config().network().connectTimeoutMs();
        final Conversation conversation = probe.opened();
        conversation.reach(TransportStage.OPEN, timeoutMs);
        conversation.upgrade(endpoint.authority(), probe.target());
        final ClientSession session = conversation.session();
        conversation.await(() -> session.state() != SessionState.UPGRADING, timeoutMs);
        final UpgradeResponse response = session.upgradeResponse();
        final List<String> details = details(probe, response);
        // The header of a refusal can be here while its body never comes.
        if (LineFaults.isRefusal(session)) {
            return Judgement.fail(
                    LineFaults.refusalAlone(response),
                    details,
                    remedy(probe.config().market(), response));
        }
        if (session.state() == SessionState.UPGRADING) {
            return Judgement.fail(
                    "the WebSocket upgrade was not answered within " + timeoutMs + " ms",
                    details,
                    "the server has taken the connection and is silent: try again later, from another network, or "
                            + "another --endpoint; --connect-timeout gives it longer");
        }
        if (!response.isComplete() || response.fault() != SessionFault.NONE) {
            return Failures.of(conversation.end(), details, advice(probe));
        }
        conversation.upgraded();
        probe.subscribed();
        details.add("opened " + endpoint.withTarget(probe.target()));
        return Judgement.pass(connected(probe.lookUpNs() + conversation.connectNs()), details);
    }

    /** In the words that its readers know. */
    static String connected(final long tookNs) {
        return String.format(Locale.ROOT, "Connected in %.2f seconds!", tookNs / 1e9);
    }

    @Override
    public String advice(final NetworkProbe probe) {
        return "check --endpoint, and that nothing on the way answers in the exchange's place";
    }

    private static List<String> details(final NetworkProbe probe, final UpgradeResponse response) {
        final List<String> details = new ArrayList<>();
        details.add("asked for " + probe.target());
        if (response.status() != 0) {
            details.add("status: " + response.status() + (response.reason().isEmpty() ? "" : " " + response.reason()));
        }
        for (final String name : HEADERS) {
            if (response.header(name) != null) {
                details.add(name + ": " + response.header(name));
            }
        }
        return details;
    }

    private static String remedy(final Market market, final UpgradeResponse response) {
        final int status = response.status();
        final String wayOut = StatusTexts.streamWayOut(status);
        switch (status) {
            case 200:
                return wayOut
                        + ": its host, port and path; a captive portal or a proxy may answer in the exchange's place";
            case 418:
            case 429:
                return "connect no more until "
                        + (response.retryAfter().isEmpty() ? "some minutes have" : response.retryAfter() + " s have")
                        + " passed, and run fewer connections from this address: each attempt lengthens a ban";
            case 451:
                return "this address is in a restricted location; "
                        + (market == Market.SPOT
                                ? "try --endpoint wss://data-stream.binance.vision (spot market data), or run"
                                : market.label() + " has no host for market data alone: run")
                        + " from a machine elsewhere: asking again does not help";
            case 503:
                return "wait and try again; see Binance's announcements for maintenance";
            default:
                break;
        }
        if (status >= 300 && status < 400) {
            return "a WebSocket is not redirected: use --endpoint with the host of " + response.location();
        }
        return wayOut.isEmpty() ? "check --endpoint and --market" : wayOut;
    }
}
