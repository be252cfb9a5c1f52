package io.aggtape.feed.ws;

import static io.aggtape.feed.ws.Wire.FINAL;
import static io.aggtape.feed.ws.Wire.MORE;
import static io.aggtape.feed.ws.Wire.concat;
import static io.aggtape.feed.ws.Wire.frame;
import static io.aggtape.feed.ws.Wire.hex;
import static io.aggtape.feed.ws.Wire.utf8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Group 6 of Autobahn's cases: UTF-8, whole, in fragments, and failing as early as can be known. */
class FuzzTextTest {
    private static final String GREEK = "\u03ba\u1f79\u03c3\u03bc\u03b5";
    private static final String MIXED = "Hello-\u00b5@\u00df\u00f6\u00e4\u00fc\u00e0\u00e1-UTF-8!!";

    @ParameterizedTest
    @MethodSource({"wholeAndFragmented", "early", "prefixes"})
    void shouldAnswerAsTheRfcSays(final FuzzCase fuzzCase) {
        fuzzCase.play();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // 6.7, 6.9, 6.11: first and last of each length, and of what RFC 3629 leaves
                "00",
                "c280",
                "e0a080",
                "f0908080",
                "7f",
                "dfbf",
                "efbfbf",
                "f48fbfbf",
                "ed9fbf",
                "ee8080",
                "efbfbd",
                // 6.22: non-characters are characters here; 6.23: specials
                "efbfbe",
                "f09fbfbe",
                "f09fbfbf",
                "f0afbfbe",
                "f0afbfbf",
                "f3bfbfbe",
                "f3bfbfbf",
                "f48fbfbe",
                "efbfb9",
                "efbfba",
                "efbfbb",
                "efbfbc"
            })
    void shouldEchoEachValidSequence(final String bytes) {
        final byte[] text = concat(utf8("<"), hex(bytes), utf8(">"));
        FuzzCase.of(bytes)
                .sends(frame(OpCode.TEXT, FINAL, text))
                .answers(SentFrame.of(OpCode.TEXT, text))
                .play();
        FuzzCase.of(bytes + " in bytes")
                .sends(inFragments(text, 1))
                .answers(SentFrame.of(OpCode.TEXT, text))
                .play();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // 6.8, 6.10: five and six bytes, beyond U+10FFFF
                "f888808080",
                "fc8480808080",
                "f7bfbfbf",
                "fbbfbfbfbf",
                "fdbfbfbfbfbf",
                "f4908080",
                // 6.12: continuations alone; 6.13: lonely starts; 6.14: last byte missing; 6.15: all of them
                "80",
                "bf",
                "80bf",
                "80bf80",
                "80bf80bf80bf",
                "c020c120c220",
                "e020e120",
                "f020f120",
                "f820",
                "fc20",
                "c0",
                "e080",
                "f08080",
                "f8808080",
                "fc80808080",
                "df",
                "efbf",
                "f7bfbf",
                "fbbfbfbf",
                "fdbfbfbfbf",
                "c0e080f08080f8808080fc80808080dfefbff7bfbffbbfbfbffdbfbfbfbf",
                // 6.16: impossible; 6.17, 6.18, 6.19: overlong
                "fe",
                "ff",
                "fefeffff",
                "c0af",
                "e080af",
                "f08080af",
                "f8808080af",
                "fc80808080af",
                "c1bf",
                "e09fbf",
                "f08fbfbf",
                "f887bfbfbf",
                "fc83bfbfbfbf",
                "c080",
                "e08080",
                "f0808080",
                "f880808080",
                "fc8080808080",
                // 6.20, 6.21: surrogates alone and in pairs
                "eda080",
                "edadbf",
                "edae80",
                "edafbf",
                "edb080",
                "edbe80",
                "edbfbf",
                "eda080edb080",
                "edafbfedbfbf"
            })
    void shouldFailOnEachInvalidSequence(final String bytes) {
        final byte[] text = concat(hex(bytes), utf8("edited"));
        FuzzCase.of(bytes).sends(frame(OpCode.TEXT, FINAL, text)).fails(1007).play();
        FuzzCase.of(bytes + " at the end")
                .sends(frame(OpCode.TEXT, FINAL, hex(bytes)))
                .fails(1007)
                .play();
        FuzzCase.of(bytes + " in bytes").sends(inFragments(text, 1)).fails(1007).play();
    }

    static List<FuzzCase> wholeAndFragmented() {
        final byte[] none = new byte[0];
        final byte[] invalid = concat(utf8(GREEK), hex("eda080"), utf8("edited"));
        return List.of(
                FuzzCase.of("6.1.1").echoes(""),
                FuzzCase.of("6.1.2").sends(fragments(none, none, none)).answers(SentFrame.text("")),
                FuzzCase.of("6.1.3")
                        .sends(fragments(none, utf8("middle"), none))
                        .answers(SentFrame.text("middle")),
                FuzzCase.of("6.2.1").echoes(MIXED),
                FuzzCase.of("6.2.2")
                        .sends(fragments(utf8("Hello-\u00b5@\u00df\u00f6"), utf8("\u00e4\u00fc\u00e0\u00e1-UTF-8!!")))
                        .answers(SentFrame.text(MIXED)),
                FuzzCase.of("6.2.3").sends(inFragments(utf8(MIXED), 1)).answers(SentFrame.text(MIXED)),
                FuzzCase.of("6.2.4").sends(inFragments(utf8(GREEK), 1)).answers(SentFrame.text(GREEK)),
                FuzzCase.of("6.3.1").sends(frame(OpCode.TEXT, FINAL, invalid)).fails(1007),
                FuzzCase.of("6.3.2").sends(inFragments(invalid, 1)).fails(1007),
                FuzzCase.of("6.5.1").echoes(GREEK.repeat(5000)));
    }

    // The rest of these messages never comes: the client must know by then.
    static List<FuzzCase> early() {
        final byte[] start = concat(utf8(GREEK), hex("f4"));
        final byte[] header = Wire.header(0x81, 40);
        return List.of(
                FuzzCase.of("6.4.1")
                        .sends(frame(OpCode.TEXT, MORE, utf8(GREEK)))
                        .sends(frame(OpCode.CONTINUATION, MORE, hex("f4908080")))
                        .fails(1007),
                FuzzCase.of("6.4.2")
                        .sends(frame(OpCode.TEXT, MORE, start))
                        .sends(frame(OpCode.CONTINUATION, MORE, hex("90")))
                        .fails(1007),
                FuzzCase.of("6.4.3")
                        .sends(header, utf8(GREEK))
                        .sends(hex("f4908080"))
                        .fails(1007),
                FuzzCase.of("6.4.4").sends(header, start).sends(hex("90")).fails(1007));
    }

    // 6.6: what is cut inside a character is invalid once the message ends there.
    static List<FuzzCase> prefixes() {
        final byte[] greek = utf8(GREEK);
        final List<FuzzCase> cases = new ArrayList<>();
        for (int length = 1; length <= greek.length; length++) {
            final byte[] prefix = Arrays.copyOf(greek, length);
            final boolean isWhole = length == greek.length || (greek[length] & 0xC0) != 0x80;
            final FuzzCase next = FuzzCase.of("6.6." + length).sends(frame(OpCode.TEXT, FINAL, prefix));
            cases.add(isWhole ? next.answers(SentFrame.of(OpCode.TEXT, prefix)) : next.fails(1007));
        }
        return cases;
    }

    private static byte[] inFragments(final byte[] payload, final int length) {
        return fragments(Wire.cut(payload, length).toArray(byte[][]::new));
    }

    private static byte[] fragments(final byte[]... payloads) {
        final byte[][] frames = new byte[payloads.length][];
        for (int i = 0; i < payloads.length; i++) {
            frames[i] = frame(i == 0 ? OpCode.TEXT : OpCode.CONTINUATION, i == payloads.length - 1, payloads[i]);
        }
        return concat(frames);
    }
}
