package io.aggtape.bench.bean;

import com.dslplatform.json.CompiledJson;

/** What a combined stream wraps around a trade. */
@CompiledJson
public final class CombinedBean {
    /** The name of the stream. */
    public String stream;
    /** The trade. */
    public TradeBean data;
}
