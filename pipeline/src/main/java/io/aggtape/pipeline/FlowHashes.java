package io.aggtape.pipeline;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/** The hashes of all symbols, by market and symbol, and one over them all. */
public record FlowHashes(List<FlowHash> symbols) {
    private static final Comparator<FlowHash> BY_MARKET_AND_SYMBOL =
            Comparator.comparing(FlowHash::market).thenComparing(FlowHash::symbol);

    /** Brings them into the order of market and symbol. */
    public FlowHashes {
        final List<FlowHash> sorted = new ArrayList<>(symbols);
        sorted.sort(BY_MARKET_AND_SYMBOL);
        symbols = List.copyOf(sorted);
    }

    /** XXH64 of the symbols' hashes, little endian, one behind the other; the order in which symbols came is nothing. */
    public long all() {
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[symbols.size() * Long.BYTES]);
        for (int i = 0; i < symbols.size(); i++) {
            bytes.putLong(i * Long.BYTES, symbols.get(i).value(), LITTLE_ENDIAN);
        }
        return XxHash64.of(bytes, 0, bytes.capacity());
    }

    /** {@link #all()} as 16 hexadecimal digits. */
    public String hex() {
        return FlowHash.hex(all());
    }

    /** For JSON: one map a symbol, then the one over all. */
    public List<Map<String, Object>> toMaps() {
        final List<Map<String, Object>> maps = new ArrayList<>();
        symbols.forEach(symbol -> maps.add(symbol.toMap()));
        final Map<String, Object> all = new LinkedHashMap<>();
        all.put("flowHash", hex());
        all.put("symbols", symbols.size());
        maps.add(all);
        return maps;
    }

    /** The text that the recorder prints when it stops and the replay at its end: a line a symbol, then all. */
    public String format() {
        final TextTable table = new TextTable();
        table.row(List.of("order flow", "xxh64", "windows closed"));
        long closedWindows = 0;
        for (final FlowHash symbol : symbols) {
            closedWindows += symbol.closedWindows();
            table.row(List.of(
                    symbol.market().label() + ':' + symbol.symbol(),
                    symbol.hex(),
                    Long.toString(symbol.closedWindows())));
        }
        table.row(List.of("all", hex(), Long.toString(closedWindows)));
        return table.format();
    }
}
