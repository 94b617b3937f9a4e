package io.voxlynx.sandbox.run;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * What the processes of one run share and nobody else knows; made anew for every run.
 *
 * @param webhook what Vapi's webhooks are signed with
 * @param liveKit LiveKit's API secret, which signs tokens and webhooks
 * @param callback what our own callbacks are signed with
 * @param supabaseJwt what the older tokens of Supabase are signed with
 */
public record Secrets(
        String providerApiKey,
        String webhook,
        String scheduler,
        String messaging,
        String liveKit,
        String llmApiKey,
        String callback,
        String supabaseJwt) {

    private static final SecureRandom RANDOM = new SecureRandom();

    static Secrets fresh() {
        return new Secrets(random(), random(), random(), random(), random(), random(), random(), random());
    }

    /** 256 bits, safe in a URL, a header and an environment variable. */
    static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "Secrets[…]";
    }
}
