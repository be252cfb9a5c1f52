package io.aggtape.feed.rest;

import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** Makes the HTTP client of a run: whom it trusts, how long a connect may take, and through which proxy it goes. */
public final class RestHttp {
    private static final String DISABLED_LOGINS = "jdk.http.auth.tunneling.disabledSchemes";

    static {
        // The JDK refuses by default to log in by name and password at a proxy that tunnels; it reads this once.
        if (System.getProperty(DISABLED_LOGINS) == null) {
            System.setProperty(DISABLED_LOGINS, "");
        }
    }

    private final HttpClient.Builder builder;

    /** Trusts as this context does; a connect ends after this long, milliseconds. */
    public RestHttp(final SSLContext trust, final long connectTimeoutMs) {
        builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(trust)
                .connectTimeout(Duration.ofMillis(connectTimeoutMs))
                .proxy(HttpClient.Builder.NO_PROXY);
    }

    /** Goes through a proxy, with a login where the user is not empty. */
    public RestHttp through(final String host, final int port, final String user, final String password) {
        builder.proxy(ProxySelector.of(new InetSocketAddress(host, port)));
        if (!user.isEmpty()) {
            builder.authenticator(new ProxyLogin(user, password));
        }
        return this;
    }

    /** The client. */
    public HttpClient make() {
        return builder.build();
    }

    /** Tells name and password to the proxy, and to no server. */
    private static final class ProxyLogin extends Authenticator {
        private final String user;
        private final String password;

        ProxyLogin(final String user, final String password) {
            this.user = user;
            this.password = password;
        }

        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            return getRequestorType() == RequestorType.PROXY
                    ? new PasswordAuthentication(user, password.toCharArray())
                    : null;
        }
    }
}
