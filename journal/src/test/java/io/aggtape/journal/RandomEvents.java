package io.aggtape.journal;

import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/** Events with random and extreme fields. */
final class RandomEvents {
    private static final long[] EXTREME_IDS = {0, 1, Integer.MAX_VALUE, 1L << 32, Long.MAX_VALUE};
    private static final long[] EXTREMES = {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE};
    private static final int[] EXTREME_INTS = {Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE};
    private static final String[] TEXTS = {"", "a", "connection reset by peer", "naïve 币安", "\uD83D\uDE00\n=\t\""};
    private static final String[] SYMBOLS = {"B", "BTCUSDT", "BTCUSD_PERP", "币安人生USDT", "X".repeat(64), "币".repeat(21)};

    private final SplittableRandom random;
    private final Instruments instruments = new Instruments();

    RandomEvents(final SplittableRandom random) {
        this.random = random;
    }

    AggTrade trade() {
        final AggTrade trade = new AggTrade();
        trade.instrument = instrument();
        trade.id = id();
        trade.firstTradeId = random.nextInt(4) == 0 ? -1 : id();
        trade.lastTradeId = random.nextInt(4) == 0 ? -1 : id();
        trade.priceMantissa = id();
        trade.priceExponent = -random.nextInt(19);
        trade.quantityMantissa = id();
        trade.quantityExponent = -random.nextInt(19);
        trade.hasNormalQuantity = random.nextBoolean();
        if (trade.hasNormalQuantity) {
            trade.normalQuantityMantissa = id();
            trade.normalQuantityExponent = -random.nextInt(19);
        }
        trade.tradeTimeUs = number();
        trade.eventTimeUs = number();
        trade.isBuyerMaker = random.nextBoolean();
        trade.bestMatch = random.nextInt(3) - 1;
        trade.symbolType = random.nextInt(129) - 1;
        trade.source = pick(TradeSource.values());
        trade.line = random.nextInt(3) == 0 ? 0xFFFF : random.nextInt(0x10000);
        trade.receiveTimeNs = number();
        return trade;
    }

    Gap gap() {
        final Gap gap = new Gap();
        gap.instrument = instrument();
        gap.state = pick(GapState.values());
        gap.firstId = id();
        gap.lastId = id();
        gap.timeNs = number();
        gap.reason = pick(TEXTS);
        return gap;
    }

    Rejected rejected() {
        final Rejected rejected = new Rejected();
        rejected.reason = pick(RejectReason.values());
        rejected.market = pick(Market.values());
        rejected.source = pick(TradeSource.values());
        rejected.line = integer();
        rejected.receiveTimeNs = number();
        final byte[] frame = new byte[random.nextInt(3) * random.nextInt(500)];
        random.nextBytes(frame);
        rejected.buffer = new UnsafeBuffer(frame);
        rejected.offset = Math.min(frame.length, 3);
        rejected.length = frame.length - rejected.offset;
        return rejected;
    }

    LineEvent line() {
        final LineEvent line = new LineEvent();
        line.line = integer();
        line.market = pick(Market.values());
        line.state = pick(LineState.values());
        line.attempt = integer();
        line.timeNs = number();
        line.stageNs = number();
        line.reason = pick(TEXTS);
        return line;
    }

    SessionEvent session() {
        final SessionEvent session = new SessionEvent();
        session.runId = number();
        session.isStart = random.nextBoolean();
        session.timeNs = number();
        session.epochOffsetNs = number();
        session.version = pick(TEXTS);
        session.configuration = pick(TEXTS).repeat(random.nextInt(2_000));
        return session;
    }

    ClockEvent clock() {
        final ClockEvent clock = new ClockEvent();
        clock.market = pick(Market.values());
        clock.timeNs = number();
        clock.offsetNs = number();
        clock.errorBoundNs = number();
        return clock;
    }

    private Instrument instrument() {
        return instruments.intern(pick(Market.values()), pick(SYMBOLS));
    }

    private long id() {
        return random.nextBoolean() ? EXTREME_IDS[random.nextInt(EXTREME_IDS.length)] : random.nextLong() >>> 1;
    }

    private long number() {
        return random.nextBoolean() ? EXTREMES[random.nextInt(EXTREMES.length)] : random.nextLong();
    }

    private int integer() {
        return random.nextBoolean() ? EXTREME_INTS[random.nextInt(EXTREME_INTS.length)] : random.nextInt();
    }

    private <T> T pick(final T[] values) {
        return values[random.nextInt(values.length)];
    }
}
