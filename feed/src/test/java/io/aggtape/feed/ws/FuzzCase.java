package io.aggtape.feed.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One case of a fuzzing server of the Autobahn kind, played in memory: what the server writes, write by write, and what
 * an echo client must answer. Case numbers follow Autobahn's groups.
 */
final class FuzzCase {
    private final String id;
    private final List<byte[]> writes = new ArrayList<>();
    private final List<SentFrame> answers = new ArrayList<>();
    private int failsWith;
    private SentFrame closeAnswer;

    private FuzzCase(final String id) {
        this.id = id;
    }

    static FuzzCase of(final String id) {
        return new FuzzCase(id);
    }

    /** The server writes these at once. */
    FuzzCase sends(final byte[]... parts) {
        writes.add(Wire.concat(parts));
        return this;
    }

    /** The server writes these in pieces. */
    FuzzCase sendsChopped(final int pieceLength, final byte[]... parts) {
        writes.addAll(Wire.cut(Wire.concat(parts), pieceLength));
        return this;
    }

    FuzzCase answers(final SentFrame... frames) {
        answers.addAll(Arrays.asList(frames));
        return this;
    }

    /** A text message that comes back. */
    FuzzCase echoes(final String text) {
        return sends(Wire.text(text)).answers(SentFrame.text(text));
    }

    /** After all answers the client fails the connection with that code. */
    FuzzCase fails(final int code) {
        failsWith = code;
        return this;
    }

    /** The server's own writes end with a close frame, which gets this answer. */
    FuzzCase closes(final SentFrame answer) {
        closeAnswer = answer;
        return this;
    }

    /** Plays it as the server writes it, then in one piece, then byte by byte. */
    void play() {
        final byte[] whole = Wire.concat(writes.toArray(byte[][]::new));
        verify(writes);
        verify(List.of(whole));
        if (whole.length < 100_000) {
            verify(Wire.cut(whole, 1));
        }
    }

    private void verify(final List<byte[]> pieces) {
        final int wireLength = pieces.stream().mapToInt(piece -> piece.length).sum();
        final SessionConfig config = new SessionConfig(16 << 20, 16_384, 4_096, 4_096 + 4 * wireLength);
        final SessionRig rig = SessionRig.echoing(config, Math.min(256 * 1024, 1_024 + wireLength));
        pieces.forEach(rig::feed);
        final List<SentFrame> expected = new ArrayList<>(answers);
        if (failsWith == 0) {
            if (closeAnswer == null) {
                rig.feed(Wire.close(1000, ""));
            }
            expected.add(closeAnswer == null ? SentFrame.close(1000) : closeAnswer);
            assertThat(rig.sent).as(id).isEqualTo(expected);
            assertThat(rig.session.state()).as(id).isEqualTo(SessionState.CLOSED);
            assertThat(rig.session.fault()).as(id).isEqualTo(SessionFault.NONE);
            return;
        }
        assertThat(rig.sent).as(id).hasSize(expected.size() + 1);
        assertThat(rig.sent.subList(0, expected.size())).as(id).isEqualTo(expected);
        assertThat(rig.sent.get(expected.size()).closeCode()).as(id).isEqualTo(failsWith);
        assertThat(rig.session.closeCode()).as(id).isEqualTo(failsWith);
        assertThat(rig.session.state()).as(id).isEqualTo(SessionState.CLOSING);
        assertThat(rig.session.fault()).as(id).isEqualTo(SessionFault.VIOLATION);
    }

    @Override
    public String toString() {
        return id;
    }
}
