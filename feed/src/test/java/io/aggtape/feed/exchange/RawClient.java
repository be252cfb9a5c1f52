package io.aggtape.feed.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;

/** A WebSocket client of a plain exchange that does nothing by itself: it never answers a ping. */
final class RawClient implements Closeable {
    private static final int TIMEOUT_MS = 30_000;

    private final Socket socket;
    private final DataInputStream in;

    /** Connects and asks for nothing yet. */
    RawClient(final Exchange exchange) throws IOException {
        socket = new Socket(exchange.restUri().getHost(), exchange.restUri().getPort());
        socket.setSoTimeout(TIMEOUT_MS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /** Connects and asks for an upgrade. */
    RawClient(final Exchange exchange, final String path) throws IOException {
        this(exchange);
        final String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    }

    /** Asks for a REST path. */
    void get(final String path) throws IOException {
        final String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    }

    /** Reads the response up to its empty line. */
    String readResponse() throws IOException {
        final StringBuilder response = new StringBuilder();
        while (response.indexOf("\r\n\r\n") < 0) {
            response.append((char) in.readUnsignedByte());
        }
        return response.toString();
    }

    /** Reads frames up to a close frame and returns its code, a space and its reason. */
    String readToClose() throws IOException {
        while (true) {
            final int opCode = in.readUnsignedByte() & 15;
            int length = in.readUnsignedByte();
            length = length == 126 ? in.readUnsignedShort() : length;
            final byte[] payload = new byte[length];
            in.readFully(payload);
            if (opCode == 8) {
                return ((payload[0] & 255) << 8 | payload[1] & 255) + " " + new String(payload, 2, length - 2, UTF_8);
            }
        }
    }

    /** Reads so many bytes of frames, each 0 to 255. */
    int[] readBytes(final int count) throws IOException {
        final int[] bytes = new int[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = in.readUnsignedByte();
        }
        return bytes;
    }

    /** Reads so many bytes of a body. */
    String readText(final int length) throws IOException {
        return new String(in.readNBytes(length), UTF_8);
    }

    /** Gives up reading after this long. */
    void timeOutAfter(final int ms) throws IOException {
        socket.setSoTimeout(ms);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
