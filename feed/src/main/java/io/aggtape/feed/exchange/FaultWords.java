package io.aggtape.feed.exchange;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One fault as people write it: a name, its value, and options, divided by commas or spaces. Every complaint names the
 * word that is wrong and says what is allowed.
 */
final class FaultWords {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9}(?=ms|s)|[0-9]{1,6}(?=m|h))(ms|s|m|h)");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern PROBABILITY =
            Pattern.compile("0?\\.[0-9]{1,12}|0|1|1\\.0{1,12}|[0-9]{1,2}e-[0-9]{1,2}");

    private final String text;
    private final FaultKind kind;
    private final String value;
    private final Map<String, String> options = new LinkedHashMap<>();

    /**
     * Takes the text apart.
     *
     * @throws IllegalArgumentException for a name or an option that there is not.
     */
    FaultWords(final String text) {
        this.text = text.strip();
        final String[] words = this.text.split("[,\\s]+", -1);
        final String name = before(words[0]);
        kind = FaultKind.of(name)
                .orElseThrow(() -> refusal(
                        name.isEmpty() ? "a name is missing" : "'" + name + "' is no fault",
                        "one of " + FaultKind.names()));
        value = words[0].contains("=") ? after(words[0]) : null;
        for (int i = 1; i < words.length; i++) {
            final String option = before(words[i]);
            if (!allows(option) || !words[i].contains("=")) {
                throw refusal("'" + words[i] + "' is no option of " + kind.text(), allowedOptions());
            }
            if (options.put(option, after(words[i])) != null) {
                throw refusal("'" + option + "' is given twice", "each option once");
            }
        }
    }

    /** Milliseconds of a text such as {@code 500ms}, {@code 2s}, {@code 5m}, {@code 1h}; -1 where it is none. */
    static long durationMs(final String text) {
        final Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return -1;
        }
        final long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> count;
            case "s" -> count * 1_000;
            case "m" -> count * 60_000;
            default -> count * 3_600_000;
        };
    }

    FaultKind kind() {
        return kind;
    }

    /** The value's word, empty where it takes none. */
    String word() {
        final FaultValue rule = kind.value();
        if (rule.kind() == FaultValue.Kind.NONE && value != null) {
            throw refusal("'" + kind.text() + "' takes no value", "the name alone");
        }
        final String given = value == null ? rule.fallback() : value;
        if (rule.kind() != FaultValue.Kind.NONE && given.isEmpty()) {
            throw refusal("'" + kind.text() + "' needs a value", kind.text() + "=VALUE with " + rule.allowed());
        }
        if (rule.kind() == FaultValue.Kind.WORD && !rule.words().contains(given)) {
            throw refusal("'" + given + "' is no value of " + kind.text(), rule.allowed());
        }
        return given;
    }

    /** The value as a number, a duration in ms; 0 where it is neither. */
    long number() {
        final FaultValue rule = kind.value();
        final String given = word();
        final long number = switch (rule.kind()) {
            case NONE -> 0;
            case NUMBER -> NUMBER.matcher(given).matches() ? Long.parseLong(given) : rule.low() - 1;
            case DURATION -> durationMs(given);
            case WORD -> NUMBER.matcher(given).matches() ? Long.parseLong(given) : 0;
        };
        final boolean isRanged = rule.kind() == FaultValue.Kind.NUMBER || rule.kind() == FaultValue.Kind.DURATION;
        final boolean isNumber =
                rule.kind() != FaultValue.Kind.NUMBER || NUMBER.matcher(given).matches();
        if (isRanged && (!isNumber || number < rule.low() || number > rule.high())) {
            throw refusal("'" + given + "' is no value of " + kind.text(), rule.allowed());
        }
        return number;
    }

    boolean has(final String option) {
        return options.containsKey(option);
    }

    /** Of 0 to 1; 1 where it is not given. */
    double probability() {
        final String given = options.getOrDefault("p", "1");
        final double probability = PROBABILITY.matcher(given).matches() ? Double.parseDouble(given) : -1;
        if (probability < 0 || probability > 1) {
            throw refusal("'p=" + given + "' is no probability", "0 to 1 such as 0.01");
        }
        return probability;
    }

    /** A time of an option in ns, {@code otherwise} in ms where it is not given. */
    long durationNs(final String option, final long otherwiseMs) {
        final String given = options.get(option);
        final long ms = given == null ? otherwiseMs : durationMs(given);
        if (ms < 0 || (given != null && ms == 0 && !option.equals("after"))) {
            throw refusal("'" + option + '=' + given + "' is no duration", "such as 500ms, 20s, 5m or 1h");
        }
        return ms * 1_000_000;
    }

    /** A whole number above 0 of an option, 0 where it is not given. */
    long count(final String option) {
        final String given = options.get(option);
        if (given == null) {
            return 0;
        }
        if (!NUMBER.matcher(given).matches() || Long.parseLong(given) < 1) {
            throw refusal("'" + option + '=' + given + "' is no count", "a number above 0");
        }
        return Long.parseLong(given);
    }

    /** In upper case, empty for all. */
    String symbol() {
        return options.getOrDefault("symbol", "").toUpperCase(Locale.ROOT);
    }

    /** The first and the last id, or null where none are named. */
    long[] ids() {
        final String given = options.get("ids");
        if (given == null) {
            return null;
        }
        final String[] ends = given.split("\\.\\.", -1);
        final String last = ends[ends.length - 1];
        if (ends.length > 2
                || !NUMBER.matcher(ends[0]).matches()
                || !NUMBER.matcher(last).matches()
                || Long.parseLong(ends[0]) > Long.parseLong(last)) {
            throw refusal("'ids=" + given + "' are no ids", "ids=1007 or ids=1007..1010");
        }
        return new long[] {Long.parseLong(ends[0]), Long.parseLong(last)};
    }

    /** A complaint about this fault. */
    IllegalArgumentException refusal(final String what, final String allowed) {
        return new IllegalArgumentException("fault '" + text + "': " + what + "; allowed: " + allowed);
    }

    private boolean allows(final String option) {
        return kind.scope().options().contains(option) || (kind.hasStatus() && option.equals("retry-after"));
    }

    private String allowedOptions() {
        final String options = String.join("=, ", kind.scope().options());
        final String all = kind.hasStatus() ? options + "=, retry-after" : options;
        return all.isEmpty() ? "none" : all + '=';
    }

    private static String before(final String word) {
        final int at = word.indexOf('=');
        return at < 0 ? word : word.substring(0, at);
    }

    private static String after(final String word) {
        return word.substring(word.indexOf('=') + 1);
    }
}
