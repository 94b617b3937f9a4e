package io.voxlynx.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;

/**
 * Decides, request by request, what somebody who has proved who he is may do here. Nothing is remembered in between, so
 * what an admin decides holds from the next request on, on every node. It costs one statement, which reads one row by its
 * index; once a minute and person one more, which writes it.
 */
@ApplicationScoped
public class Admission {

    @Inject
    Profiles profiles;

    @Inject
    FirstAdmins firstAdmins;

    @Inject
    Clock clock;

    /** @param refusal why the caller has no role here; empty if he may come in */
    public record Decision(Caller caller, Optional<Refusal> refusal) {}

    /** The caller that a verified token makes; one without roles if he may not come in. */
    public Decision admit(Identity identity) {
        User user = profiles.find(identity.subject()).orElseGet(() -> profiles.welcome(identity));
        return user.isOf(identity.issuer()) ? upToDate(user, identity).decide(identity) : user.decide(identity);
    }

    private User upToDate(User found, Identity identity) {
        User user = found;
        if (user.access() == Access.NEW && user.showsAnotherEmail(identity)) {
            user = profiles.takeInvitationLate(user, identity);
        }
        if (user.isUndecided()) {
            user = profiles.appoint(user, firstAdmins.namesOf(identity));
        }
        if (user.isOutdatedBy(identity, clock.instant())) {
            profiles.refresh(user, identity);
        }
        return user;
    }
}
