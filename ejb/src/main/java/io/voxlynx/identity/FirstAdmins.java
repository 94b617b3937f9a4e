package io.voxlynx.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Who is an admin before there is one who could say so. */
@ApplicationScoped
public class FirstAdmins {

    @Inject
    @ConfigProperty(name = "voxlynx.identity.first-admins")
    Optional<List<String>> named;

    /** By his subject, or by an e-mail address that his issuer vouches for. */
    boolean include(Identity identity) {
        return named.orElse(List.of()).stream()
                .map(String::strip)
                .anyMatch(name -> name.equals(identity.subject())
                        || identity.email()
                                .filter(EmailAddress.inLowerCase(name)::equals)
                                .isPresent());
    }
}
