package io.voxlynx.web.identity;

import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.voxlynx.identity.Identity;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A token that its issuer has signed for us, and the roles that it names. */
record VerifiedToken(JWTCallerPrincipal principal, Issuer issuer, Set<String> roles) {

    private static final int LONGEST_EMAIL = 254;

    Identity identity() {
        return new Identity(issuer.url(), principal.getSubject(), email(), roles, issuer.allowlist());
    }

    /** An address that the issuer has not verified is whatever its user typed. */
    private Optional<String> email() {
        boolean refuted = Boolean.FALSE.equals(principal.getClaim("email_verified"));
        return Optional.<Object>ofNullable(principal.getClaim("email"))
                .filter(email -> !refuted)
                .map(email -> email.toString().strip().toLowerCase(Locale.ROOT))
                .filter(email -> !email.isEmpty() && email.length() <= LONGEST_EMAIL);
    }
}
