package io.aggtape.feed.doctor;

import io.aggtape.journal.IdRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Whether the ids of each stream are continuous, and its trades those that REST has. */
final class IdsStage implements NetworkStage {
    /** So many trades of the slowest stream are enough. */
    private static final long ENOUGH = 50;
    /** REST's weight is not spent on more. */
    private static final int MAX_COMPARED = 20;

    @Override
    public Judgement run(final NetworkProbe probe) throws InterruptedException {
        final TradeSample sample = probe.sample();
        final Conversation conversation = probe.conversation();
        final long deadlineNs = probe.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(probe.config().limits().idsMs());
        conversation.await(
                () -> sample.awaited() == 0 && sample.leastCount() >= ENOUGH,
                probe.config().limits().sampleMs());
        final List<StreamSample> streams =
                sample.streams().stream().filter(stream -> stream.count() > 0).toList();
        final List<String> details = new ArrayList<>();
        streams.forEach(stream -> details.add(line(stream)));
        if (sample.unrequested() > 0) {
            details.add(Amounts.count(sample.unrequested(), "trade") + " of streams that nobody asked for");
        }
        if (sample.isShutdownAnnounced()) {
            details.add("the server has announced that it will close this connection");
        }
        final Judgement broken = broken(probe, streams, details);
        if (broken != null) {
            return broken;
        }
        return streams.isEmpty()
                ? Judgement.skip("no trade came to look at")
                : compare(probe, streams, details, deadlineNs);
    }

    /** What no sound stream does; null where nothing. */
    private static Judgement broken(
            final NetworkProbe probe, final List<StreamSample> streams, final List<String> details) {
        final TradeSample sample = probe.sample();
        if (!sample.rejection().isEmpty()) {
            return Judgement.fail(
                    "a message is no valid trade, " + sample.rejection(),
                    details,
                    "something between alters messages, or the exchange has changed their shape: see the release"
                            + " notes");
        }
        for (final StreamSample stream : streams) {
            if (!stream.fault().isEmpty()) {
                return Judgement.fail(
                        stream.fault(),
                        details,
                        "something between alters or shuffles messages: go without proxy and VPN");
            }
        }
        if (probe.conversation().hasEnded()) {
            return Failures.of(
                    probe.conversation().end(),
                    details,
                    "the stream broke while trades flowed: a recorder connects again at once; where it comes back, try"
                            + " another --endpoint or network");
        }
        return null;
    }

    private static Judgement compare(
            final NetworkProbe probe,
            final List<StreamSample> streams,
            final List<String> details,
            final long deadlineNs)
            throws InterruptedException {
        if (!probe.rest().isKnown()) {
            return alone(streams, details, "not compared: " + RestDesk.UNKNOWN);
        }
        final String told = told(streams);
        final long count = streams.stream().mapToLong(StreamSample::count).sum();
        final RestComparison comparison = new RestComparison(probe, new RestTrades(probe, deadlineNs));
        final List<RestComparison.Result> results = new ArrayList<>();
        String end = "";
        try {
            for (final StreamSample stream : streams.subList(0, Math.min(MAX_COMPARED, streams.size()))) {
                final RestComparison.Result result = comparison.compare(stream);
                details.add(told(stream, result));
                if (!result.fault().isEmpty()) {
                    return Judgement.fail(result.fault(), details, result.remedy());
                }
                results.add(result);
            }
        } catch (final IOException e) {
            if (results.isEmpty()) {
                return alone(streams, details, "not compared: " + e.getMessage());
            }
            end = ", " + (streams.size() - results.size()) + " of them not compared: " + e.getMessage();
        }
        return judge(streams, results, count, told, details, end);
    }

