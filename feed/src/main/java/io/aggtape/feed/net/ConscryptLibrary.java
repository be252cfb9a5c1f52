package io.aggtape.feed.net;

import java.security.Provider;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.conscrypt.Conscrypt;

/**
 * Conscrypt where its native library loads: there is none for musl or for 32 bits, and it has to be unpacked into
 * {@code java.io.tmpdir}, which must not be mounted noexec. It never becomes a provider of the whole JVM. Thread-safe.
 */
final class ConscryptLibrary {
    private final Provider provider;
    private final String absence;

    private ConscryptLibrary(final Provider provider, final String absence) {
        this.provider = provider;
        this.absence = absence;
    }

    /** That of this JVM, loaded when it is first asked for: some tens of milliseconds. */
    static ConscryptLibrary ofJvm() {
        return OfJvm.LIBRARY;
    }

    /** What such an attempt to load it comes to. */
    static ConscryptLibrary load(final Supplier<Provider> loader) {
        try {
            return new ConscryptLibrary(loader.get(), null);
        } catch (final LinkageError | RuntimeException e) {
            return new ConscryptLibrary(null, firstLine(e));
        }
    }

    boolean isPresent() {
        return provider != null;
    }

    /** The provider of its TLS; null where it is absent. */
    Provider provider() {
        return provider;
    }

    /** Why it is absent, in one line; null where it is present. */
    String absence() {
        return absence;
    }

    /** Its name and version, for people. */
    @Override
    public String toString() {
        if (!isPresent()) {
            return "no Conscrypt (" + absence + ")";
        }
        final Conscrypt.Version version = Conscrypt.version();
        return "Conscrypt " + version.major() + '.' + version.minor() + '.' + version.patch();
    }

    /** Wraps one of its engines; a null name sends none to the server, nor does one without a dot but localhost. */
    static SSLEngine adapt(final SSLEngine engine, final String serverName) {
        Conscrypt.setHostname(engine, serverName);
        return new NativeEngine(engine);
    }

    private static Provider loadNative() {
        Conscrypt.checkAvailability();
        return Conscrypt.newProvider();
    }

    private static String firstLine(final Throwable fault) {
        return String.valueOf(fault).lines().findFirst().orElse("").strip();
    }

    /** Loads on first use. */
    private static final class OfJvm {
        private static final ConscryptLibrary LIBRARY = load(ConscryptLibrary::loadNative);
    }
}
