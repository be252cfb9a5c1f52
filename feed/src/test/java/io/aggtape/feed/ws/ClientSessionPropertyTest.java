package io.aggtape.feed.ws;

import static io.aggtape.feed.ws.Wire.FINAL;
import static io.aggtape.feed.ws.Wire.MORE;
import static io.aggtape.feed.ws.Wire.frame;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ClientSessionPropertyTest {
    private static final SessionConfig CONFIG =
            SessionConfig.defaults().withMaxMessageBytes(1 << 20).withOutboundBytes(1 << 20);
    private static final String[] CHARACTERS = {"a", "7", "{", "\u00e9", "\u20ac", "\ud83d\ude00", "\uffff"};

    /** Wire bytes of a random valid conversation and what must come of it. */
    private static final class Conversation {
        final ByteArrayOutputStream wire = new ByteArrayOutputStream();
        final List<SentFrame> messages = new ArrayList<>();
        final List<SentFrame> pongs = new ArrayList<>();

        Conversation(final SplittableRandom random) {
            for (int i = random.nextInt(1, 15); i > 0; i--) {
                maybeControl(random);
                message(random);
            }
            maybeControl(random);
        }

        private void message(final SplittableRandom random) {
            final boolean isText = random.nextBoolean();
            final byte[] payload = isText ? text(random) : Wire.bytes(length(random));
            messages.add(SentFrame.of(isText ? OpCode.TEXT : OpCode.BINARY, payload));
            int opCode = isText ? OpCode.TEXT : OpCode.BINARY;
            int at = 0;
            while (random.nextInt(3) == 0) {
                final int length = random.nextInt(payload.length - at + 1);
                wire.writeBytes(frame(opCode, MORE, Arrays.copyOfRange(payload, at, at + length)));
                at += length;
                opCode = OpCode.CONTINUATION;
                maybeControl(random);
            }
            wire.writeBytes(frame(opCode, FINAL, Arrays.copyOfRange(payload, at, payload.length)));
        }

        private void maybeControl(final SplittableRandom random) {
            while (random.nextInt(4) == 0) {
                final byte[] payload = Arrays.copyOf(Wire.utf8("" + random.nextLong()), random.nextInt(126));
                if (random.nextInt(3) == 0) {
                    wire.writeBytes(frame(OpCode.PONG, FINAL, payload));
                } else {
                    wire.writeBytes(frame(OpCode.PING, FINAL, payload));
                    pongs.add(SentFrame.of(OpCode.PONG, payload));
                }
            }
        }

        private static byte[] text(final SplittableRandom random) {
            final StringBuilder text = new StringBuilder();
            for (int i = length(random) / 2; i > 0; i--) {
                text.append(CHARACTERS[random.nextInt(8) == 0 ? random.nextInt(CHARACTERS.length) : 0]);
            }
            return Wire.utf8(text.toString());
        }

        private static int length(final SplittableRandom random) {
            return switch (random.nextInt(10)) {
                case 0 -> random.nextInt(65_000, 70_000);
                case 1, 2, 3 -> random.nextInt(120, 400);
                default -> random.nextInt(30);
            };
        }
    }

    @Test
    void shouldDecodeTheSameMessagesAndAnswerEachPingOnceWhereverCutAndWheneverRefused() {
        SeededRuns.repeat(1_500, random -> {
            final Conversation conversation = new Conversation(random);
            final SessionRig rig = SessionRig.opened(CONFIG, random.nextBoolean() ? 200_000 : 2_000_000);
            final int refusals = random.nextInt(4);
            rig.refuseWhen(() -> random.nextInt(4) < refusals);
            feedInPieces(rig, conversation.wire.toByteArray(), random);
            rig.refuse(false);
            rig.poll();
            assertThat(rig.waitingBytes()).isZero();
            assertThat(rig.messages).isEqualTo(conversation.messages);
            assertThat(rig.sent).isEqualTo(conversation.pongs);
            assertThat(rig.session.state()).isEqualTo(SessionState.OPEN);
            assertThat(rig.session.messageCount()).isEqualTo(conversation.messages.size());
            assertThat(rig.session.pingCount()).isEqualTo(conversation.pongs.size());
        });
    }

    @Test
    void shouldAnswerAllPingsThatArrivedWhileEverythingIsRefused() {
        SeededRuns.repeat(500, random -> {
            final Conversation conversation = new Conversation(random);
            final SessionRig rig = SessionRig.opened(CONFIG, 2_000_000);
            rig.refuse(true);
            feedInPieces(rig, conversation.wire.toByteArray(), random);
            assertThat(rig.sent).isEqualTo(conversation.pongs);
            assertThat(rig.messages).isEmpty();
            rig.refuse(false);
            rig.poll();
            assertThat(rig.sent).isEqualTo(conversation.pongs);
            assertThat(rig.messages).isEqualTo(conversation.messages);
        });
    }

    @Test
    void shouldSurviveNoiseAndComeToTheSameEndWhereverCut() {
        SeededRuns.repeat(3_000, random -> {
            final byte[] wire = new Conversation(random).wire.toByteArray();
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                wire[random.nextInt(Math.min(wire.length, 300))] = (byte) random.nextInt();
            }
            final SessionRig whole = SessionRig.opened(CONFIG, 2_000_000);
            whole.feed(wire);
            final SessionRig pieces = SessionRig.opened(CONFIG, 2_000_000);
            feedInPieces(pieces, wire, random);
            assertThat(pieces.messages).isEqualTo(whole.messages);
            assertThat(pieces.sent).isEqualTo(whole.sent);
            assertThat(pieces.session.state()).isEqualTo(whole.session.state());
            assertThat(pieces.session.closeCode()).isEqualTo(whole.session.closeCode());
            assertThat(pieces.session.violation()).isEqualTo(whole.session.violation());
        });
    }

    private static void feedInPieces(final SessionRig rig, final byte[] wire, final SplittableRandom random) {
        final int longest = random.nextBoolean() ? 10 + wire.length / 100 : 1 + wire.length;
        int at = 0;
        while (at < wire.length) {
            final int length = Math.min(wire.length - at, random.nextInt(1, longest + 1));
            rig.feed(Arrays.copyOfRange(wire, at, at + length));
            at += length;
        }
    }
}
