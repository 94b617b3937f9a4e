package io.voxlynx.web.identity;

import io.voxlynx.identity.Admission.Decision;
import io.voxlynx.identity.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotAuthorizedException;
import java.util.Optional;

/**
 * Who sent this request. Ask at the start of a resource method: threads that finish an asynchronous answer have no
 * request.
 */
@RequestScoped
public class CurrentCaller {

    private static final String ATTRIBUTE = Decision.class.getName();

    @Inject
    HttpServletRequest request;

    /** @throws NotAuthorizedException if nobody has proved who he is, which cannot happen behind RolesAllowed */
    public Caller get() {
        return of(request).map(Decision::caller).orElseThrow(() -> new NotAuthorizedException("Bearer"));
    }

    /** For those who have the request at hand, on whatever thread; empty if nobody has proved who he is. */
    public static Optional<Decision> of(ServletRequest request) {
        return Optional.ofNullable((Decision) request.getAttribute(ATTRIBUTE));
    }

    static void set(ServletRequest request, Decision decision) {
        request.setAttribute(ATTRIBUTE, decision);
    }
}
