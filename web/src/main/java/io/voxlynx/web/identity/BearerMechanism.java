package io.voxlynx.web.identity;

import io.smallrye.jwt.auth.cdi.PrincipalProducer;
import io.smallrye.jwt.auth.principal.ParseException;
import io.voxlynx.identity.Admission;
import io.voxlynx.identity.Admission.Decision;
import io.voxlynx.identity.ApiKeys;
import io.voxlynx.shared.LogLine;
import io.voxlynx.web.audit.RefusedAccess;
import io.voxlynx.web.http.Cors;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * Takes the place of MicroProfile JWT's own mechanism, which knows one issuer. A request without a token goes on as
 * nobody's, and the resource decides whether that is enough; one with a bad token ends here, wherever it was going.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class BearerMechanism implements HttpAuthenticationMechanism {

    private static final Logger LOG = Logger.getLogger(BearerMechanism.class.getName());
    private static final String SCHEME = "Bearer ";
    private static final String INVALID = "Bearer error=\"invalid_token\"";

    @Inject
    Issuers issuers;

    @Inject
    SchedulerSecret schedulerSecret;

    @Inject
    ApiKeys apiKeys;

    @Inject
    Admission admission;

    @Inject
    PrincipalProducer tokenOfRequest;

    @Inject
    RefusedAccess refused;

    @Inject
    AddressLimit addressLimit;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        String path = pathOf(request);
        try {
            return AuthorizedPaths.expectToken(path) && !Cors.isPreflight(request)
                    ? judge(path, request, response, context)
                    : context.doNothing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AuthenticationStatus judge(
            String path, HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws IOException {
        List<String> authorizations = Collections.list(request.getHeaders("Authorization"));
        Optional<String> credential = authorizations.stream().findFirst().flatMap(BearerMechanism::bearer);
        if (authorizations.size() == 1
                && AuthorizedPaths.expectSchedulerSecret(path)
                && credential.filter(schedulerSecret::matches).isPresent()) {
            // Before any limit: comparing costs nothing, and the calls of the cron job must not depend on its
            // neighbours.
            return admit(new Decision(SchedulerSecret.SCHEDULER, Optional.empty()), request, context);
        }
        if (addressLimit.turnsAway(request, response, credential)) {
            return AuthenticationStatus.SEND_FAILURE;
        }
        if (authorizations.size() > 1) {
            // Which of them counts, somebody before us may have decided differently.
            return refuse(request, response, context);
        }
        if (credential.isEmpty()) {
            // Whether that is enough, the resource decides; here it counts as a failure in any case.
            return addressLimit.isExceededBy(request, response)
                    ? AuthenticationStatus.SEND_FAILURE
                    : context.doNothing();
        }
        if (credential.get().startsWith(ApiKeys.MARK)) {
            Optional<Decision> owner = apiKeys.admit(credential.get());
            owner.ifPresent(good -> addressLimit.foundGood(credential.get()));
            return owner.isPresent() ? admit(owner.get(), request, context) : refuse(request, response, context);
        }
        try {
            VerifiedToken token = issuers.verify(credential.get());
            Decision decision = admission.admit(token.identity());
            addressLimit.foundGood(credential.get());
            tokenOfRequest.setJsonWebToken(token.principal());
            CurrentCaller.set(request, decision);
            return context.notifyContainerAboutLogin(
                    token.principal(), decision.caller().roles());
        } catch (ParseException e) {
            logRefusal(e);
            return refuse(request, response, context);
        }
    }

    private static AuthenticationStatus admit(
            Decision decision, HttpServletRequest request, HttpMessageContext context) {
        CurrentCaller.set(request, decision);
        return context.notifyContainerAboutLogin(
                decision.caller().subject(), decision.caller().roles());
    }

    /** The body is written by the error page. */
    private AuthenticationStatus refuse(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) throws IOException {
        if (addressLimit.isExceededBy(request, response)) {
            return AuthenticationStatus.SEND_FAILURE;
        }
        refused.badCredential(request);
        response.setHeader("WWW-Authenticate", INVALID);
        return context.responseUnauthorized();
    }

    private static Optional<String> bearer(String authorization) {
        return Optional.of(authorization)
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip());
    }

    private static String pathOf(HttpServletRequest request) {
        String below = request.getPathInfo();
        return below == null ? request.getServletPath() : request.getServletPath() + below;
    }

    /** The causes quote the token's claims, so only their kinds are told. */
    private static void logRefusal(ParseException refusal) {
        Throwable root = refusal;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        LOG.fine(LogLine.of("Token refused: %s", root.getClass().getSimpleName()));
    }
}
