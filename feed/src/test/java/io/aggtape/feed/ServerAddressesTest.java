package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.net.Resolver;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerAddressesTest {
    private final PairAddresses pair = new PairAddresses();
    private InetAddress[] found;
    private final Resolver resolver = new Resolver(host -> found, 2);

    @AfterEach
    void close() {
        resolver.close();
    }

    @Test
    void shouldKeepThePairsLinesApartWhateverTheirAttempts() throws Exception {
        found = addresses("10.0.0.1", "10.0.0.2", "10.0.0.3");
        for (int attempt = 0; attempt < 6; attempt++) {
            final InetAddress one = first(line(0), attempt);
            assertThat(first(line(1), 2 * attempt)).isNotEqualTo(one);
        }
    }

    @Test
    void shouldTryTheOtherLinesAddressLast() throws Exception {
        found = addresses("10.0.0.1", "10.0.0.2", "10.0.0.3");
        final InetAddress others = first(line(0), 0);
        final ServerAddresses mine = line(1);
        final List<InetAddress> tried = new ArrayList<>();
        tried.add(first(mine, 0));
        while (mine.hasNext()) {
            tried.add(mine.next());
        }
        assertThat(tried).doesNotHaveDuplicates().hasSize(3);
        assertThat(tried.get(2)).isEqualTo(others);
    }

    @Test
    void shouldShareTheOnlyAddressThatThereIs() throws Exception {
        found = addresses("10.0.0.1");
        assertThat(first(line(0), 0)).isEqualTo(first(line(1), 0));
    }

    private ServerAddresses line(final int number) {
        return new ServerAddresses(resolver, "exchange.example", pair, number);
    }

    private static InetAddress first(final ServerAddresses addresses, final int pick) throws Exception {
        addresses.lookUp(pick);
        Awaitility.await().until(addresses::isAnswered);
        return addresses.next();
    }

    private static InetAddress[] addresses(final String... literals) throws Exception {
        final InetAddress[] addresses = new InetAddress[literals.length];
        for (int i = 0; i < literals.length; i++) {
            addresses[i] = InetAddress.getByName(literals[i]);
        }
        return addresses;
    }
}
