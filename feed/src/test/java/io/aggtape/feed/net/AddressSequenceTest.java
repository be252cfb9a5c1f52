package io.aggtape.feed.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressSequenceTest {
    private static final InetAddress V4_A = address("1.1.1.1");
    private static final InetAddress V4_B = address("200.1.1.1");
    private static final InetAddress V4_C = address("200.1.1.2");
    private static final InetAddress V6_A = address("2001:db8::1");

    @Test
    void shouldTakeFamiliesByTurns() {
        assertThat(AddressSequence.of(List.of(V4_A, V4_B, V4_C, V6_A)).addresses())
                .containsExactly(V4_A, V6_A, V4_B, V4_C);
    }

    @Test
    void shouldBeginWithFamilyThatResolverPutFirst() {
        assertThat(AddressSequence.of(List.of(V6_A, V4_B, V4_A)).addresses()).containsExactly(V6_A, V4_A, V4_B);
    }

    @Test
    void shouldGiveSameOrderWhateverTheServersRotation() {
        assertThat(AddressSequence.of(List.of(V4_C, V4_A, V4_B)).addresses())
                .isEqualTo(AddressSequence.of(List.of(V4_B, V4_C, V4_A)).addresses());
    }

    @Test
    void shouldHoldEachAddressOnce() {
        assertThat(AddressSequence.of(List.of(V4_A, V4_A)).size()).isEqualTo(1);
    }

    @Test
    void shouldGiveTwoLinesDifferentAddresses() {
        final AddressSequence sequence = AddressSequence.of(List.of(V4_A, V4_B));

        assertThat(sequence.pick(0)).isNotEqualTo(sequence.pick(1));
        assertThat(sequence.pick(2)).isEqualTo(sequence.pick(0));
        assertThat(sequence.pick(-1)).isEqualTo(sequence.pick(1));
        assertThat(sequence.pick(Integer.MIN_VALUE)).isIn(V4_A, V4_B);
    }

    @Test
    void shouldRefuseToBeEmpty() {
        assertThatThrownBy(() -> AddressSequence.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static InetAddress address(final String literal) {
        return Hosts.literalAddress(literal);
    }
}
