package io.voxlynx.web.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.voxlynx.shared.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormPartsTest {

    private final FormParts form = new FormParts();

    @ParameterizedTest
    @CsvSource(textBlock = """
            contacts.csv,                contacts.csv
            ../../../etc/passwd,         passwd
            'C:\\Users\\x\\contacts.csv', contacts.csv
            ../..,                       ..
            /,                           ''
            """)
    void aFileIsCalledByTheLastPartOfItsPath(String sent, String kept) {
        assertThat(nameOf(sent)).isEqualTo(kept);
    }

    @Test
    void namesHaveNoControlsAndNoMoreThan255Characters() {
        assertThat(nameOf("a\0b\tc\u007f.csv")).isEqualTo("abc.csv");
        assertThat(nameOf("x".repeat(5000))).hasSize(255);
    }

    @Test
    void partsAreCountedAlsoThoseWithoutAName() {
        for (int i = 0; i < 20; i++) {
            form.getParsedHeaders("Content-Type: text/plain\r\n\r\n");
        }

        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> form.getParsedHeaders("\r\n"));
    }

    @Test
    void aFormWithinAFormIsRefused() {
        for (String type : new String[] {"multipart/mixed; boundary=i", " MULTIPART/form-data"}) {
            assertThatExceptionOfType(InvalidInput.class)
                    .isThrownBy(() -> form.getParsedHeaders("Content-Type: " + type + "\r\n\r\n"));
        }
    }

    private String nameOf(String sent) {
        form.getFileName(new FormParts()
                .getParsedHeaders("Content-Disposition: form-data; name=\"f\"; filename=\"" + sent + "\"\r\n\r\n"));
        return form.fileName();
    }
}
