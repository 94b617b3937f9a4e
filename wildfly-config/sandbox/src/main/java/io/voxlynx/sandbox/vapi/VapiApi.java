package io.voxlynx.sandbox.vapi;

import io.undertow.server.HttpHandler;
import io.undertow.server.RoutingHandler;
import io.undertow.util.Headers;
import io.voxlynx.sandbox.http.Endpoint;
import io.voxlynx.sandbox.http.JsonHandler;
import io.voxlynx.sandbox.http.Refused;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The paths of Vapi's REST interface, all behind the API key. */
final class VapiApi {
    static final String ORGANISATION = "sandbox-org";

    private final byte[] authorization;

    VapiApi(String apiKey) {
        authorization = ("Bearer " + apiKey).getBytes(StandardCharsets.UTF_8);
    }

    void addTo(RoutingHandler routes, Assistants assistants, PhoneNumbers phoneNumbers, Calls calls) {
        routes.post("/assistant", keyed(assistants::create))
                .get("/assistant", keyed(assistants::list))
                .get("/assistant/{id}", keyed(assistants::get))
                .add("PATCH", "/assistant/{id}", keyed(assistants::update))
                .delete("/assistant/{id}", keyed(assistants::delete))
                .get("/phone-number", keyed(phoneNumbers::list))
                .get("/phone-number/{id}", keyed(phoneNumbers::get))
                .post("/call", behindKey(JsonHandler.of(calls::place)))
                .get("/call", keyed(calls::list))
                .get("/call/{id}", keyed(calls::get));
    }

    private HttpHandler keyed(Endpoint.Immediate endpoint) {
        return behindKey(JsonHandler.blocking(endpoint));
    }

    private HttpHandler behindKey(HttpHandler open) {
        HttpHandler closed = JsonHandler.of((request, reply) -> {
            throw new Refused(401, "Invalid Key. Hot tip, you may be using the public key instead of the private key.");
        });
        return exchange -> {
            String given = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
            boolean known =
                    given != null && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), authorization);
            (known ? open : closed).handleRequest(exchange);
        };
    }
}
