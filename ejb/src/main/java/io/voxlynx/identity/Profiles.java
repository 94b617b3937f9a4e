package io.voxlynx.identity;

import com.github.f4b6a3.uuid.UuidCreator;
import io.voxlynx.audit.AuditEntry;
import io.voxlynx.audit.AuditLog;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.Timestamps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
                return user.access() == Access.REVOKED
                        ? user
                        : appointUnder(handle, user, firstAdmins.namesOf(identity));
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
                                    claimed_at = :issuedAt, last_seen_at = :now
                                where email = :email and subject is null"""), identity)
                        .executeAndReturnGeneratedKeys()
                        .map(User::read)
                        .findOne());
        taken.ifPresent(user -> joined(user.id(), identity, Map.of()));
        return taken;
    }

    private User enrol(Handle handle, Identity identity) {
        return shown(handle.createUpdate("""
                                insert into users (id, issuer, subject, email, claimed_roles, claimed_at, last_seen_at)
                                values (:id, :issuer, :subject, :email, :roles, :issuedAt, :now)"""), identity)
                .bind("id", UuidCreator.getTimeOrderedEpoch())
                .executeAndReturnGeneratedKeys()
                .map(User::read)
                .one();
    }

    /** As configured, unless somebody was faster to decide, or these names have made somebody else an admin. */
    User appoint(User user, Set<String> names) {
        if (names.isEmpty() || areOthers(user, names)) {
            return user;
        }
        return database.inTransaction(handle -> {
            User present = hold(handle, "id = :id", user.id(), null).get(0);
            return present.isUndecided() ? appointUnder(handle, present, names) : present;
        });
    }

    /** Asked first, so that somebody whose name another has used up holds no row at every request. */
    private boolean areOthers(User user, Set<String> names) {
        return database.inStatement(handle -> handle.createQuery(
                                "select count(*) from first_admins where name = any(:names) and user_id <> :user")
                        .bind("user", user.id())
                        .bindArray("names", String.class, names)
                        .mapTo(Integer.class)
                        .one())
                == names.size();
    }

    /** Uses all of them up. Of two people with one name at once, the second waits here until the first is appointed. */
    private User appointUnder(Handle handle, User user, Set<String> names) {
        if (names.isEmpty()) {
            return user;
        }
        int free = handle.createUpdate("""
                        insert into first_admins (name, user_id)
                        select name, :user from unnest(:names) name order by name on conflict do nothing""")
                .bind("user", user.id())
                .bindArray("names", String.class, names)
                .execute();
        return free > 0 ? appoint(handle, user) : user;
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

    /**
     * An invitation of the address that somebody known shows only now: what was decided about it is about him. Without one
     * the address is noted, so that whoever wants to invite it afterwards finds him.
     */
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
                    .orElseGet(() -> present.access() == Access.NEW && present.showsAnotherEmail(identity)
                            ? noteEmail(handle, present, email)
                            : present);
        });
    }

    private static User noteEmail(Handle handle, User user, String email) {
        return handle.createUpdate("update users set email = :email where id = :id")
                .bind("id", user.id())
                .bind("email", email)
                .executeAndReturnGeneratedKeys()
                .map(User::read)
                .one();
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
        User user = handle.createUpdate("""
                        update users set email = :email, access = :access, role = coalesce(role, :role)
                        where id = :id""")
                .bind("id", known.id())
                .bind("email", invitation.email())
                .bind("access", invitation.access().column())
                .bind("role", invitation.role())
                .executeAndReturnGeneratedKeys()
                .map(User::read)
                .one();
        joined(user.id(), identity, changesBy(invitation, known, user));
        return user;
    }

    private static Map<String, String> changesBy(User invitation, User before, User after) {
        Map<String, String> changes = new HashMap<>();
        changes.put("invitation", invitation.id().toString());
        changes.put("accessFrom", before.access().column());
        changes.put("accessTo", after.access().column());
        changes.put("roleFrom", before.role());
        changes.put("roleTo", after.role());
        changes.values().removeIf(Objects::isNull);
        return changes;
    }

    private void joined(UUID user, Identity identity, Map<String, String> changes) {
        Map<String, String> details = new HashMap<>(changes);
        details.put("issuer", identity.issuer());
        audit.changed(new AuditEntry(identity.subject(), null, "user.joined", user.toString(), details));
    }

    /**
     * Notes what the token says and that its bearer was here. Nobody waits for it: while somebody else holds the row,
     * the next request will do, and if the database forgets it, too. Of two tokens the later one counts. The address of
     * somebody undecided is not noted here, without the lock under which addresses are invited.
     */
    void refresh(User user, Identity identity) {
        database.useRedoableTransaction(handle ->
                shown(handle.createUpdate("""
                                update users set last_seen_at = :now,
                                    claimed_roles = case when claimed_at > :issuedAt then claimed_roles else :roles end,
                                    email = case when claimed_at > :issuedAt or access = 'new' then email
                                        else coalesce(:email, email) end,
                                    claimed_at = greatest(claimed_at, :issuedAt)
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
                .bind("issuedAt", Timestamps.of(identity.issuedAt()))
                .bind("now", Timestamps.of(clock.instant()));
    }
}
