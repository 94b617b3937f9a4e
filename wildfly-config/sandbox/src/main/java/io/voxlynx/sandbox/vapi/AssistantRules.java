package io.voxlynx.sandbox.vapi;

import io.voxlynx.sandbox.http.Fields;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Set;

/** What Vapi accepts as an assistant, or as overrides of one: known properties, and the shape of those we depend on. */
final class AssistantRules {
    private static final Set<String> PROPERTIES = Set.of(
            "transcriber",
            "model",
            "voice",
            "firstMessage",
            "firstMessageInterruptionsEnabled",
            "firstMessageMode",
            "voicemailDetection",
            "clientMessages",
            "serverMessages",
            "maxDurationSeconds",
            "silenceTimeoutSeconds",
            "backgroundSound",
            "modelOutputInMessagesEnabled",
            "transportConfigurations",
            "observabilityPlan",
            "credentials",
            "hooks",
            "name",
            "voicemailMessage",
            "endCallMessage",
            "endCallPhrases",
            "compliancePlan",
            "metadata",
            "backgroundSpeechDenoisingPlan",
            "analysisPlan",
            "artifactPlan",
            "startSpeakingPlan",
            "stopSpeakingPlan",
            "monitorPlan",
            "credentialIds",
            "server",
            "keypadInputPlan");
    private static final Set<String> OVERRIDES = overrides();
    private static final int NAME = 40;
    private static final int TEXT = 100_000;

    private AssistantRules() {}

    static void check(Fields fields) {
        checkKnown(fields.allow(PROPERTIES));
    }

    static void checkOverrides(Fields fields) {
        checkKnown(fields.allow(OVERRIDES));
        fields.object("variableValues");
    }

    private static void checkKnown(Fields fields) {
        fields.text("name", NAME);
        fields.text("firstMessage", TEXT);
        fields.text("endCallMessage", TEXT);
        fields.text("voicemailMessage", TEXT);
        fields.object("metadata");
        fields.object("artifactPlan");
        fields.object("model").ifPresent(model -> {
            model.require("provider");
            model.text("provider", NAME);
            model.require("model");
            model.objects("messages");
        });
        fields.object("voice").ifPresent(voice -> {
            voice.require("provider");
            voice.text("provider", NAME);
        });
        fields.object("server").ifPresent(server -> {
            String url = server.text("url", 2_000);
            if (url != null && !isHttp(url)) {
                server.problem("url", "must be a URL address");
            }
            server.integer("timeoutSeconds", 20, 1, 300);
            server.object("backoffPlan").ifPresent(plan -> {
                plan.oneOf("type", "fixed", Set.of("fixed", "exponential"));
                plan.integer("maxRetries", 0, 0, 10);
                plan.integer("baseDelaySeconds", 1, 0, 10);
            });
        });
    }

    private static boolean isHttp(String url) {
        try {
            URI uri = new URI(url);
            return uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme());
        } catch (URISyntaxException wrong) {
            return false;
        }
    }

    private static Set<String> overrides() {
        Set<String> names = new HashSet<>(PROPERTIES);
        names.add("variableValues");
        return Set.copyOf(names);
    }
}
