package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.net.TransportStage;
import io.aggtape.journal.LineState;
import io.aggtape.pipeline.TradeListener;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a line does about an upgrade that is refused. */
class ConnectionRefusalTest {
    private static final List<String> ONE = List.of("BTCUSDT");
    private static final TradeListener NO_STRATEGY = trade -> {};

    @TempDir
    private Path directory;

    @Test
    void shouldReportARefusedUpgradeAndStayAwayAsLongAsAsked() {
        try (LineRig rig = new LineRig(directory, ONE, NO_STRATEGY)) {
            upgradeAnsweredBy(rig, "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 17\r\nContent-Length: 0\r\n\r\n");

            assertThat(rig.lastEvent())
                    .startsWith("BACKING_OFF the upgrade was refused: HTTP 429 Too Many Requests, Retry-After: 17");
            rig.clock.advanceMs(16_999);
            rig.poll(1);
            assertThat(rig.state()).isEqualTo(LineState.BACKING_OFF);
            rig.clock.advanceMs(1);
            rig.poll(1);
            assertThat(rig.state()).isEqualTo(LineState.RESOLVING);
        }
    }

    @Test
    void shouldStayAwayUntilADateThatTheServerNames() {
        try (LineRig rig = new LineRig(directory, ONE, NO_STRATEGY)) {
            final String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    Instant.ofEpochSecond(rig.clock.nanoTime() / 1_000_000_000 + 90)
                            .atZone(ZoneOffset.UTC));
            upgradeAnsweredBy(rig, "HTTP/1.1 503 Busy\r\nRetry-After: " + date + "\r\nContent-Length: 0\r\n\r\n");
            assertThat(rig.lastEvent()).endsWith("next attempt in 90000 ms");
        }
    }

    @Test
    void shouldReportARefusedUpgradeWhoseBodyNeverComes() {
        try (LineRig rig = new LineRig(directory, ONE, NO_STRATEGY)) {
            upgradeAnsweredBy(rig, "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 100\r\n\r\n");
            rig.clock.advanceMs(10_000);
            rig.poll(1);
            assertThat(rig.lastEvent()).startsWith("BACKING_OFF the upgrade was refused: HTTP 503 Service Unavailable");
        }
    }

    @Test
    void shouldSayWhatToDoAboutARestrictedLocation() {
        try (LineRig rig = new LineRig(directory, ONE, NO_STRATEGY)) {
            upgradeAnsweredBy(rig, "HTTP/1.1 451 \r\nContent-Length: 0\r\n\r\n");
            assertThat(rig.lastEvent()).contains("451").contains("data-stream.binance.vision");
        }
    }

    @Test
    void shouldStayAwayLongFromAPlaceThatRefusesThisAddress() {
        try (LineRig rig = new LineRig(directory, ONE, NO_STRATEGY)) {
            upgradeAnsweredBy(rig, "HTTP/1.1 451 \r\nContent-Length: 0\r\n\r\n");
            assertThat(rig.lastEvent()).endsWith("next attempt in 300000 ms");
        }
    }

    private static void upgradeAnsweredBy(final LineRig rig, final String answer) {
        rig.poll(3);
        rig.current().reach(TransportStage.OPEN);
        rig.poll(2);
        rig.current().send(answer.getBytes(StandardCharsets.US_ASCII));
        rig.poll(2);
    }
}
