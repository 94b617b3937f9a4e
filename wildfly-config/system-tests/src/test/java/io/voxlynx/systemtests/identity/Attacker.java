package io.voxlynx.systemtests.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody with a key of his own, who publishes it and waits for us to ask for it. */
final class Attacker implements AutoCloseable {

    final KeyPair rsa;
    final KeyPair ec;
    private final HttpServer server;
    private final AtomicInteger visits = new AtomicInteger();

    Attacker() throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        rsa = generator.generateKeyPair();
        KeyPairGenerator curves = KeyPairGenerator.getInstance("EC");
        curves.initialize(256);
        ec = curves.generateKeyPair();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            visits.incrementAndGet();
            byte[] keys = Json.createObjectBuilder()
                    .add("keys", Json.createArrayBuilder().add(jwk("attackers")))
                    .build()
                    .toString()
                    .getBytes(UTF_8);
            exchange.sendResponseHeaders(200, keys.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(keys);
            }
        });
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** Whether anybody asked. */
    int visits() {
        return visits.get();
    }

    JsonObject jwk(String id) {
        RSAPublicKey key = (RSAPublicKey) rsa.getPublic();
        return Json.createObjectBuilder()
                .add("kty", "RSA")
                .add("kid", id)
                .add("use", "sig")
                .add("alg", "RS256")
                .add("n", unsigned(key.getModulus()))
                .add("e", unsigned(key.getPublicExponent()))
                .build();
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return Forgery.encoded(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
