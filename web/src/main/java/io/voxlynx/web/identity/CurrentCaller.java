package io.voxlynx.web.identity;

import io.voxlynx.identity.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.NotAuthorizedException;
import java.util.Optional;

/**
 * Who sent this request. Ask at the start of a resource method: threads that finish an asynchronous answer have no
 * request.
 */
@RequestScoped
public class CurrentCaller {

    private Caller caller;

    /** @throws NotAuthorizedException if nobody has proved who he is, which cannot happen behind RolesAllowed */
    public Caller get() {
        if (caller == null) {
            throw new NotAuthorizedException("Bearer");
        }
        return caller;
    }

    /** Empty if nobody has proved who he is. */
    public Optional<Caller> find() {
        return Optional.ofNullable(caller);
    }

    void set(Caller caller) {
        this.caller = caller;
    }
}
