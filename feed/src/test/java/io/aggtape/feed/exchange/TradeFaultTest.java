package io.aggtape.feed.exchange;

import static io.aggtape.feed.exchange.FaultRig.FIRST_ID;
import static io.aggtape.feed.exchange.FaultRig.ROWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aggtape.journal.Market;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The faults that strike single trades, seen by the JDK's client. */
final class TradeFaultTest {
    @TempDir
    Path directory;

    private FaultRig rig;

    @AfterEach
    void close() {
        rig.close();
    }

    private WireClient start(final String... faults) throws IOException {
        rig = new FaultRig(directory, Pace.max(), faults);
        return rig.bitcoin();
    }

    private static List<Long> allBut(final long... missing) {
        return LongStream.range(FIRST_ID, FIRST_ID + ROWS)
                .filter(id -> LongStream.of(missing).noneMatch(other -> other == id))
                .boxed()
                .toList();
    }

    @Test
    void shouldDropIdsFromTheStreamAndNotFromRest() throws IOException {
        final WireClient client = start("drop,ids=1007..1009");

        assertThat(FaultRig.idsToTheLast(client)).isEqualTo(allBut(1_007, 1_008, 1_009));
        assertThat(FaultRig.page(rig.rest("&fromId=1007&limit=3"))).containsExactly(1_007L, 1_008L, 1_009L);
        assertThat(rig.exchange().faultCounts()).isEqualTo(Map.of("drop", 3L));
        assertThat(rig.exchange().servedCount("BTCUSDT")).isEqualTo(ROWS - 3);
    }

    @Test
    void shouldKeepAbsentIdsFromTheStreamAndFromRest() throws IOException {
        final WireClient client = start("absent,ids=1007..1008,symbol=btcusdt");

        assertThat(FaultRig.idsToTheLast(client)).isEqualTo(allBut(1_007, 1_008));
        assertThat(FaultRig.page(rig.rest("&fromId=1006&limit=2"))).containsExactly(1_006L, 1_009L);
        assertThat(rig.exchange().faultCounts()).isEqualTo(Map.of("absent", 2L));
    }

    @Test
    void shouldSendDuplicatesThatAreEqual() throws IOException {
        final WireClient client = start("duplicate,ids=1004");
        final List<String> frames = client.next(6);

        assertThat(FaultRig.ids(frames)).containsExactly(1_000L, 1_001L, 1_002L, 1_003L, 1_004L, 1_004L);
        assertThat(frames.get(5)).isEqualTo(frames.get(4));
    }

    @Test
    void shouldSendDuplicatesWithAnotherPrice() throws IOException {
        final WireClient client = start("garble,ids=1004");
        final List<String> frames = client.next(7);

        assertThat(FaultRig.ids(frames)).containsExactly(1_000L, 1_001L, 1_002L, 1_003L, 1_004L, 1_004L, 1_005L);
        assertThat(frames.get(4)).contains("\"p\":\"91234.54000000\"");
        assertThat(frames.get(5)).isEqualTo(frames.get(4).replace("54000000", "54000001"));
    }

    @Test
    void shouldLetLaterTradesOvertake() throws IOException {
        final WireClient client = start("reorder=2,ids=1003");

        assertThat(FaultRig.ids(client.next(7)))
                .containsExactly(1_000L, 1_001L, 1_002L, 1_004L, 1_005L, 1_003L, 1_006L);
    }

    @Test
    void shouldSendATradeThatNothingOvertakes() throws Exception {
        final long last = FIRST_ID + ROWS - 1;
        final WireClient client = start("reorder,ids=" + last);

        assertThat(FaultRig.idsToTheLast(client)).isEqualTo(allBut());
        assertThat(rig.exchange().servedCount("BTCUSDT")).isEqualTo(ROWS);
    }

    @Test
    void shouldSendBrokenJson() throws IOException {
        final WireClient client = start("malformed,ids=1001");
        final List<String> frames = client.next(3);

        assertThat(FaultRig.ids(List.of(frames.get(0), frames.get(2)))).containsExactly(1_000L, 1_002L);
        assertThat(frames.get(1)).startsWith("{\"e\":\"aggTrade\"").doesNotEndWith("}");
    }

    @Test
    void shouldSendTextThatIsNoUtf8() throws IOException {
        final WireClient client = start("invalid-utf8,ids=1002");

        client.next(2);
        assertThat(client.awaitClose()).startsWith("error");
        assertThat(rig.exchange().faultCounts()).isEqualTo(Map.of("invalid-utf8", 1L));
    }

