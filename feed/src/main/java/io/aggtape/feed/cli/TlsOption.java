package io.aggtape.feed.cli;

import io.aggtape.feed.net.TlsEngine;
import picocli.CommandLine.Option;

/** A mixin: whose TLS the streams speak. */
final class TlsOption {
    @Option(
            names = "--tls",
            defaultValue = "auto",
            paramLabel = "ENGINE",
            description = "Whose TLS the streams speak: conscrypt, jdk, or auto for Conscrypt's where its native "
                    + "library loads and else the JDK's. Default: ${DEFAULT-VALUE}.")
    String tls;

    TlsEngine engine() {
        return TlsEngine.ofName(tls);
    }
}
