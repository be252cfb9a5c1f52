package io.aggtape.feed.doctor;

import io.aggtape.feed.TradeText;
import io.aggtape.journal.AggTrade;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The first trade of every stream: the only proof that a stream lives. Of one that is silent REST tells why, and one that
 * can never deliver is not waited for.
 */
final class FirstTradesStage implements NetworkStage {
    private static final int MAX_NAMED = 10;

    @Override
    public Judgement run(final NetworkProbe probe) throws InterruptedException {
        final TradeSample sample = probe.sample();
        final Conversation conversation = probe.conversation();
        final Silence silence = new Silence(probe);
        final long startNs = probe.nanoTime();
        await(probe, silence, startNs);
        final long waitedMs = TimeUnit.NANOSECONDS.toMillis(probe.nanoTime() - startNs);
        if (sample.awaited() == 0) {
            final List<String> details = delivered(sample);
            return Judgement.pass(passed(details, probe.nanoTime() - startNs), details);
        }
        final List<String> silent = sample.silent();
        if (conversation.hasEnded()) {
            return Failures.of(
                    conversation.end() + ", before the first trade of " + named(silent),
                    delivered(sample),
                    "try again; where it comes back, try another --endpoint or network");
        }
        final String within =
                " within " + Math.min(waitedMs, probe.config().limits().tradeMs()) + " ms: ";
        return judge(probe, silence, silent, "no trade of " + named(silent) + within);
    }

    /** Waits for all of them, but soon no more for those that do not exist. */
    private static void await(final NetworkProbe probe, final Silence silence, final long startNs)
            throws InterruptedException {
        final TradeSample sample = probe.sample();
        final CheckLimits limits = probe.config().limits();
        final boolean isOver =
                probe.conversation().await(() -> sample.awaited() == 0, Math.min(limits.lookMs(), limits.tradeMs()));
        if (isOver || probe.conversation().hasEnded() || limits.lookMs() >= limits.tradeMs()) {
            return;
        }
        silence.look(sample.silent());
        probe.conversation()
                .await(
                        () -> sample.awaited() == 0 || sample.silent().stream().allMatch(silence::isHopeless),
                        limits.tradeMs() - TimeUnit.NANOSECONDS.toMillis(probe.nanoTime() - startNs));
    }

    private static Judgement judge(
            final NetworkProbe probe, final Silence silence, final List<String> silent, final String what)
            throws InterruptedException {
        final long startNs = probe.nanoTime();
        final long forNs = TimeUnit.MILLISECONDS.toNanos(probe.config().limits().restMs());
        final List<Judgement> reasons = new ArrayList<>();
        for (int i = 0; i < Math.min(Silence.MAX_ASKED, silent.size()); i++) {
            final boolean isEnough = !silence.isAnswering() || probe.nanoTime() - startNs > forNs;
            if (i > 0 && isEnough && !silence.isHopeless(silent.get(i))) {
                break;
            }
            reasons.add(silence.judge(silent.get(i)));
        }
        final List<String> details = delivered(probe.sample());
        reasons.forEach(reason -> details.add(reason.result()));
        if (reasons.size() < silent.size()) {
            details.add(silent.size() - reasons.size() + " more that are silent: REST was not asked about them");
        }
        if (!probe.sample().rejection().isEmpty()) {
            details.add("what came and is no trade: " + probe.sample().rejection());
        }
        final Judgement worst = worst(reasons);
        return new Judgement(worst.verdict(), what + worst.result(), details, worst.remedy(), worst.area());
    }

    /** What fails before what only deserves a look, and the network before what was asked of it. */
    private static Judgement worst(final List<Judgement> reasons) {
        return reasons.stream()
                .filter(reason -> reason.verdict() == Verdict.FAIL)
                .min(Comparator.comparing(reason -> reason.area() == Area.REQUEST))
                .orElse(reasons.get(0));
    }

    private static List<String> delivered(final TradeSample sample) {
        final List<String> details = new ArrayList<>();
        for (final StreamSample stream : sample.streams()) {
            if (stream.count() > 0) {
                final AggTrade trade = stream.trades().get(0);
                details.add(stream.symbol() + ": first trade id " + trade.id + ", "
                        + TradeText.inWords(stream.symbol(), trade));
            }
        }
        return details;
    }

    private static String passed(final List<String> details, final long tookNs) {
        return details.size() == 1
                ? details.get(0)
                : String.format(Locale.ROOT, "%,d first trades within %.2f seconds", details.size(), tookNs / 1e9);
    }

    private static String named(final List<String> symbols) {
        final String first = String.join(", ", symbols.subList(0, Math.min(MAX_NAMED, symbols.size())));
        return symbols.size() <= MAX_NAMED ? first : first + " and " + (symbols.size() - MAX_NAMED) + " more";
    }
}
