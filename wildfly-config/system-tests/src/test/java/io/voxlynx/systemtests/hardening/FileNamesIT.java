package io.voxlynx.systemtests.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.systemtests.harness.Contacts;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.SystemTest;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an uploaded file is called is a text that is shown, never a path, and never part of a head. */
@SystemTest
class FileNamesIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../../etc/passwd",
                "..\\..\\windows\\win.ini",
                "/etc/passwd",
                "C:\\x\\y.csv",
                "a\0b.csv",
                "a\nSet-Cookie: x",
                "a%0d%0aX-Evil: 1",
                "\u202ecsv.exe",
                "..",
                ""
            })
    void aFileIsTakenWhateverItsName(String name, Installation voxlynx) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        write(
                form,
                "--b\r\nContent-Disposition: form-data; name=\"campaign\"\r\n\r\n" + voxlynx.order(1, "continuous")
                        + "\r\n");
        write(form, "--b\r\nContent-Disposition: form-data; name=\"contactsCsv\"; filename=\"" + name + "\"\r\n\r\n");
        form.writeBytes(Contacts.of(1).csv());
        write(form, "\r\n--b--\r\n");

        Answer answer = voxlynx.operator()
                .send(voxlynx.operator()
                        .request("/api/campaigns")
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(BodyPublishers.ofByteArray(form.toByteArray())));

        answer.require(201);
        String kept = voxlynx.db()
                .one(
                        String.class,
                        "select file_name from imports where campaign_id = ?::uuid",
                        answer.json().getString("campaignId"));
        assertThat(kept).doesNotContain("/", "\\", "\0", "\n").isNotEmpty();
    }

    private static void write(ByteArrayOutputStream form, String text) {
        form.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
