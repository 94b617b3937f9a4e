package io.voxlynx.web.identity;

import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.ParseException;
import java.time.Duration;
import java.time.Instant;

/** When a token counts: from its issue, and {@code nbf} if it has one, until {@code exp}. */
final class TokenTimes {

    /** The issuer's clock and ours differ by less. */
    private static final Duration LEEWAY = Duration.ofSeconds(60);

    private TokenTimes() {}

    /** @throws ParseException if it does not count now */
    static void check(JWTCallerPrincipal token, Instant now) throws ParseException {
        Instant soon = now.plus(LEEWAY);
        if (Instant.ofEpochSecond(token.getIssuedAtTime()).isAfter(soon)) {
            throw new ParseException("issued in the future");
        }
        if (token.<Object>getClaim("nbf") instanceof Number begin
                && Instant.ofEpochSecond(begin.longValue()).isAfter(soon)) {
            throw new ParseException("not valid yet");
        }
        if (!Instant.ofEpochSecond(token.getExpirationTime()).isAfter(now.minus(LEEWAY))) {
            throw new ParseException("expired");
        }
    }
}