    private static Judgement judge(
            final List<StreamSample> streams,
            final List<RestComparison.Result> results,
            final long count,
            final String told,
            final List<String> details,
            final String end) {
        final String absent = ranges(streams, results, false);
        final String untold = ranges(streams, results, true);
        final String repeated = streams.stream()
                .map(StreamSample::repetition)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        final int equal =
                results.stream().mapToInt(RestComparison.Result::equal).sum();
        final int unknown =
                results.stream().mapToInt(RestComparison.Result::unknown).sum();
        if (!untold.isEmpty()) {
            return Judgement.warn(
                    told + ", skipped: " + untold + ", and REST does not tell whether they exist",
                    details,
                    "REST is behind the stream or does not reach back so far; aggtape verify tells it of a tape");
        }
        if (!absent.isEmpty()) {
            return Judgement.warn(
                    told + ", " + absent + " exist neither on the stream nor in REST",
                    details,
                    "nothing is lost: a recorder notes such ids as absent at source");
        }
        if (!repeated.isEmpty()) {
            return Judgement.warn(repeated, details, "nothing is lost: a recorder keeps the first");
        }
        if (unknown > 0) {
            return Judgement.warn(
                    told + ", " + equal + " equal to REST's, " + unknown + " not known to REST" + end,
                    details,
                    "REST is behind the stream: holes are filled late"
                            + (equal > 0 ? "" : "; or --rest is of another exchange or market than --endpoint"));
        }
        if (!end.isEmpty()) {
            return Judgement.warn(
                    told + ", " + equal + " equal to REST's" + end, details, "see what the test of REST says");
        }
        return Judgement.pass(
                told + ", ids continuous and "
                        + (equal >= count ? "equal to REST's" : equal + " of them compared: equal to REST's"),
                details);
    }

    /** The verdict where REST cannot tell. */
    private static Judgement alone(final List<StreamSample> streams, final List<String> details, final String why) {
        for (final StreamSample stream : streams) {
            if (!stream.gaps().isEmpty()) {
                return Judgement.fail(
                        stream.symbol() + ": the stream skipped ids "
                                + text(stream.gaps().get(0)),
                        details,
                        "trades were lost on the way, or these ids do not exist: REST would tell which");
            }
        }
        details.add(why);
        return Judgement.warn(
                told(streams) + ", ids continuous, " + why, details, "with REST the trades themselves can be compared");
    }

    private static String line(final StreamSample stream) {
        final long first = stream.trades().get(0).id;
        final long count = stream.count();
        return stream.symbol() + ": " + Amounts.count(count, "trade") + " from id " + first
                + (stream.gaps().isEmpty() ? ", continuous" : ", skipped: " + listed(stream.gaps()));
    }

    /** Ids that do not exist, or of which REST told nothing, of the first stream that has such; empty for none. */
    private static String ranges(
            final List<StreamSample> streams, final List<RestComparison.Result> results, final boolean isUntold) {
        for (int i = 0; i < results.size(); i++) {
            final List<IdRange> ranges =
                    isUntold ? results.get(i).untold() : results.get(i).absent();
            if (!ranges.isEmpty()) {
                return "ids " + listed(ranges) + " of " + streams.get(i).symbol();
            }
        }
        return streams.stream()
                .skip(results.size())
                .filter(stream -> isUntold && !stream.gaps().isEmpty())
                .map(stream -> "ids " + listed(stream.gaps()) + " of " + stream.symbol())
                .findFirst()
                .orElse("");
    }

    private static String told(final StreamSample stream, final RestComparison.Result result) {
        return stream.symbol() + ": " + result.equal() + " equal to REST's by price, quantity and side"
                + (result.unknown() == 0 ? "" : ", " + result.unknown() + " not known to REST");
    }

    private static String told(final List<StreamSample> streams) {
        final long count = streams.stream().mapToLong(StreamSample::count).sum();
        return Amounts.count(count, "trade") + " of " + Amounts.count(streams.size(), "stream");
    }

    private static String listed(final List<IdRange> ranges) {
        final List<String> texts = ranges.stream().limit(5).map(IdsStage::text).toList();
        return String.join(", ", texts) + (ranges.size() > texts.size() ? "..." : "");
    }

    private static String text(final IdRange range) {
        return range.size() == 1 ? Long.toString(range.firstId()) : range.firstId() + ".." + range.lastId();
    }
}
