package io.aggtape.journal.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instrument;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds out what an archive file is; owned by one thread. */
final class ArchiveProbe {
    /** So many rows may be bad before the first sound one; a file that begins with more is another kind of file. */
    private static final int MAX_ROWS = 100;

    private static final int SHOWN_CHARS = 100;
    private static final Pattern COINM_SYMBOL = Pattern.compile(".+USD_(PERP|\\d{6})");

    private final Path path;
    private final RowParser parser = new RowParser();
    private final AggTrade trade = new AggTrade();

    ArchiveProbe(final Path path) {
        this.path = path;
    }

    ArchiveFile probe(final Market market, final String symbol) {
        final String knownSymbol = symbol == null
                ? symbolOfName(path)
                        .orElseThrow(
                                () -> new ArchiveException("the name of " + path + " does not begin with a symbol, as"
                                        + " BTCUSDT-aggTrades-2026-11-22.zip does: say --symbol"))
                : symbol;
        final ArchiveFormat format = format();
        final Market knownMarket = market == null ? marketOf(format, knownSymbol) : market;
        return new ArchiveFile(path, knownMarket, knownSymbol, format, trade.id, trade.tradeTimeUs);
    }

    static Optional<String> symbolOfName(final Path path) {
        final String name = String.valueOf(path.getFileName());
        final String symbol = name.substring(0, Math.max(0, name.indexOf('-')));
        final boolean isSymbol = !symbol.isEmpty()
                && symbol.equals(symbol.toUpperCase(Locale.ROOT))
                && symbol.getBytes(UTF_8).length <= Instrument.MAX_SYMBOL_BYTES;
        return isSymbol ? Optional.of(symbol) : Optional.empty();
    }

    /** Why a file could not be read, in words. */
    static String reason(final IOException fault) {
        if (fault instanceof NoSuchFileException) {
            return "no such file";
        }
        return fault instanceof AccessDeniedException ? "access denied" : String.valueOf(fault.getMessage());
    }

    private ArchiveFormat format() {
        if (Files.isDirectory(path)) {
            throw new ArchiveException(path + " is a directory");
        }
        try (ArchiveInput input = ArchiveInput.open(path);
                ArchiveLines lines = new ArchiveLines(input.content())) {
            return format(lines);
        } catch (final IOException e) {
            throw new ArchiveException("cannot read " + path + ": " + reason(e), e);
        }
    }

    private ArchiveFormat format(final ArchiveLines lines) throws IOException {
        boolean hasHeader = false;
        String first = null;
        for (int row = 0; row < MAX_ROWS && lines.next(); row++) {
            if (first == null) {
                first = textOf(lines);
                hasHeader = RowParser.isHeader(lines.bytes(), lines.offset(), lines.length());
            }
            final int columns = RowParser.columns(lines.bytes(), lines.offset(), lines.length());
            for (final boolean isMicros : new boolean[] {false, true}) {
                final ArchiveFormat format = new ArchiveFormat(hasHeader, columns, isMicros);
                if (isTrade(lines, format)) {
                    return format;
                }
            }
        }
        throw new ArchiveException(first == null ? path + " is empty" : refusal(first));
    }

    private boolean isTrade(final ArchiveLines lines, final ArchiveFormat format) {
        return (format.columns() == ArchiveFormat.FUTURES_COLUMNS || format.columns() == ArchiveFormat.SPOT_COLUMNS)
                && parser.parse(lines.bytes(), lines.offset(), lines.length(), format, trade) == null;
    }

    private String refusal(final String first) {
        final String lower = first.toLowerCase(Locale.ROOT);
        final boolean isSingleTrades = lower.contains("trade") && !lower.contains("agg");
        return path + (isSingleTrades ? " holds single trades (@trade), not" : " holds no") + " aggregate trades: its"
                + " first line is '" + first + "', a row would be id,price,quantity,first id,last id,time,true|false"
                + " and on spot one more true|false: take Binance's aggTrades file";
    }

    private static String textOf(final ArchiveLines lines) {
        return new String(lines.bytes(), lines.offset(), Math.min(lines.length(), SHOWN_CHARS), UTF_8)
                .replaceAll("\\p{Cntrl}", "?");
    }

    /** Columns and symbol tell the market; a path that names another one makes it a question. */
    private Market marketOf(final ArchiveFormat format, final String symbol) {
        final boolean isSpot = format.columns() == ArchiveFormat.SPOT_COLUMNS;
        final Market futures = COINM_SYMBOL.matcher(symbol).matches() ? Market.COINM : Market.USDM;
        final Market byShape = isSpot ? Market.SPOT : futures;
        final Set<Market> named = marketsNamed();
        if (!named.isEmpty() && !named.equals(Set.of(byShape))) {
            throw new ArchiveException("the market of " + path + " is not clear: its " + format.columns()
                    + " columns and the symbol " + symbol + " are those of " + byShape.label() + ", its path names "
                    + named.iterator().next().label() + ": say --market");
        }
        return byShape;
    }

    private Set<Market> marketsNamed() {
        final Set<Market> named = EnumSet.noneOf(Market.class);
        for (final Path part : path) {
            final boolean isName = part.equals(path.getFileName());
            for (final String word : part.toString().split(isName ? "-" : "/")) {
                switch (word) {
                    case "spot" -> named.add(Market.SPOT);
                    case "um", "usdm" -> named.add(Market.USDM);
                    case "cm", "coinm" -> named.add(Market.COINM);
                    default -> {}
                }
            }
        }
        return named;
    }
}
