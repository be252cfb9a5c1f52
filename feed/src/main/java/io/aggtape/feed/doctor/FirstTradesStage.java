package io.aggtape.feed.doctor;

import io.aggtape.feed.TradeText;
import io.aggtape.journal.AggTrade;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The first trade of every stream: the only proof that a stream lives. Of one that is silent REST tells why. */
final class FirstTradesStage implements NetworkStage {
    /** How many silent streams REST is asked about. */
    private static final int MAX_ASKED = 10;

    @Override
    public Judgement run(final NetworkProbe probe) throws InterruptedException {
        final TradeSample sample = probe.sample();
        final Conversation conversation = probe.conversation();
        final long timeoutMs = probe.config().tradeTimeoutMs();
        final long startNs = probe.nanoTime();
        final boolean isComplete = conversation.await(() -> sample.awaited() == 0, timeoutMs);
        final List<String> details = new ArrayList<>();
        final List<String> silent = new ArrayList<>();
        for (final StreamSample stream : sample.streams()) {
            if (stream.count() > 0) {
                details.add(firstTrade(stream));
            } else {
                silent.add(stream.symbol());
            }
        }
        if (isComplete) {
            return Judgement.pass(passed(details, probe.nanoTime() - startNs), details);
        }
        if (conversation.hasEnded()) {
            return Failures.of(
                    conversation.end() + ", before the first trade of " + named(silent),
                    details,
                    "try again; where it comes back, try another --endpoint or network");
        }
        return judge(probe, silent, details);
    }

    private static String firstTrade(final StreamSample stream) {
        final AggTrade trade = stream.trades().get(0);
        return stream.symbol() + ": first trade id " + trade.id + ", " + TradeText.inWords(stream.symbol(), trade);
    }

    private static String passed(final List<String> details, final long tookNs) {
        return details.size() == 1
                ? details.get(0)
                : String.format(Locale.ROOT, "%,d first trades within %.2f seconds", details.size(), tookNs / 1e9);
    }

    private static Judgement judge(final NetworkProbe probe, final List<String> silent, final List<String> details)
            throws InterruptedException {
        final Silence silence = new Silence(
                probe, TimeUnit.NANOSECONDS.toMillis(probe.conversation().sinceUpgradeNs()));
        final List<Judgement> reasons = new ArrayList<>();
        for (final String symbol : silent.subList(0, Math.min(MAX_ASKED, silent.size()))) {
            reasons.add(silence.judge(symbol));
        }
        reasons.forEach(reason -> details.add(reason.result()));
        if (!probe.sample().rejection().isEmpty()) {
            details.add("what came and is no trade: " + probe.sample().rejection());
        }
        final Judgement worst = reasons.stream()
                .filter(reason -> reason.verdict() == Verdict.FAIL)
                .findFirst()
                .orElse(reasons.get(0));
        final boolean isQuiet = silent.size() <= MAX_ASKED && worst.verdict() == Verdict.WARN;
        return new Judgement(
                isQuiet ? Verdict.WARN : Verdict.FAIL,
                "no trade of " + named(silent) + " within " + probe.config().tradeTimeoutMs() + " ms: "
                        + worst.result(),
                details,
                worst.remedy());
    }

    private static String named(final List<String> symbols) {
        final String first = String.join(", ", symbols.subList(0, Math.min(MAX_ASKED, symbols.size())));
        return symbols.size() <= MAX_ASKED ? first : first + " and " + (symbols.size() - MAX_ASKED) + " more";
    }
}
