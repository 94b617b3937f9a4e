package io.voxlynx.sandbox.tokens;

import io.undertow.server.RoutingHandler;
import io.voxlynx.sandbox.http.Answer;
import io.voxlynx.sandbox.http.Json;
import io.voxlynx.sandbox.http.JsonHandler;
import io.voxlynx.sandbox.http.Request;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** Signs tokens as any of the {@link Provider}s does, and publishes their keys. */
public final class TokenIssuers {
    private final Supplier<String> url;
    private final Map<Provider, KeyRing> keys = new EnumMap<>(Provider.class);

    /**
     * @param url the sandbox's own; asked for late, as the port of the server may not be known yet
     * @param supabaseSecret what tokens of the provider without published keys are signed with
     */
    public TokenIssuers(Supplier<String> url, String supabaseSecret) {
        this.url = url;
        for (Provider provider : Provider.values()) {
            keys.put(
                    provider,
                    new KeyRing(() -> provider.publishesKeys()
                            ? SigningKey.pair(provider.newKeyId(), provider.algorithm())
                            : SigningKey.shared(provider.newKeyId(), supabaseSecret)));
        }
    }

    /** Adds {@code POST /sandbox/tokens} and the key sets. */
    public void addTo(RoutingHandler routes) {
        routes.post("/sandbox/tokens", JsonHandler.blocking(this::issue));
        keys.forEach((provider, ring) -> {
            if (provider.publishesKeys()) {
                routes.get(
                        provider.path() + "/.well-known/jwks.json",
                        JsonHandler.blocking(request -> Answer.ok(keySet(ring))));
            }
        });
    }

    private Answer issue(Request request) {
        TokenOrder order = TokenOrder.of(request.json());
        String token = keys.get(order.provider())
                .current()
                .sign(claims(order, Instant.now()).toString());
        return Answer.ok(Json.object().add("token", token).build());
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

    private static JsonObject keySet(KeyRing ring) {
        return Json.parse(ring.published().getBytes(StandardCharsets.UTF_8));
    }
}
