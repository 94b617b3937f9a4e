package io.voxlynx.systemtests.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.Route;
import io.voxlynx.systemtests.harness.RowCounts;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.Wire;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a method asks a token for, no other method gives without one. */
@SystemTest
class VerbTamperingIT {

    private static final List<String> OTHERS =
            List.of("PUT", "PATCH", "DELETE", "PROPFIND", "MOVE", "COPY", "LOCK", "DEBUG", "TRACK", "get", "MADEUP");

    private final Installation voxlynx;

    VerbTamperingIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
    }

    static Stream<String> privatePaths() {
        return Route.where(Route::isPrivate).stream().map(Route::path).distinct();
    }

    @ParameterizedTest
    @MethodSource("privatePaths")
    void nobodySeesAnythingByAnotherMethod(String path) {
        RowCounts before = RowCounts.of(voxlynx.db());
        String filled = path.replaceAll("\\{[a-z_]+}", UUID.randomUUID().toString());

        assertThat(headOf(filled)).isIn(401, 405);
        Answer options = ask("OPTIONS", filled);
        assertThat(options.status()).isEqualTo(200);
        assertThat(options.text()).matches("[A-Z, ]+");
        for (String method : OTHERS) {
            Answer answer = ask(method, filled);
            assertThat(answer.status()).as(method + " " + answer).isIn(401, 405, 415);
            Refusals.assertStandard(answer, answer.status(), answer.error().getString("code"));
        }
        assertThat(RowCounts.of(voxlynx.db())).isEqualTo(before);
    }

    /** Through a client that knows that the answer to HEAD has no body, whatever it announces. */
    private int headOf(String path) {
        Api nobody = Api.of(voxlynx.platform().baseUrl());
        return nobody.send(nobody.request(path).method("HEAD", BodyPublishers.noBody()))
                .status();
    }

    private Answer ask(String method, String path) {
        return Wire.ask(voxlynx.platform().baseUrl(), method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .orElseThrow();
    }
}
