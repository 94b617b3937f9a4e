package io.voxlynx.web.identity;

import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.ParseException;
import io.voxlynx.shared.LogLine;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/**
 * Verifies tokens of several issuers. The unverified {@code iss} and {@code alg} only choose whose settings and keys
 * apply; with them SmallRye verifies everything, these two included. An issuer that changes its algorithm is configured
 * twice. Keys are fetched here and not by SmallRye, whose loader asks an issuer that is down once per token, with all
 * other requests behind it.
 */
@ApplicationScoped
public class Issuers {

    private static final Logger LOG = Logger.getLogger(Issuers.class.getName());

    @Inject
    Config config;

    @Inject
    JwksSettings jwks;

    @Inject
    Clock clock;

    @Resource
    ManagedExecutorService executor;

    private Map<Chosen, Verifier> verifiers = Map.of();

    @PostConstruct
    void configure() {
        accept(
                config.getOptionalValues("voxlynx.identity.issuers", String.class).orElse(List.of()).stream()
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .map(name -> Issuer.configured(name, config))
                        .toList(),
                executor);
    }

    /** Wrong settings stop the start, not the first request. */
    void checkAtStart(@Observes @Initialized(ApplicationScoped.class) Object start) {
        if (verifiers.isEmpty()) {
            throw new IllegalStateException("voxlynx.identity.issuers names no issuer: nobody could sign in");
        }
        verifiers.values().forEach(verifier -> {
            LOG.info(LogLine.of("Tokens are accepted from %s", verifier.issuer));
            verifier.keys.prepare();
        });
    }

    void accept(List<Issuer> issuers, Executor background) {
        requireOneRuleForEach(issuers);
        verifiers = issuers.stream()
                .collect(Collectors.toUnmodifiableMap(
                        issuer -> new Chosen(issuer.url(), issuer.algorithm().getAlgorithm()),
                        issuer -> new Verifier(issuer, keysOf(issuer, background)),
                        (one, other) -> {
                            throw new IllegalStateException(
                                    "voxlynx.identity.%s and voxlynx.identity.%s have the same issuer and algorithm"
                                            .formatted(one.issuer.name(), other.issuer.name()));
                        }));
    }

    /** Whom one entry refuses must not come in by another. */
    private static void requireOneRuleForEach(List<Issuer> issuers) {
        Map<String, Issuer> first = new HashMap<>();
        for (Issuer issuer : issuers) {
            Issuer other = first.computeIfAbsent(issuer.url(), url -> issuer);
            List<String> differences = issuer.differencesFrom(other);
            if (!differences.isEmpty()) {
                throw new IllegalStateException(
                        "voxlynx.identity.%s and voxlynx.identity.%s have the same issuer and must not differ in %s"
                                .formatted(other.name(), issuer.name(), String.join(", ", differences)));
            }
        }
    }

    /** @throws ParseException for whatever is wrong with it; the message is for the log, not for the caller */
    VerifiedToken verify(String token) throws ParseException {
        UnverifiedToken claimed = UnverifiedToken.read(token);
        Verifier verifier = verifiers.get(new Chosen(claimed.issuer(), claimed.algorithm()));
        if (verifier == null) {
            throw new ParseException("unknown issuer, or not its algorithm");
        }
        return verifier.verify(token, claimed.keyId(), clock.instant());
    }

    private Keys keysOf(Issuer issuer, Executor background) {
        if (issuer.symmetric()) {
            Verification secret =
                    Verification.withSecret(issuer, issuer.hmacSecret().orElseThrow());
            return keyId -> secret;
        }
        KeyLocation location = jwks.location(issuer.jwksUrl().orElseThrow());
        return new PublishedKeys(
                issuer.name(), () -> KeySet.read(issuer, location.read()), jwks.timing(), background, System::nanoTime);
    }

    /** What a token is verified with is found by these two. */
    private record Chosen(String issuer, String algorithm) {}

    private record Verifier(Issuer issuer, Keys keys) {

        VerifiedToken verify(String token, Optional<String> keyId, Instant now) throws ParseException {
            JWTCallerPrincipal principal = keys.find(keyId).verify(token);
            TokenTimes.check(principal, now);
            Function<String, Object> claims = principal::getClaim;
            return new VerifiedToken(principal, issuer, RoleClaim.roles(claims, issuer.roleClaim()));
        }
    }
}
