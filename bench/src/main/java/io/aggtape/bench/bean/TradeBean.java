package io.aggtape.bench.bean;

import com.dslplatform.json.CompiledJson;
import java.math.BigDecimal;

/**
 * The nine fields of a trade as a library binds them, prices as exact decimals; each field has the name that Binance gives
 * it, so that no library has a name to translate.
 */
@CompiledJson
public final class TradeBean {
    /** When the server built the message, in the unit of the wire. */
    public long E;
    /** The symbol. */
    public String s;
    /** The aggregate trade id. */
    public long a;
    /** The price. */
    public BigDecimal p;
    /** The quantity. */
    public BigDecimal q;
    /** The first raw trade id. */
    public long f;
    /** The last raw trade id. */
    public long l;
    /** The trade time, in the unit of the wire. */
    public long T;
    /** Whether the buyer was the maker. */
    public boolean m;

    @Override
    public boolean equals(final Object other) {
        return other instanceof TradeBean
                && E == ((TradeBean) other).E
                && s.equals(((TradeBean) other).s)
                && a == ((TradeBean) other).a
                && p.compareTo(((TradeBean) other).p) == 0
                && q.compareTo(((TradeBean) other).q) == 0
                && f == ((TradeBean) other).f
                && l == ((TradeBean) other).l
                && T == ((TradeBean) other).T
                && m == ((TradeBean) other).m;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(a) * 31 + s.hashCode();
    }

    @Override
    public String toString() {
        return s + " #" + a + ' ' + q + " @ " + p + " E " + E + " T " + T + " f " + f + " l " + l + " m " + m;
    }
}
