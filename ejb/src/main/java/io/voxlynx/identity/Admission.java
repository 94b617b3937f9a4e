package io.voxlynx.identity;

import jakarta.enterprise.context.ApplicationScoped;

/** Decides, request by request, what somebody who has proved who he is may do here. */
@ApplicationScoped
public class Admission {

    /** The caller that a verified token makes; one without roles if he may not come in. */
    public Caller admit(Identity identity) {
        return new Caller(identity.subject(), identity.roles());
    }
}
