package io.voxlynx.identity;

import com.github.f4b6a3.uuid.UuidCreator;
import io.voxlynx.audit.AuditEntry;
import io.voxlynx.audit.AuditLog;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.Timestamps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** The rows of those who sign in: made at first sight, kept to what their tokens say. */
@ApplicationScoped
class Profiles {

    /** What every request with a token costs. */
    static final String BY_SUBJECT = "select " + User.COLUMNS + " from users where subject = :subject";

    @Inject
    Database database;

    @Inject
    AuditLog audit;

    @Inject
    FirstAdmins firstAdmins;

    @Inject
    Clock clock;

    Optional<User> find(String subject) {
        return database.inStatement(handle -> handle.createQuery(BY_SUBJECT)
                .bind("subject", subject)
                .map(User::read)
                .findOne());
    }

    /** The profile of somebody seen for the first time; an invitation of his address becomes it. */
    User welcome(Identity identity) {
        return database.inTransaction(handle -> {
            // Requests of one person come at once, to any node; the second waits here and finds what the first has
            // made.
            serialise(handle, "user-subject:" + identity.subject());
            return find(identity.subject()).orElseGet(() -> {
                identity.email().ifPresent(email -> serialiseEmail(handle, email));
                User user = takeInvitation(handle, identity).orElseGet(() -> enrol(handle, identity));
                return firstAdmins.include(identity) && user.access() != Access.REVOKED ? appoint(handle, user) : user;
            });
        });
    }

    /** Who signs in and who is invited under an address at the same time: one of them waits, and sees the other. */
    static void serialiseEmail(Handle handle, String email) {
        serialise(handle, "user-email:" + email);
    }

    private static void serialise(Handle handle, String key) {
        handle.createQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .bind("key", key)
                .mapTo(Integer.class)
                .one();
    }

    private Optional<User> takeInvitation(Handle handle, Identity identity) {
        Optional<User> taken = identity.email()
                .flatMap(email -> shown(handle.createUpdate("""
                                update users set issuer = :issuer, subject = :subject, claimed_roles = :roles,
                                    last_seen_at = :now
                                where email = :email and subject is null"""), identity)
                        .executeAndReturnGeneratedKeys()
                        .map(User::read)
                        .findOne());
        taken.ifPresent(user -> joined(user.id(), identity));
        return taken;
    }

    private User enrol(Handle handle, Identity identity) {
        return shown(handle.createUpdate("""
                                insert into users (id, issuer, subject, email, claimed_roles, last_seen_at)
                                values (:id, :issuer, :subject, :email, :roles, :now)"""), identity)
                .bind("id", UuidCreator.getTimeOrderedEpoch())
                .executeAndReturnGeneratedKeys()
                .map(User::read)
                .one();
    }

    /** As configured, unless somebody was faster to decide. */
    User appoint(User user) {
        return database.inTransaction(handle -> {
            User present = hold(handle, "id = :id", user.id(), null).get(0);
            return present.isUndecided() ? appoint(handle, present) : present;
        });
    }

    private User appoint(Handle handle, User user) {
        audit.changed(new AuditEntry(
                user.subject(), null, "user.first_admin", user.id().toString(), Map.of()));
        return handle.createUpdate("update users set role = 'admin', access = 'allowed' where id = :id")
                .bind("id", user.id())
                .executeAndReturnGeneratedKeys()
                .map(User::read)
                .one();
    }

    /** An invitation of the address that somebody known shows only now: what was decided about it is about him. */
    User takeInvitationLate(User user, Identity identity) {
        return database.inTransaction(handle -> {
            String email = identity.email().orElseThrow();
            serialiseEmail(handle, email);
            List<User> held = hold(handle, "id = :id or email = :email and subject is null", user.id(), email);
            User present = held.stream()
                    .filter(row -> row.subject() != null)
                    .findFirst()
                    .orElseThrow();
            return held.stream()
                    .filter(row -> row.subject() == null && present.access() == Access.NEW)
                    .findFirst()
                    .map(invitation -> merge(handle, present, invitation, identity))
                    .orElse(present);
        });
    }

    /** In the order in which everybody locks them. */
    private static List<User> hold(Handle handle, String condition, UUID id, String email) {
        return handle.createQuery(
                        "select " + User.COLUMNS + " from users where " + condition + " order by id for no key update")
                .bind("id", id)
                .bind("email", email)
                .map(User::read)
                .list();
    }

    private User merge(Handle handle, User known, User invitation, Identity identity) {
        handle.createUpdate("delete from users where id = :id")
                .bind("id", invitation.id())
                .execute();
        joined(invitation.id(), identity);
        return handle.createUpdate("""
                        update users set email = :email, access = :access, role = coalesce(role, :role)
                        where id = :id""")
                .bind("id", known.id())
                .bind("email", invitation.email())
                .bind("access", invitation.access().column())
                .bind("role", invitation.role())
                .executeAndReturnGeneratedKeys()
                .map(User::read)
                .one();
    }

    private void joined(UUID invitation, Identity identity) {
        audit.changed(new AuditEntry(
                identity.subject(), null, "user.joined", invitation.toString(), Map.of("issuer", identity.issuer())));
    }

    /**
     * Notes what the token says and that its bearer was here. Nobody waits for it: while somebody else holds the row,
     * the next request will do, and if the database forgets it, too.
     */
    void refresh(User user, Identity identity) {
        database.useRedoableTransaction(handle ->
                shown(handle.createUpdate("""
                                update users set claimed_roles = :roles, email = coalesce(:email, email),
                                    last_seen_at = :now
                                where id = (select id from users where id = :id for no key update skip locked)"""), identity).bind("id", user.id()).execute());
    }

    private Update shown(Update update, Identity identity) {
        return update.bind("issuer", identity.issuer())
                .bind("subject", identity.subject())
                .bind("email", identity.email().orElse(null))
                .bindArray(
                        "roles",
                        String.class,
                        identity.roles().stream().sorted().toList())
                .bind("now", Timestamps.of(clock.instant()));
    }
}
