package io.voxlynx.web.identity;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import io.voxlynx.shared.LogLine;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/**
 * Verifies tokens of several issuers. The unverified {@code iss} and {@code alg} only choose whose settings apply; with
 * them SmallRye verifies everything, these two included. An issuer that changes its algorithm is configured twice.
 */
@ApplicationScoped
public class Issuers {

    private static final Logger LOG = Logger.getLogger(Issuers.class.getName());

    @Inject
    Config config;

    private Map<Claimed, Verifier> verifiers = Map.of();

    @PostConstruct
    void configure() {
        accept(config.getOptionalValues("voxlynx.identity.issuers", String.class).orElse(List.of()).stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> Issuer.configured(name, config))
                .toList());
    }

    /** Wrong settings stop the start, not the first request. */
    void checkAtStart(@Observes @Initialized(ApplicationScoped.class) Object start) {
        if (verifiers.isEmpty()) {
            throw new IllegalStateException("voxlynx.identity.issuers names no issuer: nobody could sign in");
        }
        verifiers.values().forEach(verifier -> LOG.info(LogLine.of("Tokens are accepted from %s", verifier.issuer)));
    }

    void accept(List<Issuer> issuers) {
        verifiers = issuers.stream().collect(Collectors.toUnmodifiableMap(Claimed::by, Verifier::new, (one, other) -> {
            throw new IllegalStateException(
                    "voxlynx.identity.%s and voxlynx.identity.%s have the same issuer and algorithm"
                            .formatted(one.issuer.name(), other.issuer.name()));
        }));
    }

    /** @throws ParseException for whatever is wrong with it; the message is for the log, not for the caller */
    VerifiedToken verify(String token) throws ParseException {
        Verifier verifier = verifiers.get(Claimed.in(token));
        if (verifier == null) {
            throw new ParseException("unknown issuer");
        }
        return verifier.verify(token);
    }

    /** What a token says of its signature, before anything of it is believed. */
    private record Claimed(String issuer, String algorithm) {

        static Claimed by(Issuer issuer) {
            return new Claimed(issuer.url(), issuer.algorithm().getAlgorithm());
        }

        static Claimed in(String token) throws ParseException {
            String[] parts = token.split("\\.", -1);
            if (parts.length != 3) {
                throw new ParseException("not a signed token");
            }
            return new Claimed(
                    json(parts[1]).getString("iss", ""), json(parts[0]).getString("alg", ""));
        }

        private static JsonObject json(String part) throws ParseException {
            try (JsonReader reader = Json.createReader(
                    new ByteArrayInputStream(Base64.getUrlDecoder().decode(part)))) {
                return reader.readObject();
            } catch (RuntimeException e) {
                // Of whatever kind: the JSON reader has one of its own for claims that are nested too deeply.
                throw new ParseException("malformed token", e);
            }
        }
    }

    /** The factory is kept per issuer because it holds the issuer's keys. */
    private record Verifier(Issuer issuer, JWTAuthContextInfo settings, JWTCallerPrincipalFactory factory) {

        Verifier(Issuer issuer) {
            this(issuer, issuer.verification(), new DefaultJWTCallerPrincipalFactory());
        }

        VerifiedToken verify(String token) throws ParseException {
            JWTCallerPrincipal principal = factory.parse(token, settings);
            Function<String, Object> claims = principal::getClaim;
            return new VerifiedToken(principal, issuer, RoleClaim.roles(claims, issuer.roleClaim()));
        }
    }
}
