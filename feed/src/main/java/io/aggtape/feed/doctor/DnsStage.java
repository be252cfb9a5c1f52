package io.aggtape.feed.doctor;

import io.aggtape.feed.net.Resolution;
import io.aggtape.feed.net.TransportException;
import io.aggtape.feed.net.TransportStage;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** The addresses of the exchange's name, or of the proxy's where there is one. */
final class DnsStage implements NetworkStage {
    @Override
    public Judgement run(final NetworkProbe probe) throws IOException, InterruptedException {
        final String host = probe.peerHost();
        final long timeoutMs = probe.config().network().connectTimeoutMs();
        final long startNs = probe.nanoTime();
        final Resolution resolution = probe.resolver().resolve(host);
        if (!probe.conversation().awaitBeside(resolution::isDone, timeoutMs)) {
            throw new TransportException(
                    TransportStage.CONNECTING,
                    "the DNS look-up of " + host + " did not answer within " + timeoutMs
                            + " ms; the DNS servers of this machine are silent: check /etc/resolv.conf, the VPN and"
                            + " the firewall (port 53)");
        }
        final List<InetAddress> found = resolution.addresses().addresses();
        probe.lookedUp(probe.nanoTime() - startNs);
        probe.addresses(found);
        final List<String> details = new ArrayList<>();
        details.add("IPv4: " + listed(found, false));
        details.add("IPv6: " + listed(found, true));
        if (probe.network().proxy().isPresent()) {
            details.add("the name of the exchange is left to the proxy");
        }
        final boolean isLiteral = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
        return Judgement.pass(
                isLiteral
                        ? host + " is an address: nothing to look up"
                        : host + " has " + found.size() + (found.size() == 1 ? " address" : " addresses"),
                details);
    }

    @Override
    public String advice(final NetworkProbe probe) {
        return "compare with: getent ahosts " + probe.peerHost();
    }

    private static String listed(final List<InetAddress> addresses, final boolean isIpV6) {
        final List<String> texts = addresses.stream()
                .filter(address -> address instanceof Inet6Address == isIpV6)
                .map(InetAddress::getHostAddress)
                .toList();
        return texts.isEmpty() ? "none" : String.join(", ", texts);
    }
}
