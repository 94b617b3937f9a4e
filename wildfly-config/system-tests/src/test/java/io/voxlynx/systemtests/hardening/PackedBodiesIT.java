package io.voxlynx.systemtests.hardening;

import static io.voxlynx.systemtests.harness.Cheap.cheaply;
import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.Route;
import io.voxlynx.systemtests.harness.SystemTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A body that would have to be unpacked is not even looked into: half a megabyte might be half a gigabyte. */
@SystemTest
class PackedBodiesIT {

    private static final byte[] BOMB = bomb();

    private final Api admin;

    PackedBodiesIT(Installation voxlynx) {
        this.admin = voxlynx.admin();
    }

    static List<Route> withABody() {
        return Route.where(route -> route.sends() != null);
    }

    @ParameterizedTest
    @MethodSource("withABody")
    void aBombIsNotOpenedByAnyOperation(Route route) {
        Answer answer = cheaply(() -> admin.send(request(route, BOMB).header("Content-Encoding", "gzip")));

        Refusals.assertStandard(answer, 415, "UNSUPPORTED_MEDIA_TYPE");
        assertThat(answer.header("Accept-Encoding")).hasValue("identity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "deflate", "br", "zstd", "compress", "identity, gzip", "gzip, identity"})
    void noOtherCodingIsTakenEither(String coding) {
        Route agents = Route.of("/api/agents").get(1);

        Answer answer = admin.send(
                request(agents, "{}".getBytes(StandardCharsets.UTF_8)).header("Content-Encoding", coding));

        Refusals.assertStandard(answer, 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @ParameterizedTest
    @MethodSource("withABody")
    void aBodyThatSaysThatItIsPlainIsRead(Route route) {
        Answer answer =
                admin.send(request(route, "{".getBytes(StandardCharsets.UTF_8)).header("Content-Encoding", "Identity"));

        assertThat(answer.status()).as(answer.toString()).isIn(400, 401);
    }

    private HttpRequest.Builder request(Route route, byte[] body) {
        String boundary = route.sends().startsWith("multipart") ? "; boundary=b" : "";
        return admin.request(route.path(UUID.randomUUID()))
                .header("Content-Type", route.sends() + boundary)
                .method(route.method(), BodyPublishers.ofByteArray(body));
    }

    /** Half a gigabyte of blanks. */
    private static byte[] bomb() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] megabyte = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 512; i++) {
                gzip.write(megabyte);
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory is never full", e);
        }
        return packed.toByteArray();
    }
}
