package io.voxlynx.systemtests.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.systemtests.harness.Contacts;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.SystemTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a spreadsheet would take for a formula is text in the files that it gets from us. */
@SystemTest
class FormulasIT {

    private static final String RUNNING = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private final Installation voxlynx;

    FormulasIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"})
    void noCellOfAFileBeginsAsAFormulaDoes(String start) {
        String formula = start + "1+1";
        String phone = Contacts.of(1).phones().get(0);
        String campaign = "/api/campaigns/"
                + created("name,business_name,phone\n"
                        + "\"" + formula + "\",\"" + formula + "\"," + phone + "\n"
                        + "\"" + formula + "\",x,\"" + formula + "\"\n");

        List<String> exported = cells(campaign + "/export.csv");
        List<String> skipped = cells(campaign + "/import-report.csv");

        // a number is what it is: its plus runs nothing
        assertThat(exported.get(2)).isEqualTo(phone);
        assertThat(exported.subList(0, 2)).allSatisfy(cell -> assertHarmless(cell, formula));
        assertHarmless(skipped.get(2), formula);
        assertHarmless(skipped.get(3), formula);
    }

    private static void assertHarmless(String cell, String written) {
        // white space before a value may be gone
        assertThat(cell).isIn("'" + written, written.strip());
        assertThat(RUNNING).doesNotContain(cell.substring(0, 1));
    }

    private String created(String csv) {
        return voxlynx.operator()
                .post(Sheets.CREATE, Sheets.upload(voxlynx, csv))
                .require(201)
                .json()
                .getString("campaignId");
    }

    /** Of the only row; none of them has a comma. */
    private List<String> cells(String path) {
        String text = voxlynx.operator().get(path).require(200).text();
        String row = text.substring(text.indexOf("\r\n") + 2, text.length() - 2);
        return Stream.of(row.split(",", -1))
                .map(cell -> cell.startsWith("\"") ? cell.substring(1, cell.length() - 1) : cell)
                .toList();
    }
}
