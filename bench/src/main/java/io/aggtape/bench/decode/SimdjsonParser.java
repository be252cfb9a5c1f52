package io.aggtape.bench.decode;

import io.aggtape.bench.FrameKind;
import io.aggtape.bench.WireFrames;
import io.aggtape.bench.bean.TradeBean;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;

/**
 * Simdjson-java into records. It is for JDK 24 and later, which this is not compiled for, and needs {@code --add-modules
 * jdk.incubator.vector}: so it is called by a constant method handle, which the JIT compiles to the call itself.
 */
final class SimdjsonParser implements FrameParser {
    /** What it may read after a frame, so that it need not copy. */
    private static final int PADDING = 64;

    private static final int CAPACITY = 16 << 10;
    private static final int MAX_DEPTH = 64;
    private static final MethodHandle NEW;
    private static final MethodHandle PARSE;

    static {
        try {
            final Class<?> parser = Class.forName("org.simdjson.SimdJsonParser");
            final MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            NEW = lookup.findConstructor(parser, MethodType.methodType(void.class, int.class, int.class));
            PARSE = lookup.findVirtual(
                            parser, "parse", MethodType.methodType(Object.class, byte[].class, int.class, Class.class))
                    .asType(MethodType.methodType(Object.class, Object.class, byte[].class, int.class, Class.class));
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Object parser;
    private final byte[][] frames;
    private final boolean isCombined;

    /** The nine fields; the library binds no decimals, so they come as text. */
    record Trade(long E, String s, long a, String p, String q, long f, long l, long T, boolean m) {}

    /** What a combined stream wraps around them. */
    record Combined(String stream, Trade data) {}

    SimdjsonParser(final WireFrames frames, final FrameKind kind) {
        this.frames = BindingParser.arrays(frames, PADDING);
        this.isCombined = kind.isCombined();
        try {
            parser = NEW.invoke(CAPACITY, MAX_DEPTH);
        } catch (final Throwable e) {
            throw new IllegalStateException("no simdjson parser", e);
        }
    }

    @Override
    public Object parse(final int index) {
        final byte[] frame = frames[index];
        final Trade from =
                isCombined ? ((Combined) call(frame, Combined.class)).data : (Trade) call(frame, Trade.class);
        final TradeBean bean = new TradeBean();
        bean.E = from.E;
        bean.s = from.s;
        bean.a = from.a;
        bean.p = new BigDecimal(from.p);
        bean.q = new BigDecimal(from.q);
        bean.f = from.f;
        bean.l = from.l;
        bean.T = from.T;
        bean.m = from.m;
        return bean;
    }

    private Object call(final byte[] frame, final Class<?> type) {
        try {
            return PARSE.invokeExact(parser, frame, frame.length - PADDING, (Class) type);
        } catch (final Throwable e) {
            throw new IllegalStateException("simdjson takes no trade", e);
        }
    }

    @Override
    public TradeBean bean(final Object parsed) {
        return (TradeBean) parsed;
    }
}
