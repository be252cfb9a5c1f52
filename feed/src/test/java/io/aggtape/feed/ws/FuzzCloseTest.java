package io.aggtape.feed.ws;

import static io.aggtape.feed.ws.Wire.FINAL;
import static io.aggtape.feed.ws.Wire.MORE;
import static io.aggtape.feed.ws.Wire.frame;
import static io.aggtape.feed.ws.Wire.hex;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Group 7 of Autobahn's cases: the close handshake. */
class FuzzCloseTest {
    private static final byte[] CLOSE = Wire.close(1000, "");
    private static final SentFrame CLOSED = SentFrame.close(1000);

    @ParameterizedTest
    @MethodSource({"afterClose", "payloads"})
    void shouldAnswerAsTheRfcSays(final FuzzCase fuzzCase) {
        fuzzCase.play();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
    void shouldAnswerEachValidCodeWithItself(final int code) {
        FuzzCase.of("7.7 " + code)
                .sends(Wire.close(code, ""))
                .closes(SentFrame.close(code))
                .play();
        FuzzCase.of("7.7 " + code)
                .sends(Wire.close(code, "why"))
                .closes(SentFrame.close(code))
                .play();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535})
    void shouldFailOnEachInvalidCode(final int code) {
        FuzzCase.of("7.9 " + code).sends(Wire.close(code, "")).fails(1002).play();
        FuzzCase.of("7.9 " + code).sends(Wire.close(code, "why")).fails(1002).play();
    }

    static List<FuzzCase> afterClose() {
        final String long256k = "BAsd7&jh23".repeat(26_214);
        return List.of(
                FuzzCase.of("7.1.1").echoes("Hello World!").sends(CLOSE).closes(CLOSED),
                FuzzCase.of("7.1.2").sends(CLOSE, CLOSE).closes(CLOSED),
                FuzzCase.of("7.1.3").sends(CLOSE, Wire.ping("")).closes(CLOSED),
                FuzzCase.of("7.1.4").sends(CLOSE, Wire.text("Hello World!")).closes(CLOSED),
                FuzzCase.of("7.1.5")
                        .sends(frame(OpCode.TEXT, MORE, "fragment1"), CLOSE)
                        .sends(frame(OpCode.CONTINUATION, FINAL, "fragment2"))
                        .closes(CLOSED),
                FuzzCase.of("7.1.6")
                        .echoes(long256k)
                        .sends(CLOSE, Wire.ping(""))
                        .closes(CLOSED),
                FuzzCase.of("7.1.7").sends(CLOSE, hex("c1 00")).closes(CLOSED));
    }

    static List<FuzzCase> payloads() {
        final String longest = "*".repeat(123);
        final byte[] notUtf8 = Wire.closePayload(1000, Wire.concat(Wire.utf8("\u03ba"), hex("eda080"), Wire.utf8("x")));
        final byte[] cutUtf8 = Wire.closePayload(1000, hex("e282"));
        return List.of(
                FuzzCase.of("7.3.1")
                        .sends(frame(OpCode.CLOSE, FINAL, ""))
                        .closes(SentFrame.of(OpCode.CLOSE, new byte[0])),
                FuzzCase.of("7.3.2").sends(frame(OpCode.CLOSE, FINAL, "a")).fails(1002),
                FuzzCase.of("7.3.3").sends(CLOSE).closes(CLOSED),
                FuzzCase.of("7.3.4").sends(Wire.close(1000, "Hello World!")).closes(CLOSED),
                FuzzCase.of("7.3.5").sends(Wire.close(1000, longest)).closes(CLOSED),
                FuzzCase.of("7.3.6").sends(Wire.close(1000, longest + "*")).fails(1002),
                FuzzCase.of("7.5.1").sends(frame(OpCode.CLOSE, FINAL, notUtf8)).fails(1007),
                FuzzCase.of("7.5.2").sends(frame(OpCode.CLOSE, FINAL, cutUtf8)).fails(1007));
    }
}
