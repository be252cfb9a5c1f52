package io.aggtape.feed.net;

import java.util.Locale;

/** Whose TLS the streams speak; REST always speaks the JDK's. */
public enum TlsEngine {
    /** Conscrypt's where its native library loads, else the JDK's. */
    AUTO,
    /** Conscrypt's, BoringSSL in native code, and nothing else. */
    CONSCRYPT,
    /** The JDK's. */
    JDK;

    /**
     * The engine of a name, in any letter case.
     *
     * @throws IllegalArgumentException where there is none; the message lists those that exist.
     */
    public static TlsEngine ofName(final String name) {
        for (final TlsEngine engine : values()) {
            if (engine.label().equalsIgnoreCase(name)) {
                return engine;
            }
        }
        throw new IllegalArgumentException("no TLS engine is called '" + name + "': use auto, conscrypt or jdk");
    }

    /** The name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
