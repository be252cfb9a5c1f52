package io.aggtape.bench.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aggtape.bench.FrameKind;
import io.aggtape.bench.WireFrames;
import io.aggtape.bench.bean.TradeBean;
import java.io.IOException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is compared does the same work. */
class FrameParsersTest {
    private static final int FRAMES = 64;
    private static final int SYMBOLS = 4;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aggtape",
                "aggtape-general",
                "jackson-jr-map",
                "jackson-jr-bean",
                "jackson-core",
                "fastjson2",
                "dsl-json",
                "jsoniter"
            })
    void shouldMakeTheSameTradesOfAllKindsOfFrames(final String name) throws IOException {
        for (final FrameKind kind : FrameKind.values()) {
            final FrameParser parser =
                    FrameParsers.verifiedParser(name, WireFrames.of(kind, FRAMES, SYMBOLS, 42), kind);
            assertThat(parser.bean(parser.parse(7)).a).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(FrameKind.class)
    void shouldNoticeATradeThatDiffers(final FrameKind kind) throws IOException {
        final WireFrames frames = WireFrames.of(kind, FRAMES, SYMBOLS, 42);
        final FrameParser ours = FrameParsers.of("aggtape", frames, kind);
        final FrameParser altered = new FrameParser() {
            @Override
            public Object parse(final int index) throws IOException {
                return ours.parse(index);
            }

            @Override
            public TradeBean bean(final Object parsed) {
                final TradeBean bean = ours.bean(parsed);
                bean.q = bean.q.add(BigDecimal.ONE.movePointLeft(8));
                return bean;
            }
        };
        final FrameParser reference = FrameParsers.of("jackson-jr-map", frames, kind);
        assertThatThrownBy(() -> FrameParsers.verify(altered, reference, FRAMES))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldNotTakeALimitForAParser() throws IOException {
        final WireFrames frames = WireFrames.of(FrameKind.SPOT_RAW, FRAMES, SYMBOLS, 42);
        for (final String limit : new String[] {"touch", "copy", "nanotime"}) {
            final FrameWork work = FrameParsers.verified(limit, frames, FrameKind.SPOT_RAW);
            assertThat(work).isNotInstanceOf(FrameParser.class);
            assertThat(work.run(0)).isNotNull();
        }
        assertThatThrownBy(() -> FrameParsers.verified("gson", frames, FrameKind.SPOT_RAW))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
