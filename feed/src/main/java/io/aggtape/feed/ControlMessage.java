package io.aggtape.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

/**
 * A text message that is no trade, as far as a line needs to know: the reply to a request, or the notice of a shutdown.
 *
 * @param kind what it is.
 * @param id the id of the request that it answers, -1 where it names none.
 * @param text the server's words of an error, else empty.
 */
public record ControlMessage(Kind kind, long id, String text) {
    /** What a text message is. */
    public enum Kind {
        /** The request parsed; nothing more is proved. */
        ACK,
        /** The request was refused. */
        ERROR,
        /** The server will close this connection: open another. */
        SERVER_SHUTDOWN,
        /** None of these: the handlers judge it. */
        OTHER
    }

    private static final ControlMessage OTHER = new ControlMessage(Kind.OTHER, -1, "");
    private static final JsonFactory JSON = new JsonFactory();
    private static final long RAW_TRADE = word("{\"e\":\"ag");
    private static final long COMBINED = word("{\"stream");
    private static final int FIRST_OF_STREAM_NAME = 11;

    /** Whether the bytes begin as every trade on the wire does, so that nobody need look further. */
    public static boolean isTradeShaped(final DirectBuffer buffer, final int offset, final int length) {
        if (length <= FIRST_OF_STREAM_NAME) {
            return false;
        }
        final long word = buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN);
        return word == RAW_TRADE || (word == COMBINED && buffer.getByte(offset + FIRST_OF_STREAM_NAME) != '!');
    }

    /** Reads a message; text that is not JSON is {@link Kind#OTHER}. */
    public static ControlMessage parse(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        final Fields fields = new Fields();
        try (JsonParser parser = JSON.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return OTHER;
            }
            fields.readObject(parser, "");
            return parser.nextToken() == null ? fields.message() : OTHER;
        } catch (final IOException e) {
            return OTHER;
        }
    }

    private static long word(final String text) {
        long word = 0;
        final byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = 7; i >= 0; i--) {
            word = word << 8 | bytes[i];
        }
        return word;
    }

    /** What was seen of the fields that decide. */
    private static final class Fields {
        private boolean hasResult;
        private boolean hasError;
        private String event = "";
        private String code = "";
        private String text = "";
        private long id = -1;

        void readObject(final JsonParser parser, final String within) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                final String name = parser.currentName();
                final JsonToken value = parser.nextToken();
                if (value == JsonToken.START_OBJECT && (name.equals("error") || name.equals("data"))) {
                    hasError |= name.equals("error");
                    readObject(parser, name);
                } else {
                    take(parser, within, name, value);
                    parser.skipChildren();
                }
            }
        }

        private void take(final JsonParser parser, final String within, final String name, final JsonToken value)
                throws IOException {
            switch (name) {
                case "result":
                    hasResult |= within.isEmpty();
                    break;
                case "id":
                    id = value == JsonToken.VALUE_NUMBER_INT ? parser.getValueAsLong(-1) : id;
                    break;
                case "e":
                    event = parser.getText();
                    break;
                case "code":
                    code = parser.getText();
                    break;
                case "msg":
                    text = parser.getText();
                    break;
                default:
                    break;
            }
        }

        ControlMessage message() {
            if (event.equals("serverShutdown")) {
                return new ControlMessage(Kind.SERVER_SHUTDOWN, -1, "");
            }
            if (!event.isEmpty()) {
                return OTHER;
            }
            if (hasError || (!code.isEmpty() && !text.isEmpty())) {
                return new ControlMessage(Kind.ERROR, id, code + " " + text);
            }
            return hasResult ? new ControlMessage(Kind.ACK, id, "") : OTHER;
        }
    }
}
