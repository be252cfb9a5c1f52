package io.aggtape.feed.ws;

import static io.aggtape.feed.ws.Wire.FINAL;
import static io.aggtape.feed.ws.Wire.MORE;
import static io.aggtape.feed.ws.Wire.frame;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Groups 1 to 5 of Autobahn's cases: framing, pings, reserved bits, opcodes, fragmentation. */
class FuzzFramingTest {
    private static final int[] LENGTHS = {0, 125, 126, 127, 128, 65_535, 65_536};
    private static final String HELLO = "Hello, world!";

    @ParameterizedTest
    @MethodSource({"framing", "pings", "reservedBits", "opCodes", "fragments", "strayFragments"})
    void shouldAnswerAsTheRfcSays(final FuzzCase fuzzCase) {
        fuzzCase.play();
    }

    static List<FuzzCase> framing() {
        final List<FuzzCase> cases = new ArrayList<>();
        int number = 1;
        for (final int length : LENGTHS) {
            cases.add(FuzzCase.of("1.1." + number).echoes("*".repeat(length)));
            final byte[] bytes = Wire.bytes(length);
            cases.add(FuzzCase.of("1.2." + number++)
                    .sends(Wire.binary(bytes))
                    .answers(SentFrame.of(OpCode.BINARY, bytes)));
        }
        final String text = "*".repeat(65_536);
        cases.add(FuzzCase.of("1.1.8").sendsChopped(997, Wire.text(text)).answers(SentFrame.text(text)));
        final byte[] bytes = Wire.bytes(65_536);
        cases.add(
                FuzzCase.of("1.2.8").sendsChopped(997, Wire.binary(bytes)).answers(SentFrame.of(OpCode.BINARY, bytes)));
        return cases;
    }

    static List<FuzzCase> pings() {
        final byte[] bytes = Wire.hex("00 ff fe fd fc fb 00 ff");
        final byte[] longest = Wire.bytes(125);
        final FuzzCase tenPings = FuzzCase.of("2.10");
        final FuzzCase tenChopped = FuzzCase.of("2.11");
        for (int i = 0; i < 10; i++) {
            tenPings.sends(Wire.ping("payload-" + i)).answers(SentFrame.pong("payload-" + i));
            tenChopped.sendsChopped(1, Wire.ping("payload-" + i)).answers(SentFrame.pong("payload-" + i));
        }
        return List.of(
                FuzzCase.of("2.1").sends(Wire.ping("")).answers(SentFrame.pong("")),
                FuzzCase.of("2.2").sends(Wire.ping(HELLO)).answers(SentFrame.pong(HELLO)),
                FuzzCase.of("2.3").sends(frame(OpCode.PING, FINAL, bytes)).answers(SentFrame.of(OpCode.PONG, bytes)),
                FuzzCase.of("2.4")
                        .sends(frame(OpCode.PING, FINAL, longest))
                        .answers(SentFrame.of(OpCode.PONG, longest)),
                FuzzCase.of("2.5")
                        .sends(frame(OpCode.PING, FINAL, Wire.bytes(126)))
                        .fails(1002),
                FuzzCase.of("2.6")
                        .sendsChopped(1, frame(OpCode.PING, FINAL, longest))
                        .answers(SentFrame.of(OpCode.PONG, longest)),
                FuzzCase.of("2.7").sends(Wire.pong("")),
                FuzzCase.of("2.8").sends(Wire.pong("unsolicited")),
                FuzzCase.of("2.9")
                        .sends(Wire.pong("unsolicited"))
                        .sends(Wire.ping("ping payload"))
                        .answers(SentFrame.pong("ping payload")),
                tenPings,
                tenChopped);
    }

    static List<FuzzCase> reservedBits() {
        final byte[] wrong = frame(0x21, FINAL, HELLO);
        return List.of(
                FuzzCase.of("3.1").sends(frame(0x41, FINAL, HELLO)).fails(1002),
                FuzzCase.of("3.2")
                        .echoes(HELLO)
                        .sends(wrong)
                        .sends(Wire.ping(""))
                        .fails(1002),
                FuzzCase.of("3.3")
                        .echoes(HELLO)
                        .sends(frame(0x31, FINAL, HELLO), Wire.ping(""))
                        .fails(1002),
                FuzzCase.of("3.4")
                        .sendsChopped(1, Wire.text(HELLO), wrong, Wire.ping(""))
                        .answers(SentFrame.text(HELLO))
                        .fails(1002),
                FuzzCase.of("3.5").sends(frame(0x52, FINAL, Wire.bytes(8))).fails(1002),
                FuzzCase.of("3.6").sends(frame(0x69, FINAL, HELLO)).fails(1002),
                FuzzCase.of("3.7").sends(frame(0x78, FINAL, "")).fails(1002));
    }

