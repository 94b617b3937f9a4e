package io.voxlynx.web.identity;

import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.ParseException;
import io.voxlynx.identity.EmailAddress;
import io.voxlynx.identity.Identity;
import io.voxlynx.web.http.Text;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A token that its issuer has signed for us, and the roles that it names. */
record VerifiedToken(JWTCallerPrincipal principal, Issuer issuer, Set<String> roles) {

    private static final int LONGEST_SUBJECT = 255;
    private static final int LONGEST_EMAIL = 254;

    /** @throws ParseException if its subject could not be the key of a person */
    Identity identity() throws ParseException {
        String subject = principal.getSubject();
        if (subject.isBlank() || subject.length() > LONGEST_SUBJECT || !Text.isStorable(subject)) {
            throw new ParseException("unusable subject");
        }
        return new Identity(
                issuer.url(),
                subject,
                email(),
                roles,
                issuer.allowlist(),
                Instant.ofEpochSecond(principal.getIssuedAtTime()));
    }

    /** An address that nobody has verified is whatever its user typed. */
    private Optional<String> email() {
        return Optional.<Object>ofNullable(principal.getClaim("email"))
                .filter(email -> hasVerifiedEmail())
                .map(email -> EmailAddress.inLowerCase(email.toString().strip()))
                .filter(email -> !email.isEmpty() && email.length() <= LONGEST_EMAIL && Text.isStorable(email));
    }

    /** Some issuers write it as text. */
    private boolean hasVerifiedEmail() {
        Object said = principal.getClaim("email_verified");
        if (said == null) {
            return issuer.emailTrusted();
        }
        return "true".equals(said instanceof JsonString text ? text.getString() : said.toString());
    }
}
