package io.aggtape.feed.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The faults of REST. */
final class RestFaultTest {
    private static final String PAGE = "/api/v3/aggTrades?symbol=BTCUSDT&fromId=1000";

    @TempDir
    Path directory;

    private FaultRig rig;

    @AfterEach
    void close() {
        rig.close();
    }

    private void start(final String... faults) throws IOException {
        rig = new FaultRig(directory, Pace.max(), faults);
        assertThat(FaultRig.idsToTheLast(rig.bitcoin())).hasSize(FaultRig.ROWS);
    }

    @ParameterizedTest
    @CsvSource({
        "418, 120, -1003",
        "429, 10, -1003",
        "451, '', restricted location",
        "503, '', -1008",
        "403, '', Forbidden"
    })
    void shouldAnswerWithAStatus(final int status, final String retryAfter, final String body) throws IOException {
        start("rest-status=" + status + ",times=1");

        final HttpResponse<String> refused = WireClient.get(rig.exchange(), PAGE);
        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(refused.body()).contains(body);
        assertThat(refused.headers().firstValue("Retry-After").orElse("")).isEqualTo(retryAfter);
        assertThat(WireClient.get(rig.exchange(), PAGE).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldRefuseOneSymbolOnly() throws IOException {
        start("rest-status=503,symbol=ETHUSDT");

        assertThat(WireClient.get(rig.exchange(), PAGE).statusCode()).isEqualTo(200);
        assertThat(WireClient.get(rig.exchange(), "/api/v3/aggTrades?symbol=ETHUSDT")
                        .statusCode())
                .isEqualTo(503);
    }

    @Test
    void shouldLagBehindTheStream() throws IOException {
        start("rest-lag=60s");

        assertThat(rig.rest("&fromId=1000")).isEqualTo("[]");
        assertThat(rig.rest("")).isEqualTo("[]");
        rig.exchange().clearFaults();
        assertThat(FaultRig.page(rig.rest("&limit=1"))).containsExactly(1_299L);
    }

    @Test
    void shouldLagForSomeRequestsOnly() throws IOException {
        start("rest-lag=60s,p=0.5");

        final Set<Integer> sizes = new TreeSet<>();
        for (int request = 0; request < 64; request++) {
            sizes.add(FaultRig.page(rig.rest("&limit=1")).size());
        }
        assertThat(sizes).containsExactly(0, 1);
    }

    @Test
    void shouldCatchUpWhereItLags() throws IOException {
        start("rest-lag=100ms");

        await().until(() -> FaultRig.page(rig.rest("&limit=1")).equals(List.of(1_299L)));
    }

    @Test
    void shouldStartAtItsFloor() throws IOException {
        start("rest-floor=1100");

        assertThat(FaultRig.page(rig.rest("&fromId=1000&limit=2"))).containsExactly(1_100L, 1_101L);
        assertThat(FaultRig.page(rig.rest("&fromId=1150&limit=1"))).containsExactly(1_150L);
        assertThat(FaultRig.page(rig.rest("&limit=1000"))).hasSize(200);
    }

    @Test
    void shouldKnowOnlyTheNewest() throws IOException {
        start("rest-floor=-3");

        assertThat(FaultRig.page(rig.rest("&fromId=1000"))).containsExactly(1_297L, 1_298L, 1_299L);
    }

    @Test
    void shouldAnswerSlowly() throws IOException {
        start("rest-slow=600s,times=1", "rest-slow=50ms,times=1");

        assertThatThrownBy(this::askImpatiently).isInstanceOf(HttpTimeoutException.class);
        assertThat(FaultRig.page(rig.rest("&fromId=1000"))).hasSize(FaultRig.ROWS);
        assertThat(rig.exchange().faultCounts()).isEqualTo(Map.of("rest-slow", 2L));
    }

    @Test
    void shouldNotAnswerAtAll() throws IOException {
        start("rest-hang,times=1");

        assertThatThrownBy(this::askImpatiently).isInstanceOf(HttpTimeoutException.class);
        assertThat(FaultRig.page(rig.rest("&fromId=1000"))).hasSize(FaultRig.ROWS);
    }

    private void askImpatiently() throws IOException, InterruptedException {
        final HttpRequest request = HttpRequest.newBuilder(
                        URI.create(rig.exchange().restUri() + PAGE))
                .timeout(Duration.ofMillis(300))
                .build();
        WireClient.http(rig.exchange()).send(request, HttpResponse.BodyHandlers.ofString());
    }
}