    @Test
    void shouldMuteOneSymbolAndNoOther() throws IOException {
        rig = new FaultRig(directory, Pace.max(), "mute,symbol=BTCUSDT");
        final WireClient client = rig.client("/ws/btcusdt@aggTrade/ethusdt@aggTrade");

        final List<String> frames = client.next(ROWS);
        assertThat(frames).allMatch(frame -> frame.contains("ETHUSDT"));
        await().until(() -> rig.exchange().done().isDone());
        assertThat(client.waiting()).isZero();
        assertThat(rig.exchange().faultCounts()).isEqualTo(Map.of("mute", (long) ROWS));
    }

    @Test
    void shouldMuteAConnectionAfterItsAcknowledgementAndGoOnToPing() throws Exception {
        rig = new FaultRig(FaultRig.config(directory)
                .withPace(Pace.max())
                .withLimits(Limits.of(Market.SPOT).withPings(50, 60_000))
                .withFaults(Faults.of(1, "mute")));
        final WireClient client = rig.client("/ws");

        assertThat(client.ask("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@aggTrade\"],\"id\":1}"))
                .isEqualTo("{\"result\":null,\"id\":1}");
        client.nextPing();
        await().until(() -> rig.exchange().faultCounts().getOrDefault("mute", 0L) == ROWS);
        client.nextPing();
        assertThat(client.waiting()).isZero();
    }

    @Test
    void shouldDrawOtherTradesForEachConnection() throws Exception {
        final List<List<Long>> both = playToTwo("drop,p=0.2");

        assertThat(both.get(0)).as("seed %d", FaultRig.seed()).isNotEqualTo(both.get(1));
        assertThat(both.get(0).size() + both.get(1).size()).isEqualTo(2 * ROWS - count("drop"));
    }

    @Test
    void shouldDropTheSameTradesForAllConnectionsWhereAsked() throws Exception {
        final List<List<Long>> both = playToTwo("drop=all,p=0.2");

        assertThat(both.get(0)).as("seed %d", FaultRig.seed()).isEqualTo(both.get(1));
        assertThat(both.get(0)).hasSize(ROWS - count("drop") / 2);
    }

    @Test
    void shouldStrikeOnlyTheConnectionThatIsNamed() throws IOException {
        rig = new FaultRig(directory, Pace.max(), "drop,ids=1000..1002,connection=2");
        rig.exchange().pausePlayback();
        final WireClient one = rig.bitcoin();
        await().until(() -> rig.exchange().connectionCount() == 1);
        final WireClient two = rig.bitcoin();
        await().until(() -> rig.exchange().connectionCount() == 2);
        rig.exchange().resumePlayback();

        assertThat(FaultRig.ids(one.next(1))).containsExactly(1_000L);
        assertThat(FaultRig.ids(two.next(1))).containsExactly(1_003L);
    }

    @Test
    void shouldStrikeAsOftenAsItMay() throws IOException {
        final WireClient client = start("drop,times=2");

        assertThat(FaultRig.ids(client.next(1))).containsExactly(1_002L);
        assertThat(rig.exchange().faultCounts()).isEqualTo(Map.of("drop", 2L));
    }

    @Test
    void shouldDrawTheSameTradesFromTheSameSeed() throws Exception {
        final String[] faults = {"drop,p=0.1", "duplicate,p=0.1", "garble,p=0.05", "reorder=3,p=0.1"};
        final List<Long> first = playToTwo(faults).get(0);
        rig.close();
        final List<Long> second = playToTwo(faults).get(0);

        assertThat(second).as("seed %d", FaultRig.seed()).isEqualTo(first).isNotEqualTo(allBut());
    }

    /** Plays all of Bitcoin to two clients; returns the ids that each got. */
    private List<List<Long>> playToTwo(final String... faults) throws Exception {
        rig = new FaultRig(
                FaultRig.bitcoinAlone(directory).withPace(Pace.max()).withFaults(Faults.of(FaultRig.seed(), faults)));
        rig.exchange().pausePlayback();
        final WireClient one = rig.bitcoin();
        await().until(() -> rig.exchange().connectionCount() == 1);
        final WireClient two = rig.bitcoin();
        await().until(() -> rig.exchange().connectionCount() == 2);
        rig.exchange().resumePlayback();
        rig.exchange().done().get(30, TimeUnit.SECONDS);
        final int frames = 2 * ROWS - count("drop") + count("duplicate") + count("garble");
        await().until(() -> one.waiting() + two.waiting() == frames);
        return List.of(drain(one), drain(two));
    }

    private int count(final String fault) {
        return rig.exchange().faultCounts().getOrDefault(fault, 0L).intValue();
    }

    private static List<Long> drain(final WireClient client) {
        return FaultRig.ids(client.next(client.waiting()));
    }
}
