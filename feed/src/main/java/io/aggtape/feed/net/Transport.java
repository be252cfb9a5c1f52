package io.aggtape.feed.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A non-blocking stream of bytes to one peer, owned by one thread. After any method has thrown, only {@link #close()}
 * makes sense.
 */
public interface Transport extends AutoCloseable {
    /**
     * Drives connect, proxy and TLS; {@link TransportStage#OPEN} when bytes can flow. Never blocks.
     *
     * @throws TransportException with the stage that failed and a message for a person.
     */
    TransportStage poll() throws IOException;

    /**
     * Reads what is there: more than 0 bytes, 0 for none now (also before OPEN), -1 at the end of the stream. After -1
     * {@link #write} still works where the protocol allows a half-closed stream.
     *
     * @throws TransportException where the stream broke, or ended in a way that may have cut it.
     */
    int read(ByteBuffer destination) throws IOException;

    /** Writes what fits and returns how many bytes were accepted, which may be 0 (as it is before OPEN). */
    int write(ByteBuffer source) throws IOException;

    /** Pushes accepted bytes on towards the kernel; true when nothing waits inside any more. */
    boolean flush() throws IOException;

    /**
     * Whether read or flush may move something: bytes that have come, are kept inside or wait to be sent, or an end or a
     * fault to be told. True where nobody knows, as without {@link #watchBy}.
     */
    default boolean isReady() {
        return true;
    }

    /** Lets this set find out when bytes come, from when the connection is open until it is closed. */
    default void watchBy(final SelectedReads reads) {
        // Nobody watches a stream that has no channel of its own: it is read to see whether there is something.
    }

    /** For people: address, and once OPEN protocol and cipher. Allocates. */
    String description();

    /** Bytes that came from the kernel so far, TLS and proxy overhead included; 0 where nobody counts. */
    default long bytesRead() {
        return 0;
    }

    /** Bytes that went to the kernel so far, TLS and proxy overhead included; 0 where nobody counts. */
    default long bytesWritten() {
        return 0;
    }

    /** TLS records unwrapped so far, those of the handshake included; 0 without TLS. */
    default long recordsRead() {
        return 0;
    }

    /** Says farewell as far as that goes without waiting, and frees the socket. More than once is harmless. */
    @Override
    void close();
}
