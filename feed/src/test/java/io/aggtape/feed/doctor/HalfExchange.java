package io.aggtape.feed.doctor;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

/** A server of the stream btcusdt@aggTrade, without TLS, that does all right but for its pongs. */
final class HalfExchange implements ScriptedPort.Script {
    private static final int TEXT = 1;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final String pong;
    private final boolean isAnswering;

    /** Answers each ping with this payload, and not at all where it is empty. */
    HalfExchange(final String pong) {
        this(pong, true);
    }

    private HalfExchange(final String pong, final boolean isAnswering) {
        this.pong = pong;
        this.isAnswering = isAnswering;
    }

    /** Sends trades at a request in place of an answer. */
    static HalfExchange thatAnswersNoRequest() {
        return new HalfExchange("", false);
    }

    @Override
    public void serve(final Socket socket) throws IOException {
        final DataInputStream in = new DataInputStream(socket.getInputStream());
        final OutputStream out = socket.getOutputStream();
        final String head = ScriptedPort.head(in);
        final String key = head.split("Sec-WebSocket-Key: ")[1].split("\r\n")[0];
        out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        while (true) {
            final int opCode = in.readUnsignedByte() & 0xF;
            final byte[] payload = new byte[in.readUnsignedByte() & 0x7F];
            in.readInt();
            in.readFully(payload);
            if (opCode == TEXT) {
                if (isAnswering) {
                    send(out, TEXT, "{\"result\":[\"btcusdt@aggTrade\"],\"id\":1}");
                }
                send(out, TEXT, trade(1));
                send(out, TEXT, trade(2));
            } else if (opCode == PING && !pong.isEmpty()) {
                send(out, PONG, pong);
            }
        }
    }

    private static String trade(final long id) {
        return "{\"e\":\"aggTrade\",\"E\":1795348800123874,\"s\":\"BTCUSDT\",\"a\":" + id + ",\"p\":\"91436.75000000\","
                + "\"q\":\"0.00024000\",\"f\":1,\"l\":1,\"T\":1795348800122431,\"m\":false,\"M\":true}";
    }

    private static void send(final OutputStream out, final int opCode, final String text) throws IOException {
        final byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
        out.write(0x80 | opCode);
        if (payload.length < 126) {
            out.write(payload.length);
        } else {
            out.write(new byte[] {126, (byte) (payload.length >> 8), (byte) payload.length});
        }
        out.write(payload);
        out.flush();
    }

    private static String accept(final String key) throws IOException {
        try {
            final byte[] text = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (final GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
