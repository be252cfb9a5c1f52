package io.aggtape.feed.doctor;

import io.aggtape.feed.net.ProxyConfig;
import io.aggtape.feed.net.TransportStage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The tunnel through a proxy, where there is one. */
final class ProxyStage implements NetworkStage {
    @Override
    public Judgement run(final NetworkProbe probe) throws IOException, InterruptedException {
        final Optional<ProxyConfig> proxy = probe.network().proxy();
        if (proxy.isEmpty()) {
            return Judgement.skip("no proxy");
        }
        final Conversation conversation = probe.opened();
        conversation.reach(TransportStage.SECURING, probe.config().network().connectTimeoutMs());
        return Judgement.pass(
                "the proxy gave a tunnel to " + probe.network().endpoint().hostAndPort(),
                List.of("proxy: " + probe.network().proxyRules()));
    }

    @Override
    public String advice(final NetworkProbe probe) {
        return "check --proxy or HTTPS_PROXY and NO_PROXY, and that the proxy allows CONNECT to "
                + probe.network().endpoint().hostAndPort();
    }
}
