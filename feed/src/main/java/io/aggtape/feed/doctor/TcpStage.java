package io.aggtape.feed.doctor;

import io.aggtape.feed.LineFaults;
import io.aggtape.feed.net.SocketOptions;
import io.aggtape.feed.net.TcpTransport;
import io.aggtape.feed.net.TransportStage;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** A TCP connect to each address, all at once and each for itself. */
final class TcpStage implements NetworkStage {
    @Override
    public Judgement run(final NetworkProbe probe) throws IOException, InterruptedException {
        final List<Attempt> attempts = new ArrayList<>();
        for (final InetAddress address : probe.addresses()) {
            attempts.add(new Attempt(probe, address));
        }
        final long timeoutMs = probe.config().network().connectTimeoutMs();
        try {
            probe.conversation()
                    .awaitBeside(
                            () -> attempts.stream()
                                            .filter(attempt -> !attempt.isOver(probe))
                                            .count()
                                    == 0,
                            timeoutMs);
        } finally {
            attempts.forEach(Attempt::close);
        }
        attempts.forEach(attempt -> attempt.expire(timeoutMs));
        return judge(probe, attempts);
    }

    @Override
    public String advice(final NetworkProbe probe) {
        return "compare with: nc -vz " + probe.peerHost() + " " + probe.peerPort();
    }

    private Judgement judge(final NetworkProbe probe, final List<Attempt> attempts) {
        final List<Attempt> open =
                attempts.stream().filter(a -> a.fault.isEmpty()).toList();
        final List<String> details = attempts.stream().map(Attempt::line).toList();
        if (open.isEmpty()) {
            final String all =
                    attempts.size() == 1 ? "" : "none of " + attempts.size() + " addresses accepts, the first: ";
            return Failures.of(all + attempts.get(0).fault, details, advice(probe));
        }
        probe.addresses(open.stream().map(attempt -> attempt.address).toList());
        final long bestNs =
                open.stream().mapToLong(attempt -> attempt.tookNs).min().orElseThrow();
        final String result = open.size() + " of " + attempts.size()
                + (attempts.size() == 1 ? " address" : " addresses") + " accepted"
                + (open.size() == 1 ? "" : ", the fastest") + " after " + Amounts.millis(bestNs);
        if (open.size() == attempts.size()) {
            return Judgement.pass(result, details);
        }
        final Attempt failed = attempts.stream()
                .filter(attempt -> !attempt.fault.isEmpty())
                .findFirst()
                .orElseThrow();
        return Judgement.warn(
                result + "; failed: " + failed.fault,
                details,
                "a connect may lose time at the others before it goes on to the next; "
                        + (isOneFamilyDead(attempts)
                                ? "one IP version does not reach the exchange from here: repair it or switch it off"
                                : "tell the network's operator"));
    }

    private static boolean isOneFamilyDead(final List<Attempt> attempts) {
        for (final boolean isIpV6 : new boolean[] {false, true}) {
            final List<Attempt> family = attempts.stream()
                    .filter(attempt -> attempt.address instanceof Inet6Address == isIpV6)
                    .toList();
            if (!family.isEmpty() && family.stream().noneMatch(attempt -> attempt.fault.isEmpty())) {
                return true;
            }
        }
        return false;
    }

    /** One connect, ended as soon as it is known how it goes. */
    private static final class Attempt {
        private final InetAddress address;
        private final String peer;
        private final long startNs;

        private TcpTransport transport;
        private boolean isOver;
        private long tookNs;
        private String fault = "";

        Attempt(final NetworkProbe probe, final InetAddress address) {
            this.address = address;
            peer = (address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress())
                    + ":" + probe.peerPort();
            startNs = probe.nanoTime();
            try {
                transport = TcpTransport.connect(probe.peerHost(), address, probe.peerPort(), SocketOptions.DEFAULT);
            } catch (final IOException e) {
                end(LineFaults.describe(e), startNs);
            }
        }

        boolean isOver(final NetworkProbe probe) {
            if (!isOver) {
                try {
                    if (transport.poll() == TransportStage.OPEN) {
                        end("", probe.nanoTime());
                    }
                } catch (final IOException e) {
                    end(LineFaults.describe(e), probe.nanoTime());
                }
            }
            return isOver;
        }

        /** The time is up. */
        void expire(final long timeoutMs) {
            if (!isOver) {
                fault = "no answer from " + peer + " within " + timeoutMs
                        + " ms, neither yes nor no; a firewall on the way drops it, or the address is not reachable from"
                        + " here: check the host, the port and the firewall, or go through a proxy by --proxy";
            }
        }

        String line() {
            return peer + ": " + (fault.isEmpty() ? "accepted after " + Amounts.millis(tookNs) : fault);
        }

        void close() {
            if (transport != null) {
                transport.close();
            }
        }

        private void end(final String newFault, final long nowNs) {
            isOver = true;
            tookNs = nowNs - startNs;
            fault = newFault;
        }
    }
}
