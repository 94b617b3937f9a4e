package io.voxlynx.web.identity;

import io.voxlynx.identity.Caller;
import io.voxlynx.identity.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What a cron job sends instead of a token; without a configured secret nothing matches. */
@ApplicationScoped
public class SchedulerSecret {

    static final Caller SCHEDULER = new Caller(Role.SCHEDULER, Set.of(Role.SCHEDULER));

    @Inject
    @ConfigProperty(name = "voxlynx.scheduler.secret")
    Optional<String> secret;

    boolean matches(String presented) {
        return secret.filter(expected -> !expected.isBlank())
                .map(expected -> sameBytes(expected, presented))
                .orElse(false);
    }

    /** Takes as long for a near miss as for a far one. */
    private static boolean sameBytes(String expected, String presented) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8));
    }
}
