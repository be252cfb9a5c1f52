package io.aggtape.feed.ws;

import static io.aggtape.feed.ws.Wire.FINAL;
import static io.aggtape.feed.ws.Wire.MORE;
import static io.aggtape.feed.ws.Wire.frame;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class ClientSessionPingTest {
    private static final SessionConfig SMALL = SessionConfig.defaults().withOutboundBytes(1024);

    @Test
    void shouldAnswerAPingBehindARefusedMessageAtOnceAndOnce() {
        final SessionRig rig = SessionRig.opened();
        rig.refuse(true);
        rig.feed(Wire.ping("0"), Wire.text("a"), Wire.ping("1"), Wire.text("b"), Wire.ping("2"));
        assertThat(rig.sent).containsExactly(SentFrame.pong("0"), SentFrame.pong("1"), SentFrame.pong("2"));
        rig.poll();
        rig.refuse(false);
        rig.poll();
        assertThat(rig.waitingBytes()).isZero();
        assertThat(rig.messages).containsExactly(SentFrame.text("a"), SentFrame.text("b"));
        assertThat(rig.sent).hasSize(3);
        assertThat(rig.session.pingCount()).isEqualTo(3);
        assertThat(rig.session.pongSentCount()).isEqualTo(3);
    }

    @Test
    void shouldKeepThePayloadOfTheNewestPongOfAConnection() {
        final SessionRig rig = SessionRig.opened();
        final UnsafeBuffer payload = new UnsafeBuffer(new byte[125]);
        assertThat(rig.session.lastPong(payload)).isEqualTo(-1);
        rig.feed(frame(OpCode.PONG, FINAL, "longer"), frame(OpCode.PONG, FINAL, "new"));
        assertThat(payload.getStringWithoutLengthAscii(0, rig.session.lastPong(payload)))
                .isEqualTo("new");
        assertThat(rig.session.pongCount()).isEqualTo(2);
        rig.session.start("localhost", "/", "");
        assertThat(rig.session.lastPong(payload)).isEqualTo(-1);
    }

    @Test
    void shouldAnswerEmptyPingsBehindARefusedMessageOnce() {
        final SessionRig rig = SessionRig.opened();
        rig.refuse(true);
        rig.feed(Wire.text("a"), Wire.ping(""), Wire.ping(""));
        rig.refuse(false);
        rig.feed(Wire.ping(""));
        assertThat(rig.sent).containsExactly(SentFrame.pong(""), SentFrame.pong(""), SentFrame.pong(""));
    }

    @Test
    void shouldAnswerEachPingThatArrivesByteByByteBehindARefusedMessage() {
        final SessionRig rig = SessionRig.opened();
        rig.refuse(true);
        rig.feed(Wire.text("a"));
        rig.feedByteByByte(Wire.text("b"), Wire.ping("1"), Wire.text("c"), Wire.ping("2"));
        assertThat(rig.sent).containsExactly(SentFrame.pong("1"), SentFrame.pong("2"));
        rig.refuse(false);
        rig.feedByteByByte(Wire.ping("3"));
        assertThat(rig.sent).containsExactly(SentFrame.pong("1"), SentFrame.pong("2"), SentFrame.pong("3"));
        assertThat(rig.messages).hasSize(3);
    }

    @Test
    void shouldAnswerPingsBehindTheRefusedLastFragmentOfAMessage() {
        final SessionRig rig = SessionRig.opened();
        rig.refuse(true);
        rig.feed(frame(OpCode.TEXT, MORE, "a"), Wire.ping("1"), frame(OpCode.CONTINUATION, FINAL, "b"));
        rig.feed(Wire.ping("2"), frame(OpCode.TEXT, MORE, "c"), Wire.ping("3"));
        assertThat(rig.sent).containsExactly(SentFrame.pong("1"), SentFrame.pong("2"), SentFrame.pong("3"));
        rig.refuse(false);
        rig.feed(frame(OpCode.CONTINUATION, FINAL, "d"), Wire.ping("4"));
        assertThat(rig.messages).containsExactly(SentFrame.text("ab"), SentFrame.text("cd"));
        assertThat(rig.sent).hasSize(4);
    }

    @Test
    void shouldAnswerPingsBehindTheRefusedLastPartOfAFrame() {
        final SessionRig rig = SessionRig.opened();
        final byte[] message = Wire.text("a long message");
        rig.feed(Arrays.copyOf(message, 6));
        rig.refuse(true);
        rig.feed(Arrays.copyOfRange(message, 6, message.length), Wire.ping("1"));
        assertThat(rig.sent).containsExactly(SentFrame.pong("1"));
        rig.refuse(false);
        rig.poll();
        assertThat(rig.messages).containsExactly(SentFrame.text("a long message"));
        assertThat(rig.sent).hasSize(1);
    }

    @Test
    void shouldNotLookBehindACloseOrAViolation() {
        final SessionRig rig = SessionRig.opened();
        rig.refuse(true);
        rig.feed(Wire.text("a"), Wire.close(1000, ""), Wire.ping("no"));
        assertThat(rig.sent).isEmpty();
        final SessionRig other = SessionRig.opened();
        other.refuse(true);
        other.feed(Wire.text("a"), Wire.hex("83 00"), Wire.ping("no"));
        assertThat(other.sent).isEmpty();
        other.refuse(false);
        other.poll();
        assertThat(other.session.closeCode()).isEqualTo(1002);
    }

    @Test
    void shouldKeepTheNewestPingWhereThePeerDoesNotRead() {
        final SessionRig rig = SessionRig.opened(SMALL, 1024);
        rig.peerReads(false);
        final String filler = "x".repeat(120);
        for (int i = 0; i < 1000; i++) {
            rig.feed(Wire.ping(filler + i));
        }
        rig.peerReads(true);
        final int answered = rig.sent.size();
        assertThat(answered).isGreaterThan(5);
        for (int i = 0; i < answered - 1; i++) {
            assertThat(rig.sent.get(i)).isEqualTo(SentFrame.pong(filler + i));
        }
        rig.poll();
        assertThat(rig.sent.get(rig.sent.size() - 1)).isEqualTo(SentFrame.pong(filler + 999));
        assertThat(rig.session.pingCount()).isEqualTo(1000);
    }

    @Test
    void shouldHaveRoomForTheCloseWhateverElseWaits() {
        final SessionRig rig = SessionRig.opened(SMALL, 1024);
        rig.peerReads(false);
        for (int i = 0; i < 50; i++) {
            rig.feed(Wire.ping("x".repeat(125)));
        }
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[1]);
        while (rig.session.sendBinary(bytes, 0, 1)) {
            continue;
        }
        assertThat(rig.session.close(1001, "r".repeat(123))).isTrue();
        rig.peerReads(true);
        assertThat(rig.sent.get(rig.sent.size() - 1).closeCode()).isEqualTo(1001);
    }

    @Test
    void shouldCountPongsAndSendPings() {
        final SessionRig rig = SessionRig.opened();
        assertThat(rig.session.sendPing(Wire.buffer(Wire.utf8("me")), 0, 2)).isTrue();
        rig.feed(Wire.pong("me"), Wire.pong("unsolicited"));
        assertThat(rig.sent).containsExactly(SentFrame.of(OpCode.PING, Wire.utf8("me")));
        assertThat(rig.session.pongCount()).isEqualTo(2);
    }
}
