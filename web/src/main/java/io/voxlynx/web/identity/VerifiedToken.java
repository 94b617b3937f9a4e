package io.voxlynx.web.identity;

import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.voxlynx.identity.Caller;
import java.util.Set;

/** A token that its issuer has signed for us, and the roles it grants. */
record VerifiedToken(JWTCallerPrincipal principal, Set<String> roles) {

    Caller caller() {
        return new Caller(principal.getSubject(), roles);
    }
}
