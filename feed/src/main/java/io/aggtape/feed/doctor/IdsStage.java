package io.aggtape.feed.doctor;

import io.aggtape.journal.IdRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Whether the ids of each stream are continuous, and its trades those that REST has. */
final class IdsStage implements NetworkStage {
    /** So many trades of the slowest stream are enough. */
    private static final long ENOUGH = 50;
    /** REST's weight is not spent on more. */
    private static final int MAX_COMPARED = 20;

    private static final String LOSES =
            "the connection loses trades: a recorder notices the same and fetches them by REST; "
                    + "look for a proxy or a middle box that cuts, and for an overloaded machine";

    @Override
    public Judgement run(final NetworkProbe probe) throws InterruptedException {
        final TradeSample sample = probe.sample();
        final Conversation conversation = probe.conversation();
        conversation.await(
                () -> sample.awaited() == 0 && sample.leastCount() >= ENOUGH,
                probe.config().sampleMs());
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
        return streams.isEmpty() ? Judgement.skip("no trade came to look at") : compare(probe, streams, details);
    }

    /** What no sound stream does; null where nothing. */
    private static Judgement broken(
            final NetworkProbe probe, final List<StreamSample> streams, final List<String> details) {
        final TradeSample sample = probe.sample();
        if (!sample.rejection().isEmpty()) {
            return Judgement.fail(
                    "a message is no valid trade, " + sample.rejection(),
                    details,
                    "something between alters messages, or the exchange has changed their shape: see the release notes");
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
            final NetworkProbe probe, final List<StreamSample> streams, final List<String> details)
            throws InterruptedException {
        if (!probe.rest().isKnown()) {
            return alone(streams, details, "not compared: " + RestDesk.UNKNOWN);
        }
        final RestComparison comparison = new RestComparison(probe);
        int equal = 0;
        int unknown = 0;
        try {
            for (final StreamSample stream : streams.subList(0, Math.min(MAX_COMPARED, streams.size()))) {
                final RestComparison.Result result = comparison.compare(stream);
                details.add(stream.symbol() + ": " + result.equal() + " equal to REST's by price, quantity and side"
                        + (result.unknown() == 0 ? "" : ", " + result.unknown() + " not known to REST"));
                if (!result.fault().isEmpty()) {
                    return Judgement.fail(result.fault(), details, LOSES);
                }
                equal += result.equal();
                unknown += result.unknown();
            }
        } catch (final IOException e) {
            return alone(streams, details, "not compared: " + e.getMessage());
        }
        return judge(streams, details, equal, unknown);
    }

    private static Judgement judge(
            final List<StreamSample> streams, final List<String> details, final int equal, final int unknown) {
        final String absent = absent(streams);
        final String repeated = streams.stream()
                .map(StreamSample::repetition)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        final String told = told(streams);
        if (!absent.isEmpty()) {
            return Judgement.warn(
                    told + ", " + absent, details, "nothing is lost: a recorder notes such ids as absent at source");
        }
        if (!repeated.isEmpty()) {
            return Judgement.warn(repeated, details, "nothing is lost: a recorder keeps the first");
        }
        if (unknown > 0) {
            return Judgement.warn(
                    told + ", " + equal + " equal to REST's, " + unknown + " not known to REST",
                    details,
                    "REST is behind the stream: holes are filled late");
        }
        return Judgement.pass(told + ", ids continuous and equal to REST's", details);
    }

    /** The verdict where REST cannot tell. */
    private static Judgement alone(final List<StreamSample> streams, final List<String> details, final String why) {
        for (final StreamSample stream : streams) {
            if (!stream.gaps().isEmpty()) {
                return Judgement.fail(
                        stream.symbol() + ": the stream skipped ids "
                                + text(stream.gaps().get(0)),
                        details,
                        LOSES);
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
                + (stream.gaps().isEmpty() ? ", continuous" : ", skipped: " + gaps(stream));
    }

    private static String absent(final List<StreamSample> streams) {
        return streams.stream()
                .filter(stream -> !stream.gaps().isEmpty())
                .map(stream ->
                        "ids " + gaps(stream) + " of " + stream.symbol() + " exist neither on the stream nor in REST")
                .findFirst()
                .orElse("");
    }

    private static String told(final List<StreamSample> streams) {
        final long count = streams.stream().mapToLong(StreamSample::count).sum();
        return Amounts.count(count, "trade") + " of " + Amounts.count(streams.size(), "stream");
    }

    private static String gaps(final StreamSample stream) {
        final List<String> texts =
                stream.gaps().stream().limit(5).map(IdsStage::text).toList();
        return String.join(", ", texts) + (stream.gaps().size() > texts.size() ? "..." : "");
    }

    private static String text(final IdRange range) {
        return range.size() == 1 ? Long.toString(range.firstId()) : range.firstId() + ".." + range.lastId();
    }
}
