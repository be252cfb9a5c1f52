package io.aggtape.pipeline;

import io.aggtape.journal.Market;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@link OrderFlow} said of one instrument from its first trade on, in 64 bits: two runs that agree on every window
 * have the same, and a trade of other price, quantity, side or count, or in another window, gives another.
 *
 * <p>It is a chain of XXH64. The first link is the hash of market and symbol; each window that closes is hashed behind the
 * hash before it, in the order of closing, shortest first; at the time of asking come the windows that are open, since
 * start, and the counts of closed windows and placeholders. All numbers count, none of the digits that make no
 * difference. It depends on the order in which a symbol's trades came and on the large-trade threshold, not on how and
 * when a trade was received nor on the trades of other symbols.
 *
 * @param closedWindows how many windows of all lengths have closed.
 * @param value the hash.
 */
public record FlowHash(Market market, String symbol, long closedWindows, long value) {
    /** The hash as 16 hexadecimal digits. */
    public String hex() {
        return hex(value);
    }

    /** For JSON. */
    public Map<String, Object> toMap() {
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("flowHash", hex());
        map.put("market", market.label());
        map.put("symbol", symbol);
        map.put("closedWindows", closedWindows);
        return map;
    }

    static String hex(final long value) {
        final String digits = Long.toHexString(value);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
