package io.voxlynx.contact.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.contact.PhoneNumberParser;
import io.voxlynx.shared.PhoneNumber;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.StringReader;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RowRulesTest {

    private final RowRules rules = new RowRules(
            Sheet.of(new String[] {" Phone ", "NAME", "business_name", "Plan Type", ""}), new PhoneNumberParser("US"));

    @Test
    void acceptsARowAndKeepsFurtherColumnsAsVariables() {
        assertThat(judge("(415) 555-0100", " Ann\u00A0", "Acme", "gold", "ignored"))
                .isEqualTo(new RowVerdict.Accepted(
                        7, "Ann", "Acme", new PhoneNumber("+14155550100"), "{\"Plan Type\":\"gold\"}"));
    }

    @Test
    void aBusinessNameAndVariablesMayBeMissing() {
        assertThat(judge("4155550100", "Ann"))
                .isEqualTo(new RowVerdict.Accepted(7, "Ann", "", new PhoneNumber("+14155550100"), null));
    }

    @Test
    void saysWhyARowIsSkipped() {
        assertThat(reason("", "Ann", "")).isEqualTo("Missing phone number");
        assertThat(reason("nope", "Ann", "")).isEqualTo("Invalid phone number format");
        assertThat(reason("4155550100", " ", "Acme")).isEqualTo("Missing name");
        assertThat(reason("4155550100", "x".repeat(201), "")).isEqualTo("Name is longer than 200 characters");
        assertThat(reason("4155550100", "Ann", "x".repeat(201)))
                .isEqualTo("Business name is longer than 200 characters");
        assertThat(reason("4155550100", "Ann", "", "x".repeat(2_001)))
                .isEqualTo("Column Plan Type is longer than 2000 characters");
        assertThat(reason("4155550100", "Ann", "", "", "", "surplus"))
                .isEqualTo("More cells than the header has columns");
    }

    @Test
    void emptyCellsBeyondTheHeaderDoNoHarm() {
        assertThat(judge("4155550100", "Ann", "", "", "", " ")).isInstanceOf(RowVerdict.Accepted.class);
    }

    @Test
    void quotesTheFileInTheReportButNotWithoutEnd() {
        RowVerdict.Skipped skipped = new RowVerdict.Skipped(3, "why", "x".repeat(199) + "💥💥", "\"1\n");
        assertThat(skipped.json()).isEqualTo("{\"name\":\"" + "x".repeat(199) + "…\",\"phone\":\"\\\"1\\u000a\"}");
    }

    @Property
    void anyTextBecomesJson(@ForAll String text) {
        StringBuilder json = new StringBuilder("{\"value\":");
        Cells.appendJson(json, text);
        try (JsonReader reader = Json.createReader(new StringReader(json + "}"))) {
            assertThat(reader.readObject().getString("value")).isEqualTo(text);
        }
    }

    private RowVerdict judge(String... cells) {
        return rules.judge(new SheetRow(7, cells));
    }

    private String reason(String... cells) {
        return ((RowVerdict.Skipped) judge(cells)).reason();
    }
}
