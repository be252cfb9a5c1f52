package io.aggtape.pipeline;

import io.aggtape.journal.Market;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;

/** Makes valid frames of every kind, most of them as Binance writes them, and breaks them. */
final class FrameGenerator {
    private static final String[] SYMBOLS = {
        "BTCUSDT", "ETHUSDT", "1000PEPEUSDT", "BTCUSD_PERP", "BTCUSD_261225", "A", "币安人生USDT", "ÄÖ€𝄞", "X".repeat(64)
    };
    private static final String INSERTED = "{}[]\",:\\0123456789.eE-+ \n\tnulltruefalse\u00e4\u0001aEspqflTmM";

    private final SplittableRandom random;

    private Market market;
    private WireTimeUnit unit;

    FrameGenerator(final SplittableRandom random) {
        this.random = random;
    }

    /** The market of the last frame. */
    Market market() {
        return market;
    }

    /** The unit of the last frame's times. */
    WireTimeUnit unit() {
        return unit;
    }

    /** A frame that holds a trade. */
    byte[] frame() {
        market = Market.ofCode(random.nextInt(3));
        unit = random.nextInt(4) == 0 ? WireTimeUnit.MICROSECONDS : WireTimeUnit.MILLISECONDS;
        final boolean isOdd = random.nextInt(5) == 0;
        final String symbol =
                random.nextBoolean() ? SYMBOLS[random.nextInt(SYMBOLS.length)] : "C" + random.nextInt(300) + "USDT";
        final List<String> fields = fields(symbol, isOdd);
        if (isOdd && random.nextBoolean()) {
            addUnknown(fields);
        }
        if (isOdd && random.nextBoolean()) {
            Collections.shuffle(fields, new Random(random.nextLong()));
        }
        String text = object(fields, isOdd);
        if (random.nextBoolean()) {
            final List<String> wrapper = new ArrayList<>(List.of(
                    field("stream", quoted(symbol.toLowerCase(Locale.ROOT) + "@aggTrade", isOdd), isOdd)));
            wrapper.add(isOdd && random.nextBoolean() ? 0 : 1, "\"data\":" + text);
            text = object(wrapper, isOdd);
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The frame with some of its bytes changed, removed, added or moved. */
    byte[] broken(final byte[] frame) {
        final int at = random.nextInt(frame.length);
        switch (random.nextInt(6)) {
            case 0 -> {
                final byte[] flipped = frame.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                return flipped;
            }
            case 1 -> {
                final byte[] changed = frame.clone();
                changed[at] = (byte) INSERTED.charAt(random.nextInt(INSERTED.length()));
                return changed;
            }
            case 2 -> {
                return spliced(frame, at, at + 1 + random.nextInt(3), "");
            }
            case 3 -> {
                final int from = random.nextInt(INSERTED.length());
                final int to = Math.min(INSERTED.length(), from + 1 + random.nextInt(4));
                return spliced(frame, at, at, INSERTED.substring(from, to));
            }
            case 4 -> {
                return Arrays.copyOf(frame, at);
            }
            default -> {
                final int from = random.nextInt(frame.length);
                final int to = Math.min(frame.length, from + 1 + random.nextInt(20));
                return spliced(frame, at, at, new String(frame, from, to - from, StandardCharsets.ISO_8859_1));
            }
        }
    }

    private static byte[] spliced(final byte[] frame, final int from, final int to, final String latin1) {
        final String text = new String(frame, StandardCharsets.ISO_8859_1);
        final String end = text.substring(Math.min(text.length(), to));
        return (text.substring(0, from) + latin1 + end).getBytes(StandardCharsets.ISO_8859_1);
    }

    private List<String> fields(final String symbol, final boolean isOdd) {
        final long first = integer(isOdd);
        final boolean isPlaceholder = random.nextInt(500) == 0;
        final long last = Math.max(first, first + random.nextInt(20));
        final List<String> fields = new ArrayList<>();
        fields.add(field("e", quoted("aggTrade", isOdd), isOdd));
        fields.add(field("E", Long.toString(time()), isOdd));
        fields.add(field("s", quoted(symbol, isOdd), isOdd));
        fields.add(market == Market.SPOT ? 3 : 2, field("a", Long.toString(integer(isOdd)), isOdd));
        fields.add(field("p", quoted(decimal(isOdd), isOdd), isOdd));
        fields.add(field("q", quoted(decimal(isOdd), isOdd), isOdd));
        if (market == Market.USDM && random.nextInt(4) != 0) {
            fields.add(field("nq", quoted(decimal(isOdd), isOdd), isOdd));
        }
        fields.add(field("f", isPlaceholder ? "-1" : Long.toString(first), isOdd));
        fields.add(field("l", isPlaceholder ? "-1" : Long.toString(last), isOdd));
        fields.add(field("T", Long.toString(time()), isOdd));
        fields.add(field("m", Boolean.toString(random.nextBoolean()), isOdd));
        if (market == Market.SPOT) {
            fields.add(field("M", Boolean.toString(random.nextInt(50) != 0), isOdd));
        } else if (random.nextInt(4) != 0) {
            fields.add(field("st", isOdd ? oddType() : Integer.toString(1 + random.nextInt(2)), isOdd));
        }
        return fields;
    }

    private String oddType() {
        return switch (random.nextInt(6)) {
            case 0 -> "null";
            case 1 -> "\"UM\"";
            case 2 -> "-1";
            case 3 -> "1.5";
            default -> Integer.toString(random.nextInt(200));
        };
    }

    private void addUnknown(final List<String> fields) {
        for (int i = random.nextInt(3); i >= 0; i--) {
            final String value = switch (random.nextInt(8)) {
                case 0 -> "{\"a\":1,\"p\":\"9\",\"x\":[1,{\"T\":2}]}";
                case 1 -> "null";
                case 2 -> "\"br{ace\\\"}\\\\\"";
                case 3 -> "-1.5e+7";
                case 4 -> Boolean.toString(random.nextBoolean());
                case 5 -> Long.toString(random.nextInt(100_000));
                default -> "\"" + "MARKET_LIMIT_GTC ".substring(0, random.nextInt(17)) + "\"";
            };
            fields.add(random.nextInt(fields.size() + 1), field("x" + random.nextInt(4), value, false));
        }
    }

    private long time() {
        if (unit == WireTimeUnit.MILLISECONDS) {
            return random.nextInt(20) == 0
                    ? random.nextLong(100_000_000_000_000L)
                    : 1_700_000_000_000L + random.nextLong(100_000_000_000L);
        }
        return random.nextInt(20) == 0
                ? random.nextLong(100_000_000_000_000L, 100_000_000_000_000_000L)
                : 1_700_000_000_000_000L + random.nextLong(100_000_000_000_000L);
    }

    private long integer(final boolean isOdd) {
        if (isOdd && random.nextInt(10) == 0) {
            return Long.MAX_VALUE - random.nextInt(3);
        }
        return random.nextLong(1L << random.nextInt(1, isOdd ? 63 : 36));
    }

    private String decimal(final boolean isOdd) {
        final String whole = Long.toString(random.nextLong(1L << random.nextInt(1, isOdd ? 36 : 24)));
        if (isOdd) {
            switch (random.nextInt(8)) {
                case 0:
                    return "92233720368.54775807";
                case 1:
                    return whole + "." + "0".repeat(1 + random.nextInt(40));
                case 2:
                    return "0".repeat(1 + random.nextInt(30)) + random.nextInt(100);
                case 3:
                    return "0." + "0".repeat(random.nextInt(18)) + "1";
                default:
            }
        }
        final int places = market == Market.SPOT ? 8 : random.nextInt(5);
        return places == 0 ? whole : whole + "." + digits(places);
    }

    private String digits(final int count) {
        return Long.toString(random.nextLong(1_000_000_000L) + 1_000_000_000L).substring(1, 1 + count);
    }

    private String quoted(final String text, final boolean isOdd) {
        if (!isOdd || random.nextInt(8) != 0) {
            return '"' + text + '"';
        }
        final StringBuilder escaped = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            final boolean isEscaped = Character.isSurrogate(c) || random.nextInt(3) == 0;
            escaped.append(isEscaped ? String.format("\\u%04x", (int) c) : String.valueOf(c));
        }
        return escaped.append('"').toString();
    }

    private String field(final String key, final String value, final boolean isOdd) {
        return quoted(key, isOdd) + space(isOdd) + ':' + space(isOdd) + value;
    }

    private String object(final List<String> fields, final boolean isOdd) {
        return space(isOdd) + '{' + space(isOdd) + String.join(',' + space(isOdd), fields) + space(isOdd) + '}';
    }

    private String space(final boolean isOdd) {
        return isOdd && random.nextInt(8) == 0 ? " \n\t\r".substring(0, 1 + random.nextInt(4)) : "";
    }
}
