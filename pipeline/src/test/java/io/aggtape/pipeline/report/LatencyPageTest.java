package io.aggtape.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.aggtape.pipeline.Hop;
import io.aggtape.pipeline.HopRecorder;
import io.aggtape.pipeline.LatencyLog;
import io.aggtape.pipeline.LatencyRun;
import io.aggtape.pipeline.LatencyRun.Span;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class LatencyPageTest {
    private static final String EVIL = "</script><b title='x\"'>&amp; \u2028";

    @TempDir
    private Path folder;

    private final Map<String, LatencyRun> runs = new LinkedHashMap<>();

    @BeforeEach
    void recordTwoRuns() throws IOException {
        runs.put("quiet", run("a.hlog", 1_000, "jdk=17", "gc=Serial"));
        runs.put(EVIL, run("b.hlog", 5_000_000, "jdk=" + EVIL.strip(), "gc=Serial"));
    }

    @Test
    void shouldBeWellFormedAndNeedNothingFromElsewhere() throws Exception {
        final String page = LatencyPage.of(runs);

        final Document document = parsed(page);
        final NodeList all = document.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            final Element element = (Element) all.item(i);
            assertThat(element.hasAttribute("src") || element.hasAttribute("href"))
                    .as(element.getTagName())
                    .isFalse();
            assertThat(element.getTagName()).isNotIn("link", "iframe", "img", "object");
        }
        final List<String> references = new ArrayList<>();
        final Matcher reference =
                Pattern.compile("https?://[^'\"\\s]*|//cdn|@import|url\\((?!#)").matcher(page);
        while (reference.find()) {
            references.add(reference.group());
        }
        assertThat(references).containsOnly("http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg");
    }

    @Test
    void shouldHaveANumberOfEachHopOfEachRunInItsTable() throws Exception {
        final Element table = tables().get(0);

        final List<List<String>> rows = rows(table);
        assertThat(rows)
                .containsExactly(
                        List.of("run", "hop", "count", "p50", "p90", "p99", "p99.9", "p99.99", "max"),
                        List.of("quiet", "receive-parsed", "1,001", "1.00", "1.00", "1.00", "1.00", "2.00", "2.00"),
                        List.of("quiet", "hiccup", "0", "–", "–", "–", "–", "–", "–"),
                        List.of(
                                EVIL,
                                "receive-parsed",
                                "1,001",
                                "5,001",
                                "5,001",
                                "5,001",
                                "5,001",
                                "10,002",
                                "10,002"),
                        List.of(EVIL, "hiccup", "0", "–", "–", "–", "–", "–", "–"));
    }

    @Test
    void shouldShowEachEnvironmentAndMarkWhatDiffers() throws Exception {
        final Element table = tables().get(1);

        assertThat(rows(table))
                .contains(
                        List.of("", "quiet", EVIL),
                        List.of("jdk", "17", EVIL.strip()),
                        List.of("gc", "Serial", "Serial"));
        final List<String> marked = new ArrayList<>();
        final NodeList rows = table.getElementsByTagName("tr");
        for (int i = 0; i < rows.getLength(); i++) {
            if (((Element) rows.item(i)).getAttribute("class").equals("differs")) {
                marked.add(rows.item(i).getFirstChild().getTextContent());
            }
        }
        assertThat(marked).containsExactly("jdk");
    }

    @Test
    void shouldGiveItsScriptTheCurveAndTheMaximaOfEachHop() throws Exception {
        final List<Object> data = JSON.std.listFrom(dataOf(parsed(LatencyPage.of(runs))));

        assertThat(data).extracting("name").containsExactly("quiet", EVIL);
        assertThat(data)
                .extracting("hops")
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(2);
        final Map<?, ?> hop = (Map<?, ?>) ((List<?>) ((Map<?, ?>) data.get(0)).get("hops")).get(0);
        assertThat(hop.get("tag")).isEqualTo("receive-parsed");
        final List<?> curve = (List<?>) hop.get("curve");
        assertThat(curve.get(0)).isEqualTo(List.of(1.0, 1_000));
        assertThat(curve.get(curve.size() - 1)).isEqualTo(List.of(1_001.0, 2_000));
        assertThat(hop.get("max")).isEqualTo(List.of(List.of(0.0, 1.0, 2_000), List.of(1.0, 1.0, 0)));
    }

    @Test
    void shouldWriteADistributionOfEachHopWithinItsDirectory() throws IOException {
        final Map<String, LatencyRun> strange = Map.of("../out/of it", runs.get("quiet"));
        final Path directory = folder.resolve("plots/deep");

        final List<Path> files = PercentileFiles.write(strange, directory);

        assertThat(files).containsExactly(directory.resolve(".._out_of_it-receive-parsed.hgrm"));
        assertThat(Files.readAllLines(files.get(0)))
                .anyMatch(line -> line.matches(" +1\\.000 0\\.0+ +1000 +1\\.00"))
                .anyMatch(line -> line.matches("#\\[Max += +2\\.000, Total count += +1001]"));
        assertThat(PercentileFiles.text(strange)).startsWith("#[../out/of it receive-parsed, us]\n");
    }

    private LatencyRun run(final String name, final long ns, final String... environment) throws IOException {
        final HopRecorder parsed = new HopRecorder(Hop.RECEIVE_TO_PARSED);
        final long[] nowMs = {1_790_000_000_000L};
        final Path file = folder.resolve(name);
        try (LatencyLog log = new LatencyLog(
                file, List.of(parsed, new HopRecorder(Hop.HICCUP)), () -> nowMs[0], List.of(environment))) {
            for (int i = 0; i < 1_000; i++) {
                parsed.record(ns);
            }
            parsed.record(2 * ns);
            nowMs[0] += 1_000;
            log.rotate();
        }
        return LatencyRun.read(file, Span.ALL);
    }

    private List<Element> tables() throws Exception {
        final NodeList tables = parsed(LatencyPage.of(runs)).getElementsByTagName("table");
        return List.of((Element) tables.item(0), (Element) tables.item(1));
    }

    private static List<List<String>> rows(final Element table) {
        final List<List<String>> rows = new ArrayList<>();
        final NodeList found = table.getElementsByTagName("tr");
        for (int i = 0; i < found.getLength(); i++) {
            final List<String> cells = new ArrayList<>();
            final NodeList children = found.item(i).getChildNodes();
            for (int j = 0; j < children.getLength(); j++) {
                cells.add(children.item(j).getTextContent());
            }
            rows.add(cells);
        }
        return rows;
    }

    private static String dataOf(final Document document) {
        final NodeList scripts = document.getElementsByTagName("script");
        assertThat(((Element) scripts.item(0)).getAttribute("id")).isEqualTo("data");
        return scripts.item(0).getTextContent();
    }

    private static Document parsed(final String page) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(page)));
    }
}
