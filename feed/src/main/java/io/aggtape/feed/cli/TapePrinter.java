package io.aggtape.feed.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Checkpoint;
import io.aggtape.journal.ClockEvent;
import io.aggtape.journal.Decimals;
import io.aggtape.journal.Gap;
import io.aggtape.journal.HourSeal;
import io.aggtape.journal.LineEvent;
import io.aggtape.journal.Rejected;
import io.aggtape.journal.SessionEvent;
import io.aggtape.journal.TapeListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/** Prints a tape's records: trades, and on demand all others, as text or as JSON lines. */
final class TapePrinter implements TapeListener {
    private final TapeRange range;
    private final boolean areEventsWanted;
    private final PrintWriter out;
    private final JsonOutput json;
    private final StringBuilder text = new StringBuilder();

    private long toSkip;
    private long skipped;
    private long left = Long.MAX_VALUE;

    TapePrinter(final TapeRange range, final boolean areEventsWanted, final PrintWriter out, final JsonOutput json) {
        this.range = range;
        this.areEventsWanted = areEventsWanted;
        this.out = out;
        this.json = json;
    }

    /** From now on, passes over this many records that match before it prints again. */
    void skip(final long count) {
        toSkip = count;
        skipped = 0;
    }

    /** From now on, prints this many at most: a tape that is being written has more by the time. */
    void printAtMost(final long count) {
        left = count;
    }

    /** How many it has passed over since {@link #skip}. */
    long skipped() {
        return skipped;
    }

    @Override
    public void onAggTrade(final AggTrade trade) {
        if (!range.isWanted(trade) || isSkipped()) {
            return;
        }
        if (json.isAsked()) {
            json.line(fields -> write(fields, trade));
            return;
        }
        text.setLength(0);
        text.append(time(trade.tradeTimeUs, ChronoUnit.MICROS))
                .append(' ')
                .append(trade.instrument.market().label());
        text.append(' ').append(trade.instrument.symbol()).append(' ').append(trade.id);
        text.append(trade.isBuyerMaker ? " SELL " : " BUY ");
        Decimals.append(text, trade.quantityMantissa, trade.quantityExponent).append(" @ ");
        Decimals.append(text, trade.priceMantissa, trade.priceExponent);
        text.append(' ').append(trade.firstTradeId).append("..").append(trade.lastTradeId);
        text.append(' ').append(trade.source).append(' ').append(trade.line);
        out.append(text).append('\n');
    }

    @Override
    public void onGap(final Gap gap) {
        if (!areEventsWanted || !range.isSymbolWanted(gap.instrument.symbol())) {
            return;
        }
        event(
                "gap",
                gap.timeNs,
                gap.instrument + " " + gap.state + " " + gap.firstId + ".." + gap.lastId + " " + gap.reason);
    }

    @Override
    public void onRejected(final Rejected rejected) {
        if (areEventsWanted) {
            final byte[] bytes = new byte[rejected.length];
            rejected.buffer.getBytes(rejected.offset, bytes);
            final String frame = new String(bytes, StandardCharsets.UTF_8);
            event(
                    "rejected",
                    rejected.receiveTimeNs,
                    "line " + rejected.line + " "
                            + rejected.reason + " "
                            + (frame.indexOf('\uFFFD') >= 0 ? HexFormat.of().formatHex(bytes) : frame));
        }
    }

    @Override
    public void onLine(final LineEvent line) {
        if (areEventsWanted) {
            event(
                    "line",
                    line.timeNs,
                    line.line + " " + line.state + " attempt " + line.attempt + " after " + line.stageNs / 1_000
                            + " us: " + line.reason);
        }
    }

    @Override
    public void onSession(final SessionEvent session) {
        if (areEventsWanted) {
            event(
                    "session",
                    session.timeNs,
                    Long.toHexString(session.runId)
                            + (session.isStart
                                    ? " started, version " + session.version + "\n" + session.configuration
                                    : " stopped in order"));
        }
    }

