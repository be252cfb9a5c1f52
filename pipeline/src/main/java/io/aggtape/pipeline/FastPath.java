package io.aggtape.pipeline;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instrument;
import io.aggtape.journal.Market;
import org.agrona.DirectBuffer;

/**
 * Decodes frames of the shapes that it has seen, first as the usual order, then by the shapes themselves: it compares
 * every byte between the values and checks every byte of a value, so that it accepts only what the general path
 * accepts, with the same fields. It never rejects: whatever it does not take is the general path's to judge.
 */
final class FastPath {
    /** How many shapes are kept: a line has one, or two when the exchange adds a field. */
    static final int MAX_SHAPES = 8;

    private final FrameBytes frame = new FrameBytes();
    private final KnownTracks tracks = new KnownTracks();
    private final UsualPath usualPath = new UsualPath(frame, tracks);
    private final FieldLocator locator = new FieldLocator(frame, tracks);
    private final FieldValues values = new FieldValues(frame, locator);
    private final FrameShape[] shapes = new FrameShape[MAX_SHAPES];
    private final FrameShape[] lastShapes = new FrameShape[Market.values().length];
    private int shapeCount;
    private int nextReplaced;

    /** Fills the trade and returns true, or returns false and leaves the frame to the general path. */
    boolean decode(
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final Market market,
            final WireTimeUnit unit,
            final AggTrade trade) {
        final FrameShape likely = lastShapes[market.code()];
        if (likely == null || length < Long.BYTES || length > FrameBytes.MAX_LENGTH) {
            return false;
        }
        frame.wrap(buffer, offset, length);
        if (usualPath.decode(market, unit, trade) || matches(likely, market, unit, trade)) {
            return true;
        }
        for (int i = 0; i < shapeCount; i++) {
            final FrameShape shape = shapes[i];
            if (shape != likely && matches(shape, market, unit, trade)) {
                lastShapes[market.code()] = shape;
                return true;
            }
        }
        return false;
    }

    /** Remembers the shape and the names of a frame that the general path has accepted. */
    void learn(final LearnedFrame learned, final Instrument instrument) {
        final FrameShape shape = keep(learned.shape());
        shape.lastTrack = tracks.keep(learned, instrument);
        lastShapes[instrument.market().code()] = shape;
    }

    private FrameShape keep(final FrameShape shape) {
        for (int i = 0; i < shapeCount; i++) {
            if (shapes[i].isSame(shape)) {
                return shapes[i];
            }
        }
        if (shapeCount < MAX_SHAPES) {
            shapes[shapeCount++] = shape;
        } else {
            shapes[nextReplaced] = shape;
            nextReplaced = (nextReplaced + 1) % MAX_SHAPES;
        }
        return shape;
    }

    private boolean matches(
            final FrameShape shape, final Market market, final WireTimeUnit unit, final AggTrade trade) {
        if (locator.locate(shape, market) && values.fill(shape, unit, trade)) {
            learn(shape, unit);
            return true;
        }
        if (!frame.lacksRoom()) {
            return false;
        }
        frame.moveToScratch();
        if (locator.locate(shape, market) && values.fill(shape, unit, trade)) {
            learn(shape, unit);
            return true;
        }
        return false;
    }

    private void learn(final FrameShape shape, final WireTimeUnit unit) {
        if (shape.lastTrack != locator.track()) {
            shape.lastTrack = locator.track();
        }
        usualPath.learn(locator, unit);
    }
}
