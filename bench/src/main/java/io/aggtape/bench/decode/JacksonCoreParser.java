package io.aggtape.bench.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.aggtape.bench.WireFrames;
import io.aggtape.bench.bean.TradeBean;
import java.io.IOException;
import java.math.BigDecimal;

/** The token stream of jackson-core, with decimals made of their characters by hand: what one writes to be fast with it. */
final class JacksonCoreParser implements FrameParser {
    private final JsonFactory factory = new JsonFactory();
    private final byte[][] frames;
    private final Fields fields = new Fields();

    /** The trade, decimals as a mantissa and a number of decimal places. */
    private static final class Fields {
        private long eventTime;
        private String symbol;
        private long id;
        private long price;
        private int priceScale;
        private long quantity;
        private int quantityScale;
        private long firstTradeId;
        private long lastTradeId;
        private long tradeTime;
        private boolean isBuyerMaker;
    }

    JacksonCoreParser(final WireFrames frames) {
        this.frames = BindingParser.arrays(frames, 0);
    }

    @Override
    public Object parse(final int index) throws IOException {
        try (JsonParser parser = factory.createParser(frames[index])) {
            parser.nextToken();
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    final String name = parser.currentName();
                    if (parser.nextToken() != JsonToken.START_OBJECT && name.length() == 1) {
                        take(name.charAt(0), parser);
                    }
                }
            }
        }
        return fields;
    }

    private void take(final char name, final JsonParser parser) throws IOException {
        switch (name) {
            case 'E':
                fields.eventTime = parser.getLongValue();
                break;
            case 's':
                fields.symbol = parser.getText();
                break;
            case 'a':
                fields.id = parser.getLongValue();
                break;
            case 'p':
                fields.priceScale = scale(parser);
                fields.price = mantissa(parser);
                break;
            case 'q':
                fields.quantityScale = scale(parser);
                fields.quantity = mantissa(parser);
                break;
            case 'f':
                fields.firstTradeId = parser.getLongValue();
                break;
            case 'l':
                fields.lastTradeId = parser.getLongValue();
                break;
            case 'T':
                fields.tradeTime = parser.getLongValue();
                break;
            case 'm':
                fields.isBuyerMaker = parser.getBooleanValue();
                break;
            default:
                break;
        }
    }

    private static long mantissa(final JsonParser parser) throws IOException {
        final char[] text = parser.getTextCharacters();
        final int from = parser.getTextOffset();
        final int to = from + parser.getTextLength();
        long mantissa = 0;
        for (int i = from; i < to; i++) {
            if (text[i] != '.') {
                mantissa = mantissa * 10 + (text[i] - '0');
            }
        }
        return mantissa;
    }

    private static int scale(final JsonParser parser) throws IOException {
        final char[] text = parser.getTextCharacters();
        final int from = parser.getTextOffset();
        final int length = parser.getTextLength();
        for (int i = 0; i < length; i++) {
            if (text[from + i] == '.') {
                return length - i - 1;
            }
        }
        return 0;
    }

    @Override
    public TradeBean bean(final Object parsed) {
        final Fields from = (Fields) parsed;
        final TradeBean bean = new TradeBean();
        bean.E = from.eventTime;
        bean.s = from.symbol;
        bean.a = from.id;
        bean.p = BigDecimal.valueOf(from.price, from.priceScale);
        bean.q = BigDecimal.valueOf(from.quantity, from.quantityScale);
        bean.f = from.firstTradeId;
        bean.l = from.lastTradeId;
        bean.T = from.tradeTime;
        bean.m = from.isBuyerMaker;
        return bean;
    }
}
