package io.aggtape.bench.decode;

import io.aggtape.bench.FrameKind;
import io.aggtape.bench.WireFrames;
import io.aggtape.bench.bean.TradeBean;
import java.io.IOException;
import java.util.Set;

/** The parsers by name, made so that a JVM loads the classes of those alone that it asks for. */
public final class FrameParsers {
    /** What no parser can be faster than: no parsers, and so not compared with one. */
    private static final Set<String> LIMITS = Set.of("touch", "copy", "nanotime");

    private FrameParsers() {}

    /**
     * A limit, or a parser of these frames that gives for each of them what another one gives: ours is compared with
     * Jackson-jr, all others with ours.
     *
     * @throws IllegalStateException where a trade differs.
     * @throws IllegalArgumentException where neither has the name.
     */
    public static FrameWork verified(final String name, final WireFrames frames, final FrameKind kind)
            throws IOException {
        return LIMITS.contains(name) ? limit(name, frames) : verifiedParser(name, frames, kind);
    }

    /** The same of a parser. */
    static FrameParser verifiedParser(final String name, final WireFrames frames, final FrameKind kind)
            throws IOException {
        final FrameParser parser = of(name, frames, kind);
        verify(parser, of(name.startsWith("aggtape") ? "jackson-jr-map" : "aggtape", frames, kind), frames.size());
        return parser;
    }

    /**
     * Compares so many trades of two parsers.
     *
     * @throws IllegalStateException where one differs.
     */
    static void verify(final FrameParser parser, final FrameParser reference, final int count) throws IOException {
        for (int i = 0; i < count; i++) {
            final TradeBean expected = reference.bean(reference.parse(i));
            final TradeBean actual = parser.bean(parser.parse(i));
            if (!expected.equals(actual)) {
                throw new IllegalStateException(
                        parser.getClass().getSimpleName() + " makes " + actual + " of " + expected);
            }
        }
    }

    /** A parser that nobody has verified. */
    static FrameParser of(final String name, final WireFrames frames, final FrameKind kind) {
        switch (name) {
            case "aggtape":
                return new AggtapeParser(frames, kind);
            case "aggtape-general":
                return new AggtapeParser(frames.escaped(), kind);
            case "jackson-jr-map":
                return new JacksonJrMapParser(frames, kind);
            case "jackson-jr-bean":
                return new JacksonJrBeanParser(frames, kind);
            case "jackson-core":
                return new JacksonCoreParser(frames);
            case "fastjson2":
                return new Fastjson2Parser(frames, kind);
            case "dsl-json":
                return new DslJsonParser(frames, kind);
            case "jsoniter":
                return new JsoniterParser(frames, kind);
            case "simdjson":
                return new SimdjsonParser(frames, kind);
            default:
                throw new IllegalArgumentException("no parser is called '" + name + "'");
        }
    }

    private static FrameWork limit(final String name, final WireFrames frames) {
        return switch (name) {
            case "touch" -> new TouchLimit(frames);
            case "copy" -> new CopyLimit(frames);
            default -> new NanotimeLimit();
        };
    }
}
