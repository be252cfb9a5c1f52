package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.sbe.AggTradeDecoder;
import io.aggtape.journal.sbe.ClockDecoder;
import io.aggtape.journal.sbe.GapCode;
import io.aggtape.journal.sbe.GapDecoder;
import io.aggtape.journal.sbe.LineCode;
import io.aggtape.journal.sbe.LineDecoder;
import io.aggtape.journal.sbe.MarketCode;
import io.aggtape.journal.sbe.MessageHeaderDecoder;
import io.aggtape.journal.sbe.RejectCode;
import io.aggtape.journal.sbe.RejectedDecoder;
import io.aggtape.journal.sbe.SessionDecoder;
import io.aggtape.journal.sbe.SourceCode;
import java.io.InputStream;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class TapeSchemaTest {
    private static final Map<String, Integer> SIZES = Map.of("uint16", 2, "uint32", 4, "uint64", 8);

    @Test
    void shouldNeverChangeATemplateId() {
        assertThat(AggTradeDecoder.TEMPLATE_ID).isEqualTo(1);
        assertThat(GapDecoder.TEMPLATE_ID).isEqualTo(2);
        assertThat(RejectedDecoder.TEMPLATE_ID).isEqualTo(3);
        assertThat(LineDecoder.TEMPLATE_ID).isEqualTo(4);
        assertThat(SessionDecoder.TEMPLATE_ID).isEqualTo(5);
        assertThat(ClockDecoder.TEMPLATE_ID).isEqualTo(6);
        assertThat(MessageHeaderDecoder.SCHEMA_ID).isEqualTo(41);
    }

    @Test
    void shouldKeepATradeSmall() {
        final int length = MessageHeaderDecoder.ENCODED_LENGTH + AggTradeDecoder.BLOCK_LENGTH + 1 + "BTCUSDT".length();
        assertThat(length).isLessThanOrEqualTo(98);
    }

    @Test
    void shouldHaveACodeForEachMarket() {
        for (final Market market : Market.values()) {
            assertThat(MarketCode.get((short) market.code()).name()).isEqualTo(market.name());
        }
    }

    @Test
    void shouldHaveACodeForEachSource() {
        for (final TradeSource source : TradeSource.values()) {
            assertThat(SourceCode.get((short) source.code()).name()).isEqualTo(source.name());
        }
    }

    @Test
    void shouldHaveACodeForEachGapState() {
        for (final GapState state : GapState.values()) {
            assertThat(GapCode.get((short) state.code()).name()).isEqualTo(state.name());
        }
    }

    @Test
    void shouldHaveACodeForEachLineState() {
        for (final LineState state : LineState.values()) {
            assertThat(LineCode.get((short) state.code()).name()).isEqualTo(state.name());
        }
    }

    @Test
    void shouldHaveACodeForEachRejectReason() {
        for (final RejectReason reason : RejectReason.values()) {
            assertThat(RejectCode.get((short) reason.code()).name()).isEqualTo(reason.name());
        }
    }

    @Test
    void shouldLayOutTheDocumentHeaderAsTheSchemaSays() throws Exception {
        assertThat(offsetIn("documentHeader", "sequence")).isEqualTo(DocumentSeal.SEQUENCE_OFFSET);
        assertThat(offsetIn("documentHeader", "crc32c")).isEqualTo(DocumentSeal.CRC_OFFSET);
        assertThat(offsetIn("documentHeader", "recordCount")).isEqualTo(DocumentSeal.RECORD_COUNT_OFFSET);
        assertThat(offsetIn("documentHeader", "reserved")).isEqualTo(DocumentSeal.RESERVED_OFFSET);
        assertThat(offsetIn("documentHeader", "")).isEqualTo(DocumentSeal.HEADER_LENGTH);
        assertThat(offsetIn("recordFrame", "")).isEqualTo(DocumentSeal.FRAME_LENGTH);
    }

    /** Where a member of a composite starts; where the composite ends for a name that it has not. */
    private static int offsetIn(final String composite, final String name) throws Exception {
        try (InputStream schema = TapeSchemaTest.class.getResourceAsStream("/aggtape-journal.xml")) {
            final NodeList composites = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(schema)
                    .getElementsByTagName("composite");
            for (int i = 0; i < composites.getLength(); i++) {
                final Element element = (Element) composites.item(i);
                if (element.getAttribute("name").equals(composite)) {
                    return offsetIn(element, name);
                }
            }
        }
        throw new IllegalArgumentException("the schema has no composite " + composite);
    }

    private static int offsetIn(final Element composite, final String name) {
        final NodeList members = composite.getElementsByTagName("type");
        int offset = 0;
        for (int i = 0; i < members.getLength(); i++) {
            final Element member = (Element) members.item(i);
            if (member.getAttribute("name").equals(name)) {
                return offset;
            }
            offset += SIZES.get(member.getAttribute("primitiveType"));
        }
        return offset;
    }
}
