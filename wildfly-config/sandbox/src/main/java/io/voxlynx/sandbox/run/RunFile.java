package io.voxlynx.sandbox.run;

import io.voxlynx.sandbox.tokens.Provider;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Tells other programs where the running platform is and how to come in; there while it is up, and only then. */
final class RunFile {

    private final Path file;

    RunFile(Path file) {
        this.file = file;
    }

    void write(LocalPlatform platform, Map<String, String> tokens) {
        JsonObject content = describe(platform, tokens);
        try {
            PrivateFile.write(
                    file,
                    out -> Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                            .createWriter(out)
                            .write(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonObject describe(LocalPlatform platform, Map<String, String> tokens) {
        JsonObjectBuilder tokensByRole = Json.createObjectBuilder();
        tokens.forEach(tokensByRole::add);
        JsonArrayBuilder nodes = Json.createArrayBuilder();
        for (Node node : platform.nodes()) {
            if (!node.isAlive()) {
                continue;
            }
            nodes.add(Json.createObjectBuilder()
                    .add("name", node.name())
                    .add("baseUrl", node.baseUrl().toString())
                    .add("managementUrl", node.managementUrl().toString())
                    .add("pid", node.pid()));
        }
        return Json.createObjectBuilder()
                .add("baseUrl", platform.baseUrl().toString())
                .add("sandboxUrl", platform.sandbox().url().toString())
                .add("tokens", tokensByRole)
                .add("tokensUrl", platform.sandbox().url() + "/sandbox/tokens")
                .add("issuers", issuers(platform.sandbox()))
                .add("cronSecret", platform.secrets().scheduler())
                .add("webhookSecret", platform.secrets().webhook())
                .add(
                        "database",
                        Json.createObjectBuilder()
                                .add("url", platform.database().url())
                                .add("user", platform.database().user())
                                .add("password", platform.database().password()))
                .add("nodes", nodes)
                .build();
    }

    /** Of each issuer, what to post to {@code tokensUrl} for a token of its kind. */
    private static JsonArrayBuilder issuers(SandboxServer sandbox) {
        JsonArrayBuilder issuers = Json.createArrayBuilder();
        for (Provider provider : Provider.values()) {
            JsonObjectBuilder request = Json.createObjectBuilder()
                    .add("issuer", provider.word())
                    .add("subject", provider.exampleSubject())
                    .add("role", "operator")
                    .add("email", "somebody@example.com");
            issuers.add(Json.createObjectBuilder()
                    .add("name", IdentitySettings.name(provider))
                    .add("issuer", sandbox.issuer(provider))
                    .add("algorithm", provider.algorithm())
                    .add("tokenRequest", request));
        }
        return issuers;
    }
}
