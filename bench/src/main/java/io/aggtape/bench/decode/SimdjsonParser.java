package io.aggtape.bench.decode;

import io.aggtape.bench.FrameKind;
import io.aggtape.bench.WireFrames;
import io.aggtape.bench.bean.TradeBean;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;

/**
 * The tree of simdjson-java, of which the nine fields are taken; its binding to records reflects anew for each document
 * and is slower by far. It is for JDK 24 and later, which this is not compiled for, and needs {@code --add-modules
 * jdk.incubator.vector}: so it is called by constant method handles, which the JIT compiles to the calls themselves.
 */
final class SimdjsonParser implements FrameParser {
    /** What it may read after a frame, so that it need not copy. */
    private static final int PADDING = 64;

    private static final int CAPACITY = 16 << 10;
    private static final int MAX_DEPTH = 64;
    private static final MethodHandle NEW;
    private static final MethodHandle PARSE;
    private static final MethodHandle GET;
    private static final MethodHandle AS_LONG;
    private static final MethodHandle AS_STRING;
    private static final MethodHandle AS_BOOLEAN;

    static {
        try {
            final Class<?> parser = Class.forName("org.simdjson.SimdJsonParser");
            final Class<?> value = Class.forName("org.simdjson.JsonValue");
            final MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            NEW = lookup.findConstructor(parser, MethodType.methodType(void.class, int.class, int.class));
            PARSE = lookup.findVirtual(parser, "parse", MethodType.methodType(value, byte[].class, int.class))
                    .asType(MethodType.methodType(Object.class, Object.class, byte[].class, int.class));
            GET = lookup.findVirtual(value, "get", MethodType.methodType(value, String.class))
                    .asType(MethodType.methodType(Object.class, Object.class, String.class));
            AS_LONG = lookup.findVirtual(value, "asLong", MethodType.methodType(long.class))
                    .asType(MethodType.methodType(long.class, Object.class));
            AS_STRING = lookup.findVirtual(value, "asString", MethodType.methodType(String.class))
                    .asType(MethodType.methodType(String.class, Object.class));
            AS_BOOLEAN = lookup.findVirtual(value, "asBoolean", MethodType.methodType(boolean.class))
                    .asType(MethodType.methodType(boolean.class, Object.class));
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Object parser;
    private final byte[][] frames;
    private final boolean isCombined;

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
        try {
            return trade(frames[index]);
        } catch (final Throwable e) {
            throw new IllegalStateException("simdjson takes no trade", e);
        }
    }

    // Handles declare Throwable; what the library throws are runtime exceptions.
    private TradeBean trade(final byte[] frame) throws Throwable {
        final Object root = (Object) PARSE.invokeExact(parser, frame, frame.length - PADDING);
        final Object from = isCombined ? (Object) GET.invokeExact(root, "data") : root;
        final TradeBean bean = new TradeBean();
        bean.E = (long) AS_LONG.invokeExact((Object) GET.invokeExact(from, "E"));
        bean.s = (String) AS_STRING.invokeExact((Object) GET.invokeExact(from, "s"));
        bean.a = (long) AS_LONG.invokeExact((Object) GET.invokeExact(from, "a"));
        bean.p = new BigDecimal((String) AS_STRING.invokeExact((Object) GET.invokeExact(from, "p")));
        bean.q = new BigDecimal((String) AS_STRING.invokeExact((Object) GET.invokeExact(from, "q")));
        bean.f = (long) AS_LONG.invokeExact((Object) GET.invokeExact(from, "f"));
        bean.l = (long) AS_LONG.invokeExact((Object) GET.invokeExact(from, "l"));
        bean.T = (long) AS_LONG.invokeExact((Object) GET.invokeExact(from, "T"));
        bean.m = (boolean) AS_BOOLEAN.invokeExact((Object) GET.invokeExact(from, "m"));
        return bean;
    }

    @Override
    public TradeBean bean(final Object parsed) {
        return (TradeBean) parsed;
    }
}
