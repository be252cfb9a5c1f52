package io.aggtape.feed.exchange;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the exchange plays: a tape, or archive files to their end, or, where there is neither, generated trades without end.
 *
 * @param csv archive files, each {@code PATH} or {@code SYMBOL=PATH}.
 * @param symbols the generated symbols in upper case; unused with files.
 * @param seed the generator's seed: the same seed gives the same trades but for their times.
 * @param intensity how many times busier than the recorded market the generator is; above 0.
 * @param skippedIds by symbol, trades that are sent neither on the stream nor by REST.
 * @param tape the tape and how it is played; empty for none.
 */
public record Program(
        List<String> csv,
        List<String> symbols,
        long seed,
        double intensity,
        Map<String, Set<Long>> skippedIds,
        Optional<TapeProgram> tape) {
    /** What the demo plays. */
    public static final List<String> DEMO_SYMBOLS = List.of("BTCUSDT", "ETHUSDT", "BNBUSDT", "SOLUSDT");

    public Program {
        csv = List.copyOf(csv);
        symbols = List.copyOf(symbols);
        skippedIds = Map.copyOf(skippedIds);
        if (csv.isEmpty() && symbols.isEmpty() && tape.isEmpty()) {
            throw new IllegalArgumentException("the exchange needs symbols or files to play");
        }
        if (!(intensity > 0 && intensity <= 1e6)) {
            throw new IllegalArgumentException("intensity is above 0 and at most 1e6, not " + intensity);
        }
        if (symbols.stream().distinct().count() != symbols.size()) {
            throw new IllegalArgumentException("a symbol is named twice: " + symbols);
        }
    }

    /** Plays files, or generates trades where there are none. */
    public Program(
            final List<String> csv,
            final List<String> symbols,
            final long seed,
            final double intensity,
            final Map<String, Set<Long>> skippedIds) {
        this(csv, symbols, seed, intensity, skippedIds, Optional.empty());
    }

    /** Plays a tape. */
    public static Program ofTape(final TapeProgram tape) {
        return new Program(List.of(), List.of(), 0, 1, Map.of(), Optional.of(tape));
    }

    /** Plays files to their end. */
    public static Program ofCsv(final List<String> csv) {
        return new Program(csv, List.of(), 0, 1, Map.of());
    }

    /** Generates trades of these symbols without end. */
    public static Program generated(final List<String> symbols, final long seed, final double intensity) {
        return new Program(List.of(), symbols, seed, intensity, Map.of());
    }

    /** This program without some of its trades. */
    public Program withSkippedIds(final Map<String, Set<Long>> ids) {
        return new Program(csv, symbols, seed, intensity, ids, tape);
    }
}
