package io.aggtape.feed.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResolverTest {
    private static final InetAddress ADDRESS = Hosts.literalAddress("10.1.2.3");

    private final CountDownLatch never = new CountDownLatch(1);
    private final Resolver resolver = new Resolver(this::lookUp, 3);

    @AfterEach
    void closeResolver() {
        never.countDown();
        resolver.close();
    }

    @Test
    void shouldFindAddresses() throws Exception {
        assertThat(await("good.example").addresses().pick(0)).isEqualTo(ADDRESS);
    }

    @Test
    void shouldNotLetOneThatNeverReturnsBlockAnother() throws Exception {
        final Resolution hanging = resolver.resolve("hangs.example");

        assertThat(await("good.example").addresses().pick(0)).isEqualTo(ADDRESS);
        assertThat(hanging.isDone()).isFalse();
        assertThat(resolver.pending()).isEqualTo(1);
    }

    @Test
    void shouldRefuseAtOnceWhenTooManyHang() {
        for (int i = 0; i < 3; i++) {
            resolver.resolve("hangs.example");
        }

        final Resolution refused = resolver.resolve("good.example");

        assertThat(refused.isDone()).isTrue();
        assertThatThrownBy(refused::addresses).hasMessageContaining("3 earlier DNS lookups have not returned");
    }

    @Test
    void shouldTakeLookupsAgainAfterHangingOnesReturned() throws Exception {
        for (int i = 0; i < 3; i++) {
            resolver.resolve("hangs.example");
        }
        never.countDown();
        Awaitility.await().until(() -> resolver.pending() == 0);

        assertThat(await("good.example").addresses().size()).isEqualTo(1);
    }

    @Test
    void shouldNameUnknownHost() {
        final Resolution unknown = await("unknown.example");

        assertThatThrownBy(unknown::addresses)
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("no address for unknown.example")
                .hasMessageContaining("check the name");
    }

    @Test
    void shouldTellOfAThreadThatCannotBeMadeAndFailItsLookup() {
        final List<String> told = new CopyOnWriteArrayList<>();
        final TaskWatch watch = (what, atMostNs) -> fault -> told.add(what + ": " + fault);
        try (Resolver poor = new Resolver(host -> null, 1, watch, TaskWatch.NONE, 1, task -> {
            throw new OutOfMemoryError("unable to create native thread");
        })) {
            final Resolution resolution = poor.resolve("good.example");
            Awaitility.await().until(() -> !told.isEmpty());
            assertThat(told)
                    .containsExactly("the start of the lookup of good.example: java.lang.OutOfMemoryError: unable to "
                            + "create native thread");
            assertThatThrownBy(resolution::addresses).hasMessageContaining("the lookup could not start");
            assertThat(poor.pending()).isZero();
        }
    }

    @Test
    void shouldReportLookupThatFails() {
        final Resolution failed = await("fails.example");

        assertThatThrownBy(failed::addresses)
                .hasMessageContaining("the lookup failed")
                .hasMessageContaining("denied");
    }

    @Test
    void shouldReportLookupThatFindsNothing() {
        final Resolution empty = await("empty.example");

        assertThatThrownBy(empty::addresses).hasMessageContaining("no address for empty.example");
    }

    @Test
    void shouldTakeLiteralsWithoutLookup() throws Exception {
        final Resolution literal = resolver.resolve("::1");

        assertThat(literal.isDone()).isTrue();
        assertThat(literal.addresses().pick(0).isLoopbackAddress()).isTrue();
        assertThat(resolver.pending()).isZero();
    }

    @Test
    void shouldRefuseToAnswerBeforeItIsDone() {
        final Resolution hanging = resolver.resolve("hangs.example");

        assertThatThrownBy(hanging::addresses).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldFailLookupsAfterClose() {
        resolver.close();

        final Resolution late = resolver.resolve("good.example");

        assertThat(late.isDone()).isTrue();
        assertThatThrownBy(late::addresses).hasMessageContaining("the resolver is closed");
    }

    @Test
    void shouldFindLocalhostByTheJdk() throws Exception {
        try (Resolver real = new Resolver()) {
            final Resolution localhost = real.resolve("localhost");
            Awaitility.await().until(localhost::isDone);

            assertThat(localhost.addresses().pick(0).isLoopbackAddress()).isTrue();
        }
    }

    private Resolution await(final String host) {
        final Resolution resolution = resolver.resolve(host);
        Awaitility.await().until(resolution::isDone);
        return resolution;
    }

    private InetAddress[] lookUp(final String host) throws UnknownHostException {
        switch (host) {
            case "good.example":
                return new InetAddress[] {ADDRESS};
            case "empty.example":
                return new InetAddress[0];
            case "fails.example":
                throw new SecurityException("denied");
            case "hangs.example":
                awaitRelease();
                return new InetAddress[] {ADDRESS};
            default:
                throw new UnknownHostException(host);
        }
    }

    private void awaitRelease() {
        boolean isReleased = false;
        while (!isReleased) {
            try {
                never.await();
                isReleased = true;
            } catch (final InterruptedException e) {
                // As the system's resolver: it cannot be interrupted.
                isReleased = false;
            }
        }
    }
}
