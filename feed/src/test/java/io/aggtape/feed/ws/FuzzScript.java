package io.aggtape.feed.ws;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** What {@link FuzzServer} sends in one case, and what must come back, in order. */
final class FuzzScript {
    /** One thing that the server sends. */
    interface Step {
        void send(Session session, Callback callback);
    }

    final String name;
    final List<Step> steps = new ArrayList<>();
    final List<SentFrame> expected = new ArrayList<>();

    private FuzzScript(final String name) {
        this.name = name;
    }

    /** Cases small enough to be sent byte by byte. */
    static List<FuzzScript> small() {
        final List<FuzzScript> scripts = new ArrayList<>();
        for (final int length : new int[] {0, 1, 125, 126, 127, 1000}) {
            scripts.add(new FuzzScript("text " + length).text("*".repeat(length)));
            scripts.add(new FuzzScript("binary " + length).binary(Wire.bytes(length)));
        }
        scripts.add(new FuzzScript("unicode").text("\u03ba\u1f79\u03c3\u03bc\u03b5 \ud83d\ude00 ".repeat(20)));
        scripts.add(new FuzzScript("text in fragments").textFragments("Hello-\u00b5@\u00df\u00f6", 3, false));
        scripts.add(new FuzzScript("pings between fragments").textFragments("fragments \u20ac ".repeat(10), 7, true));
        scripts.add(new FuzzScript("binary in fragments").binaryFragments(Wire.bytes(300), 11));
        scripts.add(new FuzzScript("pings")
                .ping("")
                .ping("payload")
                .ping("x".repeat(125))
                .text("end"));
        return scripts;
    }

    /** Long messages and many messages. */
    static List<FuzzScript> large() {
        final int longest = 16 << 20;
        final List<FuzzScript> scripts = new ArrayList<>();
        scripts.add(new FuzzScript("text of 16 MiB").text("0123456789abcde\n".repeat(longest / 16)));
        scripts.add(new FuzzScript("unicode of 16 MiB").text("\u20ac*".repeat(longest / 4)));
        scripts.add(new FuzzScript("binary of 16 MiB").binary(Wire.bytes(longest)));
        scripts.add(new FuzzScript("16 MiB of text in fragments")
                .textFragments("\u20ac*".repeat(longest / 4), 65_521, false));
        scripts.add(new FuzzScript("16 MiB of bytes in fragments").binaryFragments(Wire.bytes(longest), 100_003));
        final FuzzScript many = new FuzzScript("1000 messages");
        final SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 1000; i++) {
            many.text("m".repeat(random.nextInt(300)));
        }
        scripts.add(many);
        return scripts;
    }

    private FuzzScript text(final String text) {
        steps.add((session, callback) -> session.sendText(text, callback));
        return expect(SentFrame.text(text));
    }

    private FuzzScript binary(final byte[] bytes) {
        steps.add((session, callback) -> session.sendBinary(ByteBuffer.wrap(bytes), callback));
        return expect(SentFrame.of(OpCode.BINARY, bytes));
    }

    private FuzzScript ping(final String payload) {
        steps.add((session, callback) -> session.sendPing(ByteBuffer.wrap(Wire.utf8(payload)), callback));
        return expect(SentFrame.pong(payload));
    }

    private FuzzScript textFragments(final String text, final int length, final boolean isPinging) {
        for (int at = 0; at < text.length(); at += length) {
            final String part = text.substring(at, Math.min(text.length(), at + length));
            final boolean isLast = at + length >= text.length();
            steps.add((session, callback) -> session.sendPartialText(part, isLast, callback));
            if (isPinging && !isLast) {
                ping("ping at " + at);
            }
        }
        return expect(SentFrame.text(text));
    }

    private FuzzScript binaryFragments(final byte[] bytes, final int length) {
        for (int at = 0; at < bytes.length; at += length) {
            final ByteBuffer part = ByteBuffer.wrap(bytes, at, Math.min(length, bytes.length - at));
            final boolean isLast = at + length >= bytes.length;
            steps.add((session, callback) -> session.sendPartialBinary(part, isLast, callback));
        }
        return expect(SentFrame.of(OpCode.BINARY, bytes));
    }

    private FuzzScript expect(final SentFrame frame) {
        expected.add(frame);
        return this;
    }

    /** The verdict on each script that behaved. */
    static Map.Entry<String, String> good(final FuzzScript script) {
        return Map.entry(script.name, "OK 1000");
    }
}
