package io.aggtape.feed.net;

import java.io.IOException;

/** The TLS engine that was asked for does not load on this machine. */
public final class MissingTlsEngineException extends IOException {
    private static final long serialVersionUID = 1L;

    MissingTlsEngineException(final String message) {
        super(message);
    }
}
