package io.voxlynx.systemtests.contact;

import io.voxlynx.sandbox.client.Multipart;
import io.voxlynx.systemtests.harness.Installation;
import java.nio.charset.StandardCharsets;

/** Uploads of files that a test writes itself. */
final class Sheets {

    static final String CREATE = "/api/campaigns";
    static final String FILE = "contactsCsv";

    private Sheets() {}

    /** All that is needed beside the file. */
    static Multipart required(Installation voxlynx) {
        return new Multipart().field("assistantId", voxlynx.assistantId()).field("phoneNumberId", "sandbox-line-1");
    }

    static Multipart upload(Installation voxlynx, String csv) {
        return upload(voxlynx, csv.getBytes(StandardCharsets.UTF_8));
    }

    static Multipart upload(Installation voxlynx, byte[] csv) {
        return required(voxlynx).file(FILE, "contacts.csv", csv);
    }
}