    @Override
    public void onClock(final ClockEvent clock) {
        if (areEventsWanted) {
            event(
                    "clock",
                    clock.timeNs,
                    clock.market.label() + " offset " + clock.offsetNs + " ns, error at most " + clock.errorBoundNs
                            + " ns");
        }
    }

    @Override
    public void onCheckpoint(final Checkpoint part) {
        if (areEventsWanted && (part.instrument == null || range.isSymbolWanted(part.instrument.symbol()))) {
            event(
                    "checkpoint",
                    part.timeNs,
                    "through document " + part.throughSequence + " part " + (part.part + 1) + " of " + part.partCount
                            + (part.instrument == null
                                    ? " no trades"
                                    : " " + part.instrument + " ids " + part.firstId + ".." + part.lastId + " trades "
                                            + part.trades + " open holes " + part.openHoles() + " missing "
                                            + part.openIds() + " absent at source " + part.absentIds() + " digest "
                                            + HexFormat.of().toHexDigits(part.digest) + " chain "
                                            + HexFormat.of().toHexDigits(part.chain)));
        }
    }

    @Override
    public void onHourSeal(final HourSeal seal) {
        if (areEventsWanted && range.isSymbolWanted(seal.instrument.symbol())) {
            event(
                    "seal",
                    seal.hourStartNs,
                    seal.instrument + " hour ids " + seal.firstId + ".." + seal.lastId + " trades " + seal.trades
                            + " chain " + HexFormat.of().toHexDigits(seal.chain));
        }
    }

    private boolean isSkipped() {
        if (toSkip == 0) {
            return left-- <= 0;
        }
        toSkip--;
        skipped++;
        return true;
    }

    private void event(final String record, final long timeNs, final String words) {
        if (!range.isTimeWanted(timeNs) || isSkipped()) {
            return;
        }
        final String time = time(timeNs, ChronoUnit.NANOS);
        if (json.isAsked()) {
            json.line(fields -> {
                fields.writeStringField("record", record);
                fields.writeStringField("time", time);
                fields.writeStringField("text", words);
            });
        } else {
            out.append(time)
                    .append(' ')
                    .append(record)
                    .append(' ')
                    .append(words)
                    .append('\n');
        }
    }

    private static void write(final JsonGenerator fields, final AggTrade trade) throws IOException {
        fields.writeStringField("market", trade.instrument.market().label());
        fields.writeStringField("s", trade.instrument.symbol());
        fields.writeNumberField("a", trade.id);
        fields.writeStringField("p", Decimals.toString(trade.priceMantissa, trade.priceExponent));
        fields.writeStringField("q", Decimals.toString(trade.quantityMantissa, trade.quantityExponent));
        if (trade.hasNormalQuantity) {
            fields.writeStringField(
                    "nq", Decimals.toString(trade.normalQuantityMantissa, trade.normalQuantityExponent));
        }
        fields.writeNumberField("f", trade.firstTradeId);
        fields.writeNumberField("l", trade.lastTradeId);
        fields.writeNumberField("T", trade.tradeTimeUs);
        fields.writeNumberField("E", trade.eventTimeUs);
        fields.writeBooleanField("m", trade.isBuyerMaker);
        if (trade.bestMatch != AggTrade.ABSENT) {
            fields.writeBooleanField("M", trade.bestMatch == 1);
        }
        if (trade.symbolType != AggTrade.ABSENT) {
            fields.writeNumberField("st", trade.symbolType);
        }
        fields.writeStringField("source", trade.source.name());
        fields.writeNumberField("line", trade.line);
        fields.writeNumberField("receiveNs", trade.receiveTimeNs);
    }

    private static String time(final long sinceEpoch, final ChronoUnit unit) {
        return Instant.EPOCH.plus(sinceEpoch, unit).toString();
    }
}
