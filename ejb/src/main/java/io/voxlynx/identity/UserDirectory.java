package io.voxlynx.identity;

import com.github.f4b6a3.uuid.UuidCreator;
import io.voxlynx.audit.AuditEntry;
import io.voxlynx.audit.AuditLog;
import io.voxlynx.shared.Conflict;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.Forbidden;
import io.voxlynx.shared.InvalidInput;
import io.voxlynx.shared.NotFound;
import io.voxlynx.shared.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * People, as admins look after them. Whatever is said twice happens once. Nobody revokes or demotes himself, so there is
 * always an admin left; of two who do it to each other at once, the second finds that he no longer is one. Through a key
 * nothing is decided about admins: whoever has found a leaked one cannot become one, or put out those who would stop him.
 */
@ApplicationScoped
public class UserDirectory {

    @Inject
    Database database;

    @Inject
    Profiles profiles;

    @Inject
    AuditLog audit;

    /** Newest first. */
    public Page<User> list(UserFilter filter, Page.Request page) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        Map<String, Object> parameters = new HashMap<>();
        if (filter.access() != null) {
            conditions.add("access = :access");
            parameters.put("access", filter.access().column());
        }
        if (filter.role() != null) {
            requireRole(filter.role());
            conditions.add("(role = :role or role is null and :role = any(claimed_roles))");
            parameters.put("role", filter.role());
        }
        if (filter.search() != null && !filter.search().isBlank()) {
            // position() takes the text as it is: no wildcard to escape
            conditions.add("(position(lower(:search) in email) > 0 or position(lower(:search) in lower(subject)) > 0)");
            parameters.put("search", filter.search().strip());
        }
        String where = " from users where " + String.join(" and ", conditions);
        return database.inTransaction(handle -> {
            Query items = handle.createQuery("select " + User.COLUMNS + where
                    + " order by created_at desc, id desc limit :limit offset :offset");
            Query count = handle.createQuery("select count(*)" + where);
            return new Page<>(
                    items.bindMap(parameters)
                            .bind("limit", page.limit())
                            .bind("offset", page.offset())
                            .map(User::read)
                            .list(),
                    page,
                    count.bindMap(parameters).mapTo(Long.class).one());
        });
    }

    public User get(UUID id) {
        return database.inStatement(
                handle -> handle.createQuery("select " + User.COLUMNS + " from users where id = :id")
                        .bind("id", id)
                        .map(User::read)
                        .findOne()
                        .orElseThrow(() -> notFound(id)));
    }

    /** Empty for who is no person: the scheduler. */
    public Optional<User> ofSubject(String subject) {
        return profiles.find(subject);
    }

    /**
     * Whoever first signs in with this address is allowed.
     *
     * @param role that he then has; null for what his token says
     * @throws Conflict if somebody of this address is here already, or invited
     */
    public User invite(Caller admin, EmailAddress email, String role) {
        requireRole(role);
        if (Role.ADMIN.equals(role)) {
            requirePerson(admin);
        }
        return database.inTransaction(handle -> {
            Profiles.serialiseEmail(handle, email.value());
            holdWith(handle, admin, null);
            ofEmail(handle, email).ifPresent(present -> {
                throw new Conflict(
                        "Somebody with this address is here already",
                        Map.of(
                                "id",
                                present.id().toString(),
                                "access",
                                present.access().name()));
            });
            User invited = handle.createUpdate(
                            "insert into users (id, email, role, access) values (:id, :email, :role, 'allowed')")
                    .bind("id", UuidCreator.getTimeOrderedEpoch())
                    .bind("email", email.value())
                    .bind("role", role)
                    .executeAndReturnGeneratedKeys()
                    .map(User::read)
                    .one();
            changed(admin, "user.invited", invited.id(), details("email", email.value(), "role", role));
            return invited;
        });
    }

    public User allow(Caller admin, UUID id) {
        return database.inTransaction(handle -> admit(handle, admin, hold(handle, admin, id), Access.ALLOWED));
    }

    /** From the next request on, on every node. @throws Conflict if it is the caller himself */
    public User revoke(Caller admin, UUID id) {
        return database.inTransaction(handle -> {
            User user = hold(handle, admin, id);
            if (admin.subject().equals(user.subject())) {
                throw new Conflict("Nobody revokes himself: another admin has to", Map.of("id", id.toString()));
            }
            return admit(handle, admin, user, Access.REVOKED);
        });
    }

    private User admit(Handle handle, Caller admin, User user, Access access) {
        if (user.access() == access) {
            return user;
        }
        changed(
                admin,
                "user." + access.column(),
                user.id(),
                details("from", user.access().column(), "to", access.column()));
        return update(handle, user.id(), "access", access.column());
    }

    /**
     * @param role null for what his token says
     * @throws Conflict if the caller himself would then be no admin
     */
    public User setRole(Caller admin, UUID id, String role) {
        requireRole(role);
        return database.inTransaction(handle -> {
            User user = hold(handle, admin, id);
            if (user.isAdminWith(role)) {
                requirePerson(admin);
            }
            if (admin.subject().equals(user.subject()) && !Role.ADMIN.equals(role)) {
                throw new Conflict("Nobody demotes himself: another admin has to", Map.of("id", id.toString()));
            }
            if (Objects.equals(user.role(), role)) {
                return user;
            }
            changed(admin, "user.role_changed", id, details("from", user.role(), "to", role));
            return update(handle, id, "role", role);
        });
    }

    /** Whom he may decide about. */
    static User hold(Handle handle, Caller admin, UUID id) {
        User held = holdWith(handle, admin, id).stream()
                .filter(user -> user.id().equals(id))
                .findFirst()
                .orElseThrow(() -> notFound(id));
        if (held.isAdminWith(held.role())) {
            requirePerson(admin);
        }
        return held;
    }

    private static void requirePerson(Caller admin) {
        if (admin.apiKey() != null) {
            throw new Forbidden("A key decides nothing about admins: sign in to do so");
        }
    }

    /**
     * Locks who decides and who is decided about, if anybody is yet, in one order for all. The caller's roles were read
     * before he held his row, so they are looked at again.
     */
    private static List<User> holdWith(Handle handle, Caller admin, UUID id) {
        List<User> held = handle.createQuery("select " + User.COLUMNS
                        + " from users where id = cast(:id as uuid) or subject = :admin order by id for no key update")
                .bind("id", id)
                .bind("admin", admin.subject())
                .map(User::read)
                .list();
        if (held.stream().noneMatch(user -> user.isAdmin(admin))) {
            throw new Forbidden("You are no longer an admin");
        }
        return held;
    }

    private static Optional<User> ofEmail(Handle handle, EmailAddress email) {
        return handle.createQuery("select " + User.COLUMNS + " from users where email = :email order by id limit 1")
                .bind("email", email.value())
                .map(User::read)
                .findOne();
    }

    /** @param column never a caller's word */
    private static User update(Handle handle, UUID id, String column, String value) {
        return handle.createUpdate("update users set %s = :value where id = :id".formatted(column))
                .bind("value", value)
                .bind("id", id)
                .executeAndReturnGeneratedKeys()
                .map(User::read)
                .one();
    }

    private void changed(Caller admin, String action, UUID user, Map<String, String> details) {
        audit.changed(new AuditEntry(admin.subject(), admin.apiKey(), action, user.toString(), details));
    }

    /** Of two facts those that there are. */
    private static Map<String, String> details(String name, String value, String otherName, String otherValue) {
        Map<String, String> details = new HashMap<>();
        details.put(name, value);
        details.put(otherName, otherValue);
        details.values().removeIf(Objects::isNull);
        return details;
    }

    private static void requireRole(String role) {
        if (role != null && !Role.OF_TOKENS.contains(role)) {
            throw InvalidInput.field(
                    "role", role, Role.OF_TOKENS.stream().sorted().collect(Collectors.joining(", ", "one of ", "")));
        }
    }

    private static NotFound notFound(UUID id) {
        return new NotFound("User", id);
    }
}
