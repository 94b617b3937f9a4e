package io.voxlynx.contact.imports;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a CSV writer makes of names is read back as it was. */
class CsvRoundTripTest {

    record Dialect(char separator, LineDelimiter lineEnd, boolean quoteAll, boolean byteOrderMark) {}

    @Property
    void rowsComeBackAsTheyWereWritten(@ForAll("dialects") Dialect dialect, @ForAll("rows") List<List<String>> rows) {
        List<SheetRow> read = ContactFileTest.read(write(dialect, rows).getBytes(StandardCharsets.UTF_8));
        assertThat(read).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(read.get(i).row()).isEqualTo(i + 2);
            assertThat(read.get(i).cells()).containsExactlyElementsOf(rows.get(i));
        }
    }

    private static String write(Dialect dialect, List<List<String>> rows) {
        StringWriter text = new StringWriter();
        CsvWriter.CsvWriterBuilder builder =
                CsvWriter.builder().fieldSeparator(dialect.separator()).lineDelimiter(dialect.lineEnd());
        try (CsvWriter csv =
                (dialect.quoteAll() ? builder.quoteStrategy(QuoteStrategies.ALWAYS) : builder).build(text)) {
            csv.writeRecord("name", "business_name", "phone");
            rows.forEach(csv::writeRecord);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (dialect.byteOrderMark() ? "\uFEFF" : "") + text;
    }

    @Provide
    Arbitrary<Dialect> dialects() {
        return Combinators.combine(
                        Arbitraries.of(',', ';', '\t'),
                        Arbitraries.of(LineDelimiter.CR, LineDelimiter.LF, LineDelimiter.CRLF),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                .as(Dialect::new);
    }

    @Provide
    Arbitrary<List<List<String>>> rows() {
        Arbitrary<String> text = Arbitraries.strings()
                .withChars("abcÄé漢 \"',;\t\r\n=+-@\\%_")
                .withCharRange('0', '9')
                .ofMaxLength(20);
        Arbitrary<String> phone = Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(12);
        return Combinators.combine(text, text, phone).as(List::of).list().ofMaxSize(20);
    }
}
