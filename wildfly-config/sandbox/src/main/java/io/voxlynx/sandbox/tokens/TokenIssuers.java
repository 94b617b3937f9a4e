package io.voxlynx.sandbox.tokens;

import io.undertow.server.RoutingHandler;
import io.voxlynx.sandbox.http.Answer;
import io.voxlynx.sandbox.http.Fields;
import io.voxlynx.sandbox.http.Json;
import io.voxlynx.sandbox.http.JsonHandler;
import io.voxlynx.sandbox.http.Refused;
import io.voxlynx.sandbox.http.Request;
import io.voxlynx.sandbox.shared.Threads;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Signs tokens as any of the {@link Provider}s does, and publishes their keys. */
public final class TokenIssuers implements AutoCloseable {
    private final Supplier<String> url;
    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(Threads.daemons("key-sets-"));
    private final Map<Provider, KeySet> keySets = new EnumMap<>(Provider.class);

    /**
     * @param url the sandbox's own; asked for late, as the port of the server may not be known yet
     * @param supabaseSecret what tokens of the provider without published keys are signed with
     */
    public TokenIssuers(Supplier<String> url, String supabaseSecret) {
        this.url = url;
        for (Provider provider : Provider.values()) {
            KeyRing ring = new KeyRing(() -> provider.publishesKeys()
                    ? SigningKey.pair(provider.newKeyId(), provider.algorithm())
                    : SigningKey.shared(provider.newKeyId(), supabaseSecret));
            keySets.put(provider, new KeySet(ring, scheduler));
        }
    }

    /** Adds {@code POST /sandbox/tokens}, the key sets, and what changes them. */
    public void addTo(RoutingHandler routes) {
        routes.post("/sandbox/tokens", JsonHandler.blocking(this::issue))
                .get("/sandbox/keys/{issuer}", JsonHandler.blocking(request -> change(request, keySet -> {})))
                .post(
                        "/sandbox/keys/{issuer}/rotate",
                        JsonHandler.blocking(request ->
                                change(request, keySet -> keySet.ring().rotate())))
                .post(
                        "/sandbox/keys/{issuer}/retire",
                        JsonHandler.blocking(request ->
                                change(request, keySet -> keySet.ring().retireOld())))
                .put(
                        "/sandbox/keys/{issuer}/behaviour",
                        JsonHandler.blocking(request -> change(request, keySet -> keySet.fail(fault(request)))));
        keySets.forEach((provider, keySet) -> {
            if (provider.publishesKeys()) {
                // the first reader waits for the key to be made
                routes.get(provider.path() + "/.well-known/jwks.json", JsonHandler.waiting(keySet::serve));
            }
        });
    }

    private Answer issue(Request request) {
        TokenOrder order = TokenOrder.of(request.json());
        SigningKey key = keySets.get(order.provider()).ring().current();
        String token = key.sign(claims(order, Instant.now()).toString());
        return Answer.ok(Json.object().add("token", token).build());
    }

    private Answer change(Request request, Consumer<KeySet> change) {
        String word = request.parameter("issuer").orElseThrow();
        if (!Provider.words().contains(word) || !Provider.named(word).publishesKeys()) {
            throw new Refused(404, word + " publishes no keys");
        }
        KeySet keySet = keySets.get(Provider.named(word));
        change.accept(keySet);
        return Answer.ok(keySet.describe());
    }

    private static KeySetFault fault(Request request) {
        Fields fields = Fields.of(request.json()).allow(Set.of("fault"));
        String word = fields.oneOf("fault", KeySetFault.NONE.word(), KeySetFault.words());
        fields.check();
        return KeySetFault.named(word);
    }

    private JsonObject claims(TokenOrder order, Instant now) {
        Instant expires = now.plus(order.life());
        Instant issued = expires.isBefore(now) ? expires : now;
        JsonObjectBuilder claims = Json.object()
                .add("iss", url.get() + order.provider().path())
                .add("sub", order.subject())
                .add("iat", issued.getEpochSecond())
                .add("exp", expires.getEpochSecond());
        order.provider().claim(claims, order, issued);
        order.claims().forEach((name, value) -> {
            if (value == JsonValue.NULL) {
                claims.remove(name);
            } else {
                claims.add(name, value);
            }
        });
        return claims.build();
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
