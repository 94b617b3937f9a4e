package io.voxlynx.systemtests.cluster;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.run.LocalPlatform;
import io.voxlynx.sandbox.run.PortPlan;
import io.voxlynx.systemtests.harness.Contract;
import io.voxlynx.systemtests.harness.Db;
import io.voxlynx.systemtests.harness.Discretion;
import io.voxlynx.systemtests.harness.Platforms;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Two nodes with one database, and a proxy in front of them that tells where a request comes from: every test comes from
 * addresses and with subjects of its own.
 */
final class Cluster implements AutoCloseable {

    private static final int NODES = 2;

    private final AtomicInteger given = new AtomicInteger();
    private final LocalPlatform platform;
    /** Their connections are all visitors': one of its own for each would be a flood of another kind. */
    private final List<Api> nodes;

    private final Discretion discretion;
    private final Consumer<HttpResponse<byte[]>> witness;

    private Cluster(LocalPlatform platform) {
        this.platform = platform;
        this.nodes =
                platform.nodes().stream().map(node -> Api.of(node.baseUrl())).toList();
        this.discretion = Discretion.about(platform);
        this.witness = discretion.andThen(Contract.servedBy(platform.baseUrl()));
    }

    static Cluster start() {
        try {
            return new Cluster(Platforms.named("cluster")
                    .ports(PortPlan.free(NODES))
                    // The tests are the proxy.
                    .environment("VOXLYNX_HTTP_TRUSTED_PROXIES", "127.0.0.1/32")
                    .start());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while starting", e);
        }
    }

    Db db() {
        return new Db(platform.database());
    }

    LocalPlatform platform() {
        return platform;
    }

    /** Somebody without a credential, at an address that nobody else has. */
    Visitor stranger() {
        return watchedBy(witness);
    }

    /** The same, whose requests the OpenAPI document does not foresee. */
    Visitor undocumented() {
        return watchedBy(discretion);
    }

    private Visitor watchedBy(Consumer<HttpResponse<byte[]>> watching) {
        int number = given.incrementAndGet();
        List<Api> watched = nodes.stream().map(node -> node.watchedBy(watching)).toList();
        return new Visitor(watched, "198.18." + number / 250 + "." + (number % 250 + 1));
    }

    /** A user whom nobody has seen before, at an address of his own. */
    Visitor somebody(String role) {
        return user("user-" + given.incrementAndGet(), role);
    }

    Visitor user(String subject, String role) {
        return stranger().as(platform.sandbox().token(subject, role));
    }

    Visitor scheduler() {
        return stranger().as(platform.secrets().scheduler());
    }

    @Override
    public void close() {
        platform.close();
    }
}
