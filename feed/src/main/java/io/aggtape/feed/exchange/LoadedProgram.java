package io.aggtape.feed.exchange;

import io.aggtape.feed.exchange.TapeProgram.PlayOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

/**
 * A program that is ready to be played.
 *
 * @param tracks its symbols, by name.
 * @param player who plays them.
 * @param resources what was opened for them and must be closed when neither playback nor REST runs any more.
 */
record LoadedProgram(Map<String, Track> tracks, Player player, Runnable resources) {
    /**
     * Reads or opens what is to be played.
     *
     * @throws IllegalArgumentException for files that are no trades; the message names file and line.
     * @throws java.io.UncheckedIOException where a file cannot be read.
     */
    static LoadedProgram of(
            final ExchangeConfig config,
            final FaultBoard board,
            final NanoClock clock,
            final EpochNanoClock epochClock) {
        return config.program()
                .tape()
                .map(tape -> ofTape(config, tape, board, clock))
                .orElseGet(() -> ofSupplies(config, board, clock, epochClock));
    }

    private static LoadedProgram ofTape(
            final ExchangeConfig config, final TapeProgram program, final FaultBoard board, final NanoClock clock) {
        final ServedTape tape = program.tape();
        final TapePages pages = new TapePages(tape);
        // In the order of the exchange the trades of a symbol are played in the order of their ids: its end says it
        // all.
        final AtomicLong played = new AtomicLong(program.order() == PlayOrder.EXCHANGE ? Long.MAX_VALUE : 0);
        final List<Track> tracks = new ArrayList<>();
        final List<TapeStore> stores = new ArrayList<>();
        for (final TapeSymbol symbol : tape.tapeSymbols()) {
            final TapeStore store = new TapeStore(tape, symbol, pages, played);
            stores.add(store);
            tracks.add(track(config, store));
        }
        final TapeStage stage =
                new TapeStage(tracks.toArray(Track[]::new), stores.toArray(TapeStore[]::new), played, board, clock);
        return new LoadedProgram(
                bySymbol(tracks), new TapePlayback(program, stage, config.pace(), clock), pages::close);
    }

    private static LoadedProgram ofSupplies(
            final ExchangeConfig config,
            final FaultBoard board,
            final NanoClock clock,
            final EpochNanoClock epochClock) {
        final List<TradeSupply> supplies = supplies(config.program(), config);
        final List<Track> tracks =
                supplies.stream().map(supply -> track(config, supply)).toList();
        final Playback playback = new Playback(
                tracks.toArray(Track[]::new),
                supplies.toArray(TradeSupply[]::new),
                config.pace(),
                board,
                clock,
                epochClock);
        return new LoadedProgram(bySymbol(tracks), playback, () -> {});
    }

    private static List<TradeSupply> supplies(final Program program, final ExchangeConfig config) {
        final List<TradeSupply> supplies = new ArrayList<>();
        if (program.csv().isEmpty()) {
            for (final String symbol : program.symbols()) {
                final SymbolProfile profile = SymbolProfile.of(config.market(), symbol);
                supplies.add(new GeneratedSupply(new TradeGenerator(profile, program.seed(), program.intensity())));
            }
        } else {
            CsvTrades.read(program.csv()).forEach((symbol, trades) -> supplies.add(new CsvSupply(symbol, trades)));
        }
        return supplies;
    }

    private static Track track(final ExchangeConfig config, final TradeStore store) {
        final Set<Long> skipped = config.program().skippedIds().getOrDefault(store.symbol(), Set.of());
        return new Track(config.market(), store, skipped, config.faults());
    }

    private static Map<String, Track> bySymbol(final List<Track> tracks) {
        final Map<String, Track> bySymbol = new LinkedHashMap<>();
        tracks.forEach(track -> bySymbol.put(track.symbol(), track));
        return bySymbol;
    }
}
