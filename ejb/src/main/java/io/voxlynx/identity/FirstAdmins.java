package io.voxlynx.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Who is an admin before there is one who could say so. Each name makes one person an admin, once. */
@ApplicationScoped
public class FirstAdmins {

    @Inject
    @ConfigProperty(name = "voxlynx.identity.first-admins")
    Optional<List<String>> named;

    /** The names that are his: his subject, or an e-mail address that his issuer vouches for. */
    Set<String> namesOf(Identity identity) {
        return named.orElse(List.of()).stream()
                .map(String::strip)
                .map(name -> isAddress(name) ? EmailAddress.inLowerCase(name) : name)
                .filter(name -> isAddress(name)
                        ? identity.email().filter(name::equals).isPresent()
                        : name.equals(identity.subject()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What looks like an address is no subject: some issuers let people choose theirs. */
    private static boolean isAddress(String name) {
        return name.indexOf('@') >= 0;
    }
}
