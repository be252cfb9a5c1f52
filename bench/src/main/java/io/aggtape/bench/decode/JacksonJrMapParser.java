package io.aggtape.bench.decode;

import com.fasterxml.jackson.jr.ob.JSON;
import io.aggtape.bench.FrameKind;
import io.aggtape.bench.WireFrames;
import io.aggtape.bench.bean.TradeBean;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;

/** Jackson-jr into a map. */
final class JacksonJrMapParser implements FrameParser {
    private final byte[][] frames;
    private final boolean isCombined;

    JacksonJrMapParser(final WireFrames frames, final FrameKind kind) {
        this.frames = BindingParser.arrays(frames, 0);
        this.isCombined = kind.isCombined();
    }

    @Override
    public Object parse(final int index) throws IOException {
        return JSON.std.mapFrom(frames[index]);
    }

    @Override
    public TradeBean bean(final Object parsed) {
        final Map<?, ?> map = isCombined ? (Map<?, ?>) ((Map<?, ?>) parsed).get("data") : (Map<?, ?>) parsed;
        final TradeBean bean = new TradeBean();
        bean.E = number(map, "E");
        bean.s = (String) map.get("s");
        bean.a = number(map, "a");
        bean.p = new BigDecimal((String) map.get("p"));
        bean.q = new BigDecimal((String) map.get("q"));
        bean.f = number(map, "f");
        bean.l = number(map, "l");
        bean.T = number(map, "T");
        bean.m = (Boolean) map.get("m");
        return bean;
    }

    private static long number(final Map<?, ?> map, final String key) {
        return ((Number) map.get(key)).longValue();
    }
}
