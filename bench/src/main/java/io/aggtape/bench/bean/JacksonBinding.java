package io.aggtape.bench.bean;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.jr.ob.JSON;
import com.fasterxml.jackson.jr.ob.JacksonJrExtension;
import com.fasterxml.jackson.jr.ob.api.ExtensionContext;
import com.fasterxml.jackson.jr.ob.api.ReaderWriterProvider;
import com.fasterxml.jackson.jr.ob.api.ValueReader;
import com.fasterxml.jackson.jr.ob.impl.JSONReader;
import java.io.IOException;
import java.math.BigDecimal;

/** Jackson-jr with the one thing that it lacks to bind a trade: a decimal that is written as a string. */
public final class JacksonBinding {
    /** For all threads. */
    public static final JSON JSON_WITH_DECIMALS = JSON.builder()
            .register(new JacksonJrExtension() {
                @Override
                protected void register(final ExtensionContext context) {
                    context.insertProvider(new DecimalProvider());
                }
            })
            .build();

    private JacksonBinding() {}

    /** Knows one type. */
    private static final class DecimalProvider extends ReaderWriterProvider {
        @Override
        public ValueReader findValueReader(final JSONReader context, final Class<?> type) {
            return type == BigDecimal.class ? new DecimalReader() : null;
        }
    }

    /** Reads text. */
    private static final class DecimalReader extends ValueReader {
        DecimalReader() {
            super(BigDecimal.class);
        }

        @Override
        public Object read(final JSONReader reader, final JsonParser parser) throws IOException {
            return new BigDecimal(parser.getText());
        }

        @Override
        public Object readNext(final JSONReader reader, final JsonParser parser) throws IOException {
            return new BigDecimal(parser.nextTextValue());
        }
    }
}
