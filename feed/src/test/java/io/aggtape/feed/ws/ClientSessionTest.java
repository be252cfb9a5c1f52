package io.aggtape.feed.ws;

import static io.aggtape.feed.ws.Wire.FINAL;
import static io.aggtape.feed.ws.Wire.MORE;
import static io.aggtape.feed.ws.Wire.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class ClientSessionTest {
    private static final UnsafeBuffer HELLO = Wire.buffer(Wire.utf8("hello"));

    @Test
    void shouldOpenAndTakeFirstFramesThatCameWithTheHandshake() {
        final SessionRig rig = new SessionRig(SessionConfig.defaults(), 1024);
        final String key = rig.start();
        assertThat(rig.session.state()).isEqualTo(SessionState.UPGRADING);
        assertThat(rig.session.sendText(HELLO, 0, 5)).isFalse();
        rig.feed(Wire.utf8(SessionRig.accepting(key)), Wire.text("a"), Wire.ping("p"));
        assertThat(rig.session.state()).isEqualTo(SessionState.OPEN);
        assertThat(rig.messages).containsExactly(SentFrame.text("a"));
        assertThat(rig.sent).containsExactly(SentFrame.pong("p"));
    }

    @Test
    void shouldBehaveTheSameByteByByte() {
        final SessionRig rig = new SessionRig(SessionConfig.defaults(), FrameDecoder.MIN_BUFFER_BYTES);
        final String key = rig.start();
        rig.feedByteByByte(
                Wire.utf8(SessionRig.accepting(key)),
                Wire.text("whole"),
                frame(OpCode.TEXT, MORE, "frag"),
                Wire.ping("p"),
                frame(OpCode.CONTINUATION, FINAL, "ments"),
                Wire.binary(Wire.bytes(70_000 - 5_000)),
                Wire.close(1000, "bye"));
        assertThat(rig.messages)
                .containsExactly(
                        SentFrame.text("whole"),
                        SentFrame.text("fragments"),
                        SentFrame.of(OpCode.BINARY, Wire.bytes(65_000)));
        assertThat(rig.sent).containsExactly(SentFrame.pong("p"), SentFrame.close(1000));
        assertThat(rig.session.state()).isEqualTo(SessionState.CLOSED);
        assertThat(rig.session.closeReason()).isEqualTo("bye");
        assertThat(rig.session.fault()).isEqualTo(SessionFault.NONE);
        assertThat(rig.session.frameCount()).isEqualTo(5);
        assertThat(rig.session.messageCount()).isEqualTo(3);
    }

    @Test
    void shouldCloseWhenTheUpgradeIsRefused() {
        final SessionRig rig = new SessionRig(SessionConfig.defaults(), 1024);
        rig.start();
        rig.feed(Wire.utf8("HTTP/1.1 418 I'm a teapot\r\nRetry-After: 120\r\nContent-Length: 2\r\n\r\n{}"));
        assertThat(rig.session.state()).isEqualTo(SessionState.CLOSED);
        assertThat(rig.session.fault()).isEqualTo(SessionFault.STATUS_REFUSED);
        assertThat(rig.session.upgradeResponse().status()).isEqualTo(418);
        assertThat(rig.session.upgradeResponse().retryAfterSeconds()).isEqualTo(120);
        assertThat(rig.session.upgradeResponse().bodyText()).isEqualTo("{}");
    }

    @Test
    void shouldSayThatTheStreamEndedInTheUpgrade() {
        final SessionRig rig = new SessionRig(SessionConfig.defaults(), 1024);
        rig.start();
        rig.session.onEndOfStream();
        assertThat(rig.session.state()).isEqualTo(SessionState.CLOSED);
        assertThat(rig.session.fault()).isEqualTo(SessionFault.HEADER_TRUNCATED);
        assertThat(rig.session.closeCode()).isZero();
    }

    @Test
    void shouldSayThatTheStreamEndedWithoutAHandshake() {
        final SessionRig rig = SessionRig.opened();
        rig.session.onEndOfStream();
        assertThat(rig.session.state()).isEqualTo(SessionState.CLOSED);
        assertThat(rig.session.closeCode()).isEqualTo(1006);
        assertThat(rig.session.fault()).isEqualTo(SessionFault.STREAM_ENDED);
    }

    @Test
    void shouldAnswerACloseWithItsCodeAndBeClosedOnceThatIsWritten() {
        final SessionRig rig = SessionRig.opened();
        rig.peerReads(false);
        rig.feed(Wire.close(4321, "\u20ac reason"), Wire.text("ignored"), Wire.ping("ignored"));
        assertThat(rig.session.state()).isEqualTo(SessionState.CLOSING);
        rig.peerReads(true);
        assertThat(rig.session.state()).isEqualTo(SessionState.CLOSED);
        assertThat(rig.sent).containsExactly(SentFrame.close(4321));
        assertThat(rig.session.closeCode()).isEqualTo(4321);
        assertThat(rig.session.closeReason()).isEqualTo("\u20ac reason");
        assertThat(rig.messages).isEmpty();
    }

    @Test
    void shouldHandOnMessagesThatArriveBetweenOurCloseAndTheirs() {
        final SessionRig rig = SessionRig.opened();
        assertThat(rig.session.close(1001, "rotating")).isTrue();
        assertThat(rig.session.close(1000, "again")).isFalse();
        assertThat(rig.session.sendText(HELLO, 0, 5)).isFalse();
        rig.feed(Wire.text("late"), Wire.ping("late"));
        assertThat(rig.session.state()).isEqualTo(SessionState.CLOSING);
        rig.feed(Wire.close(1001, ""));
        assertThat(rig.session.state()).isEqualTo(SessionState.CLOSED);
        assertThat(rig.messages).containsExactly(SentFrame.text("late"));
        assertThat(rig.sent)
                .containsExactly(SentFrame.of(OpCode.CLOSE, Wire.closePayload(1001, Wire.utf8("rotating"))));
    }

    @Test
    void shouldDrainWhatWaitsBeforeAClose() {
        final SessionRig rig = SessionRig.opened();
        rig.refuse(true);
        rig.feed(Wire.text("a"), Wire.text("b"), Wire.close(1000, ""));
        assertThat(rig.session.state()).isEqualTo(SessionState.OPEN);
        assertThat(rig.sent).isEmpty();
        rig.refuse(false);
        rig.poll();
        assertThat(rig.messages).containsExactly(SentFrame.text("a"), SentFrame.text("b"));
        assertThat(rig.session.state()).isEqualTo(SessionState.CLOSED);
    }

    @Test
    void shouldDrainWhatWaitsBeforeAViolation() {
        final SessionRig rig = SessionRig.opened();
        rig.refuse(true);
        rig.feed(Wire.text("a"), Wire.hex("c1 00"), Wire.text("never"));
        assertThat(rig.session.state()).isEqualTo(SessionState.OPEN);
        rig.refuse(false);
        rig.poll();
        assertThat(rig.messages).containsExactly(SentFrame.text("a"));
        assertThat(rig.session.fault()).isEqualTo(SessionFault.VIOLATION);
        assertThat(rig.session.violation()).isEqualTo("a reserved bit is set");
        assertThat(rig.session.closeCode()).isEqualTo(1002);
        assertThat(rig.sent).hasSize(1);
        assertThat(rig.sent.get(0).closeCode()).isEqualTo(1002);
        rig.feed(Wire.text("never"), Wire.close(1000, ""));
        assertThat(rig.session.state()).isEqualTo(SessionState.CLOSING);
        rig.session.onEndOfStream();
        assertThat(rig.session.state()).isEqualTo(SessionState.CLOSED);
        assertThat(rig.session.closeCode()).isEqualTo(1002);
    }

    @Test
    void shouldTakeAMessageLargerThanTheReceiveBuffer() {
        final int length = 20 << 20;
        final SessionRig rig = SessionRig.opened(SessionConfig.defaults().withMaxMessageBytes(length), 4096);
        rig.feed(Wire.binary(Wire.bytes(length)), Wire.text("x"));
        assertThat(rig.messages).containsExactly(SentFrame.of(OpCode.BINARY, Wire.bytes(length)), SentFrame.text("x"));
    }

    @Test
    void shouldOfferARefusedMessageOfPartsAgainUnchanged() {
        final SessionRig rig = SessionRig.opened();
        rig.feed(frame(OpCode.TEXT, MORE, "one "), frame(OpCode.CONTINUATION, MORE, "two "));
        rig.refuse(true);
        rig.feed(frame(OpCode.CONTINUATION, FINAL, "\u20ac"));
        rig.poll();
        rig.poll();
        assertThat(rig.session.refusalCount()).isEqualTo(3);
        rig.refuse(false);
        rig.feed(Wire.text("next"));
        assertThat(rig.messages).containsExactly(SentFrame.text("one two \u20ac"), SentFrame.text("next"));
    }

    @Test
    void shouldRefuseToSendWhatHasNoRoomAndTakeItLater() {
        final SessionRig rig = SessionRig.opened(SessionConfig.defaults().withOutboundBytes(1024), 1024);
        final UnsafeBuffer bytes = new UnsafeBuffer(Wire.bytes(600));
        assertThat(rig.session.sendBinary(bytes, 0, 600)).isTrue();
        assertThat(rig.session.sendBinary(bytes, 0, 600)).isFalse();
        assertThat(rig.session.outbound().get()).isEqualTo((byte) 0x82);
        rig.session.outbound().position(rig.session.outbound().position() + 300);
        assertThat(rig.session.sendBinary(bytes, 0, 400)).isTrue();
        assertThat(rig.session.close(1000, "x".repeat(200))).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> rig.session.sendBinary(bytes, 0, 2000));
    }

    @Test
    void shouldCutACloseReasonBetweenCharacters() {
        final SessionRig rig = SessionRig.opened();
        rig.session.close(1000, "\u20ac".repeat(50));
        rig.poll();
        assertThat(rig.sent)
                .containsExactly(SentFrame.of(OpCode.CLOSE, Wire.closePayload(1000, Wire.utf8("\u20ac".repeat(41)))));
    }

    @Test
    void shouldStartAfreshForTheNextConnection() {
        final SessionRig rig = SessionRig.opened();
        rig.feed(frame(OpCode.TEXT, MORE, "half"), Wire.hex("c1 00"));
        rig.handshake();
        assertThat(rig.session.state()).isEqualTo(SessionState.OPEN);
        assertThat(rig.session.closeCode()).isZero();
        assertThat(rig.session.fault()).isEqualTo(SessionFault.NONE);
        assertThat(rig.session.frameCount()).isZero();
        rig.feed(Wire.text("b"));
        assertThat(rig.messages).containsExactly(SentFrame.text("b"));
    }
}
