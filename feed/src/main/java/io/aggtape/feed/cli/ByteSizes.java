package io.aggtape.feed.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads sizes as people write them: {@code 4096}, {@code 512k}, {@code 8M}, {@code 8MiB}, {@code 1.5G}, {@code 2T}; powers of 1,024. */
public final class ByteSizes implements ITypeConverter<Long> {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,19}(?:\\.\\d{1,9})?)([kKMGT]?)(?:i?B)?");
    private static final String UNITS = "KMGT";
    private static final int UNIT = 1024;

    /**
     * A size of 0 to {@link Long#MAX_VALUE} bytes; what is left of a byte is dropped.
     *
     * @throws TypeConversionException where the text is none.
     */
    @Override
    public Long convert(final String text) {
        final Matcher size = SIZE.matcher(text.trim());
        if (!size.matches()) {
            throw refusal(text);
        }
        final int power = size.group(2).isEmpty()
                ? 0
                : UNITS.indexOf(Character.toUpperCase(size.group(2).charAt(0))) + 1;
        try {
            return new BigDecimal(size.group(1))
                    .multiply(BigDecimal.valueOf(UNIT).pow(power))
                    .setScale(0, power == 0 ? RoundingMode.UNNECESSARY : RoundingMode.DOWN)
                    .longValueExact();
        } catch (final ArithmeticException e) {
            throw refusal(text);
        }
    }

    private static TypeConversionException refusal(final String text) {
        return new TypeConversionException("'" + text + "' is not a size: write 4096, 512k, 8M, 50G or 2T");
    }
}
