package io.voxlynx.sandbox.run;

import io.voxlynx.sandbox.tokens.Provider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes the product accept the tokens of all the sandbox's identity providers. */
final class IdentitySettings {

    private IdentitySettings() {}

    static Map<String, String> of(SandboxServer sandbox, Secrets secrets) {
        Map<String, String> settings = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        for (Provider provider : Provider.values()) {
            String name = name(provider);
            String prefix = "VOXLYNX_IDENTITY_" + name.toUpperCase(Locale.ROOT).replace('-', '_') + "_";
            names.add(name);
            settings.put(prefix + "ISSUER", sandbox.issuer(provider));
            settings.put(prefix + "ALGORITHM", provider.algorithm());
            settings.put(prefix + "ROLE_CLAIM", roleClaim(provider));
            if (provider.publishesKeys()) {
                settings.put(prefix + "JWKS_URL", sandbox.jwks(provider).toString());
            } else {
                settings.put(prefix + "HMAC_SECRET", secrets.supabaseJwt());
            }
            switch (provider) {
                case PLAIN -> settings.put(prefix + "AUDIENCE", "voxlynx");
                case CLERK -> settings.put(prefix + "AUTHORIZED_PARTIES", Provider.CLERK_PARTY);
                case SUPABASE, SUPABASE_LEGACY -> {
                    settings.put(prefix + "AUDIENCE", "authenticated");
                    // one where everybody may sign up, unlike the other two
                    settings.put(prefix + "ALLOWLIST", "true");
                    // its tokens do not say whether, as it lets nobody in before
                    settings.put(prefix + "EMAIL_TRUSTED", "true");
                }
            }
        }
        settings.put("VOXLYNX_IDENTITY_ISSUERS", String.join(",", names));
        return settings;
    }

    /** How the product's configuration calls it. */
    static String name(Provider provider) {
        return provider == Provider.PLAIN ? "sandbox" : provider.word();
    }

    private static String roleClaim(Provider provider) {
        return switch (provider) {
            case PLAIN -> "role";
            case CLERK -> "metadata.role";
            case SUPABASE, SUPABASE_LEGACY -> "app_metadata.role";
        };
    }
}
