package io.voxlynx.systemtests.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The audit log: who reads it, how, and that nobody changes it. */
@SystemTest
class AuditIT {

    private final Installation voxlynx;
    private final AuditLog audit;

    AuditIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.audit = new AuditLog(voxlynx.admin());
    }

    @Test
    void isReadByAdminsOnly() {
        for (Api caller : List.of(voxlynx.operator(), voxlynx.voice(), voxlynx.worker())) {
            Refusals.assertStandard(caller.get(AuditLog.PATH), 403, "FORBIDDEN");
        }
    }

    @Test
    void isReadPageByPageNewestFirst() {
        String target = "GET /api/users/" + UUID.randomUUID();
        for (int i = 0; i < 5; i++) {
            voxlynx.voice().get(target.substring(4)).require(403);
        }

        JsonObject first = audit.read("target=" + AuditLog.encoded(target) + "&limit=3");
        JsonObject second =
                audit.read("target=" + AuditLog.encoded(target) + "&limit=3&before=" + first.getInt("next"));

        assertThat(first.getJsonArray("entries")).hasSize(3);
        assertThat(second.getJsonArray("entries")).hasSize(2);
        assertThat(second.keySet()).doesNotContain("next");
        assertThat(Stream.of(first, second)
                        .flatMap(page -> page.getJsonArray("entries").getValuesAs(JsonObject.class).stream())
                        .map(entry -> -entry.getInt("id")))
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Test
    void isFilteredByActorActionAndTime() {
        String actor = "actor-" + UUID.randomUUID();
        voxlynx.caller(actor, "voice").get("/api/users").require(403);
        voxlynx.caller(actor, "voice").get("/api/agents/" + voxlynx.agentId()).require(404);

        assertThat(audit.actions("actor=" + actor)).containsExactly("access.foreign", "access.forbidden");
        assertThat(audit.actions("actor=" + actor + "&action=access.forbidden")).containsExactly("access.forbidden");
        assertThat(audit.actions("actor=" + actor + "&from=2000-01-01&to=9999-01-01"))
                .hasSize(2);
        assertThat(audit.actions("actor=" + actor + "&to=2000-01-01")).isEmpty();
        assertThat(audit.actions("actor=" + actor + "&from=9999-01-01")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=501, limit",
        "before=first, before",
        "before=9223372036854775807, before",
        "before=9223372036854775808, before",
        "from=yesterday, from",
        "to=2026-13-01, to",
        "actor=%00, actor"
    })
    void aParameterThatCannotBeUsedIsNamed(String query, String field) {
        Refusals.assertInvalid(audit.admin().get(AuditLog.PATH + "?" + query), field);
    }

    @Test
    void isNeverChangedNotEvenByTheOwnerOfTheDatabase() {
        for (String statement : List.of(
                "update audit_log set actor = null", "delete from audit_log where id = 1", "truncate audit_log")) {
            assertThatThrownBy(() -> voxlynx.db().update(statement)).rootCause().hasMessageContaining("append-only");
        }
    }

    @Test
    void aRefusalStandsWhenItCannotBeWrittenDownAndTheServersLogSaysSo() throws IOException {
        UUID nobody = UUID.randomUUID();
        voxlynx.db()
                .update("alter table audit_log add constraint unwritable check (target not like '%" + nobody
                        + "%') not valid");
        try {
            Answer answer = voxlynx.voice().get("/api/users/" + nobody);

            Refusals.assertStandard(answer, 403, "FORBIDDEN");
            assertThat(audit.entriesOf(answer)).isEmpty();
            assertThat(Files.readString(voxlynx.platform().node(0).log()))
                    .containsPattern(answer.header("X-Request-Id").orElseThrow()
                            + ".*A refusal could not be written to the audit log");
        } finally {
            voxlynx.db().update("alter table audit_log drop constraint unwritable");
        }
    }
}
