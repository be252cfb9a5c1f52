package io.aggtape.pipeline;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import io.aggtape.journal.RejectReason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** A decoder and a slot whose bytes around the frame are digits, so that a read outside of it would be believed. */
final class DecoderRig {
    private static final int MARGIN = 64;

    final AggTrade trade = new AggTrade();
    final AggTradeDecoder decoder = new AggTradeDecoder(new Instruments());

    private UnsafeBuffer slot = new UnsafeBuffer(ByteBuffer.allocateDirect(4096));

    /** The lines of a resource that lies beside this class. */
    static List<String> lines(final String resource) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(DecoderRig.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The unit of our own example frames: microseconds have 16 digits. */
    static WireTimeUnit unitOf(final String frame) {
        return frame.matches(".*\"[ET]\"\\s*:\\s*\\d{16}\\D.*") ? WireTimeUnit.MICROSECONDS : WireTimeUnit.MILLISECONDS;
    }

    DecodeResult decode(final String frame) {
        return decode(frame.getBytes(StandardCharsets.UTF_8), Market.SPOT, unitOf(frame));
    }

    DecodeResult decode(final byte[] frame, final Market market, final WireTimeUnit unit) {
        if (slot.capacity() < frame.length + 2 * MARGIN) {
            slot = new UnsafeBuffer(ByteBuffer.allocateDirect(2 * frame.length + 2 * MARGIN));
        }
        slot.setMemory(0, MARGIN, (byte) '1');
        slot.setMemory(MARGIN + frame.length, MARGIN, (byte) '1');
        slot.putBytes(MARGIN, frame);
        return decoder.decode(slot, MARGIN, frame.length, true, market, unit, trade);
    }

    /** The result in words: a trade's fields, or the reason, or that it is foreign. */
    String outcome(final DecodeResult result) {
        return result == DecodeResult.TRADE ? WireOracle.describe(trade) : result + " " + decoder.rejectReason();
    }

    RejectReason reasonOf(final String frame) {
        final DecodeResult result = decode(frame);
        return result == DecodeResult.REJECTED ? decoder.rejectReason() : null;
    }
}