    static List<FuzzCase> opCodes() {
        final List<FuzzCase> cases = new ArrayList<>();
        for (final int first : new int[] {3, 11}) {
            final String group = first == 3 ? "4.1." : "4.2.";
            cases.add(FuzzCase.of(group + 1).sends(frame(first, FINAL, "")).fails(1002));
            cases.add(FuzzCase.of(group + 2)
                    .sends(frame(first + 1, FINAL, "reserved opcode"))
                    .fails(1002));
            for (int i = 2; i < 5; i++) {
                cases.add(FuzzCase.of(group + (i + 1))
                        .echoes(HELLO)
                        .sends(frame(first + i, FINAL, i == 2 ? "" : HELLO), Wire.ping(""))
                        .fails(1002));
            }
        }
        return cases;
    }

    static List<FuzzCase> fragments() {
        final byte[] one = frame(OpCode.TEXT, MORE, "fragment1");
        final byte[] two = frame(OpCode.CONTINUATION, FINAL, "fragment2");
        final SentFrame both = SentFrame.text("fragment1fragment2");
        final byte[] ping = Wire.ping("ping payload");
        final SentFrame pong = SentFrame.pong("ping payload");
        final byte[][] five = {
            one,
            frame(OpCode.CONTINUATION, MORE, "fragment2"),
            Wire.ping("pongme 1!"),
            frame(OpCode.CONTINUATION, MORE, "fragment3"),
            frame(OpCode.CONTINUATION, MORE, "fragment4"),
            Wire.ping("pongme 2!"),
            frame(OpCode.CONTINUATION, FINAL, "fragment5")
        };
        final SentFrame[] toFive = {
            SentFrame.pong("pongme 1!"),
            SentFrame.pong("pongme 2!"),
            SentFrame.text("fragment1fragment2fragment3fragment4fragment5")
        };
        return List.of(
                FuzzCase.of("5.1")
                        .sends(frame(OpCode.PING, MORE, "fragment1"), frame(OpCode.CONTINUATION, FINAL, "fragment2"))
                        .fails(1002),
                FuzzCase.of("5.2")
                        .sends(frame(OpCode.PONG, MORE, "fragment1"), frame(OpCode.CONTINUATION, FINAL, "fragment2"))
                        .fails(1002),
                FuzzCase.of("5.3").sends(one, two).answers(both),
                FuzzCase.of("5.4").sends(one).sends(two).answers(both),
                FuzzCase.of("5.5").sendsChopped(1, one, two).answers(both),
                FuzzCase.of("5.6").sends(one, ping, two).answers(pong, both),
                FuzzCase.of("5.7").sends(one).sends(ping).sends(two).answers(pong, both),
                FuzzCase.of("5.8").sendsChopped(1, one, ping, two).answers(pong, both),
                FuzzCase.of("5.18")
                        .sends(one, frame(OpCode.TEXT, FINAL, "fragment2"))
                        .fails(1002),
                FuzzCase.of("5.19").sends(five).answers(toFive),
                FuzzCase.of("5.20").sendsChopped(1, five).answers(toFive));
    }

    static List<FuzzCase> strayFragments() {
        final byte[] strayFinal = frame(OpCode.CONTINUATION, FINAL, "non-continuation payload");
        final byte[] strayMore = frame(OpCode.CONTINUATION, MORE, "non-continuation payload");
        final byte[] one = frame(OpCode.TEXT, MORE, "fragment1");
        final byte[] two = frame(OpCode.CONTINUATION, FINAL, "fragment2");
        final byte[] hello = Wire.text(HELLO);
        return List.of(
                FuzzCase.of("5.9").sends(strayFinal, hello).fails(1002),
                FuzzCase.of("5.10").sends(strayFinal).sends(hello).fails(1002),
                FuzzCase.of("5.11").sendsChopped(1, strayFinal, hello).fails(1002),
                FuzzCase.of("5.12").sends(strayMore, hello).fails(1002),
                FuzzCase.of("5.13").sends(strayMore).sends(hello).fails(1002),
                FuzzCase.of("5.14").sendsChopped(1, strayMore, hello).fails(1002),
                FuzzCase.of("5.15")
                        .sends(one, two, strayMore, hello)
                        .answers(SentFrame.text("fragment1fragment2"))
                        .fails(1002),
                FuzzCase.of("5.16")
                        .sends(strayMore, one, two, strayMore, one, two)
                        .fails(1002),
                FuzzCase.of("5.17")
                        .sends(strayFinal, one, two, strayFinal, one, two)
                        .fails(1002));
    }
}
