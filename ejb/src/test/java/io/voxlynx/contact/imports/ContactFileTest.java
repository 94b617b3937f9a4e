package io.voxlynx.contact.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactFileTest {

    private static final String HEADER = "name,business_name,phone";

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void readsAnyLineEnds(String end) {
        assertThat(read(HEADER + end + "Ann,Acme,1" + end + "Bob,,2" + end))
                .extracting(SheetRow::row)
                .containsExactly(2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void findsTheSeparator(String separator) {
        String text = "phone,Name , BUSINESS_NAME\n1,Ann,\"a b\"".replace(",", separator);
        assertThat(read(text))
                .singleElement()
                .satisfies(row -> assertThat(row.cells()).containsExactly("1", "Ann", "a b"));
    }

    @Test
    void anotherSeparatorWithinTheHeaderDoesNotMislead() {
        String text = "name;business_name;phone;\"a,b,c,d,e,f,g\"\nAnn;Acme;1;x";
        assertThat(read(text).get(0).cells()).hasSize(4);
    }

    @Test
    void passesOverAByteOrderMark() {
        assertThat(read("\uFEFF\"name\",business_name,phone\nAnn,Acme,1")).hasSize(1);
    }

    @Test
    void numbersRowsAsASpreadsheetDoes() {
        String text = "\n" + HEADER + "\nAnn,\"line\nbreak\",1\n\n,,\nBob,,2";
        assertThat(read(text)).extracting(SheetRow::row).containsExactly(3, 6);
    }

    @Test
    void keepsQuotedSeparatorsAndQuotes() {
        assertThat(read(HEADER + "\n\"Doe, \"\"Ann\"\"\",Acme,1").get(0).cells()[0])
                .isEqualTo("Doe, \"Ann\"");
    }

    @Test
    void refusesAnEmptyFile() {
        assertProblem("EMPTY_FILE", "");
        assertProblem("EMPTY_FILE", "\n \n");
    }

    @Test
    void namesMissingHeaders() {
        assertThatExceptionOfType(UnusableFile.class)
                .isThrownBy(() -> read("name,company\nAnn,Acme"))
                .satisfies(e -> assertThat(e.details())
                        .containsEntry("problem", "MISSING_HEADERS")
                        .containsEntry("missing", List.of("business_name", "phone")));
    }

    @Test
    void refusesTheSameHeaderTwice() {
        assertProblem("DUPLICATE_HEADERS", "name,business_name,phone,Phone\n");
        assertProblem("DUPLICATE_HEADERS", "name,business_name,phone,city,CITY\n");
    }

    @Test
    void refusesAnUnclosedQuote() {
        assertProblem("MALFORMED_CSV", HEADER + "\nAnn,Acme,\"1\nBob,,2\n");
    }

    @Test
    void saysInWhichRowTheFileIsBroken() {
        assertThatExceptionOfType(UnusableFile.class)
                .isThrownBy(() -> read(HEADER + "\nAnn,\"a\nb\",1\nBob,\"B\"x,2"))
                .satisfies(e -> assertThat(e.details()).containsEntry("row", 3));
    }

    @Test
    void refusesRowsAndCellsBeyondAllMeasure() {
        assertProblem("MALFORMED_CSV", HEADER + "\n" + "x,".repeat(ContactFile.MOST_COLUMNS));
        assertProblem("MALFORMED_CSV", HEADER + "\n" + "x".repeat(ContactFile.LONGEST_CELL + 1) + ",,1");
        assertProblem("MALFORMED_CSV", HEADER + ",c".repeat(ContactFile.MOST_COLUMNS));
        assertProblem("MALFORMED_CSV", HEADER + ",c".repeat(100_000));
    }

    @Test
    void refusesBytesOfAnotherEncoding() {
        byte[] latin = (HEADER + "\nÄnne,Acme,1").getBytes(StandardCharsets.ISO_8859_1);
        assertThatExceptionOfType(UnusableFile.class)
                .isThrownBy(() -> read(latin))
                .satisfies(e -> assertThat(e.details()).containsEntry("problem", "NOT_TEXT"));
    }

    @Test
    void theTextCheckFindsAnotherEncodingBeforeAnythingIsRead() {
        assertNotText("Änne".getBytes(StandardCharsets.ISO_8859_1));
        assertNotText("name".getBytes(Charset.forName("UTF-16LE")));
        assertNotText(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        assertNotText(new byte[] {'a', (byte) 0xC3});
    }

    @Test
    void theTextCheckTakesACharacterCutInTwo() {
        TextCheck check = new TextCheck();
        for (byte b : "naïve 💥 text".getBytes(StandardCharsets.UTF_8)) {
            check.accept(new byte[] {b}, 1);
        }
        check.end();
    }

    private static void assertNotText(byte[] bytes) {
        assertThatExceptionOfType(UnusableFile.class).isThrownBy(() -> {
            TextCheck check = new TextCheck();
            check.accept(bytes, bytes.length);
            check.end();
        });
    }

    private static void assertProblem(String problem, String text) {
        assertThatExceptionOfType(UnusableFile.class)
                .isThrownBy(() -> read(text))
                .satisfies(e -> assertThat(e.details()).containsEntry("problem", problem));
    }

    private static List<SheetRow> read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    static List<SheetRow> read(byte[] bytes) {
        ContactFile file = ContactFile.open(new ByteArrayInputStream(bytes));
        List<SheetRow> rows = new ArrayList<>();
        for (SheetRow row = file.next(); row != null; row = file.next()) {
            rows.add(row);
        }
        return rows;
    }
}
