package io.voxlynx.identity;

import com.github.f4b6a3.uuid.UuidCreator;
import io.voxlynx.audit.AuditEntry;
import io.voxlynx.audit.AuditLog;
import io.voxlynx.identity.Admission.Decision;
import io.voxlynx.shared.Conflict;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.Forbidden;
import io.voxlynx.shared.NotFound;
import io.voxlynx.shared.Page;
import io.voxlynx.shared.Timestamps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Keys that machines show instead of a token. A key speaks for its owner with some of his roles, as they are at the
 * moment of the request: whatever is decided about him is decided about his keys. People make and revoke them, not keys.
 */
@ApplicationScoped
public class ApiKeys {

    /** Begins every key, so that one is never taken for a token, and scanners for leaked secrets find it. */
    public static final String MARK = "vlx_";

    /** What every request with a key costs. */
    static final String BY_PREFIX = "select " + ApiKey.COLUMNS + ", k.secret_hash, u.*"
            + " from api_keys k join users u on u.id = k.user_id where k.prefix = :prefix";

    private static final int MOST_LIVING = 50;

    @Inject
    Database database;

    @Inject
    TrustedIssuers issuers;

    @Inject
    AuditLog audit;

    @Inject
    Clock clock;

    /** @param secret the key itself, which nobody can tell again */
    public record Made(ApiKey key, String secret) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Made[" + key + "]";
        }
    }

    private record Found(ApiKey key, byte[] secretHash, User owner) {}

    /**
     * @throws io.voxlynx.shared.InvalidInput for roles that the caller does not have, or a time that is not to come
     * @throws Conflict if he has as many living keys as one may have
     */
    public Made make(Caller caller, ApiKeyOrder order) {
        requirePerson(caller);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        TreeSet<String> scopes = new TreeSet<>(order.scopesFor(caller));
        Instant expiry = order.expiry(now);
        ApiKeySecret secret = ApiKeySecret.fresh();
        return database.inTransaction(handle -> {
            UUID owner = holdOwner(handle, caller);
            requireRoom(handle, owner, now);
            ApiKey key = new ApiKey(
                    UuidCreator.getTimeOrderedEpoch(),
                    owner,
                    order.name(),
                    secret.prefix(),
                    scopes,
                    now,
                    expiry,
                    null,
                    null);
            insert(handle, key, secret.hash());
            changed(caller, "key.created", key, Map.of("scopes", String.join(",", scopes), "expiresAt", "" + expiry));
            return new Made(key, secret.reveal());
        });
    }

    /**
     * Newest first: the caller's own; an admin's list is everybody's.
     *
     * @param userId whose; null for all that the caller may see
     */
    public Page<ApiKey> list(Caller caller, UUID userId, Page.Request page) {
        requirePerson(caller);
        String where = " from api_keys k join users u on u.id = k.user_id"
                + " where (:all or u.subject = :subject) and (cast(:userId as uuid) is null or k.user_id = cast(:userId as uuid))";
        return database.inTransaction(handle -> {
            Query items = handle.createQuery("select " + ApiKey.COLUMNS + where
                    + " order by k.created_at desc, k.id desc limit :limit offset :offset");
            Query count = handle.createQuery("select count(*)" + where);
            return new Page<>(
                    visibleTo(caller, userId, items)
                            .bind("limit", page.limit())
                            .bind("offset", page.offset())
                            .map(ApiKey::read)
                            .list(),
                    page,
                    visibleTo(caller, userId, count).mapTo(Long.class).one());
        });
    }

    private static Query visibleTo(Caller caller, UUID userId, Query query) {
        return query.bind("all", caller.isAdmin())
                .bind("subject", caller.subject())
                .bind("userId", userId);
    }

    /** From the next request on, on every node; a second time it changes nothing. @throws NotFound if it is another's */
    public void revoke(Caller caller, UUID id) {
        requirePerson(caller);
        database.useTransaction(handle -> {
            Found found = find(handle, id).orElseThrow(() -> new NotFound("API key", id));
            if (!caller.maySee(found.owner().subject())) {
                throw NotFound.anothers("API key", id);
            }
            if (found.key().revokedAt() == null) {
                handle.createUpdate("update api_keys set revoked_at = :now where id = :id")
                        .bind("now", Timestamps.of(clock.instant()))
                        .bind("id", id)
                        .execute();
                changed(caller, "key.revoked", found.key(), Map.of());
            }
        });
    }

    /** Whom this key speaks for, and as what; empty if it is none of ours, or over. */
    public Optional<Decision> admit(String shown) {
        Instant now = clock.instant();
        return ApiKeySecret.of(shown)
                .flatMap(secret -> database.inStatement(handle -> handle.createQuery(BY_PREFIX)
                                .bind("prefix", secret.prefix())
                                .map(ApiKeys::read)
                                .findOne())
                        .filter(found -> secret.hasHash(found.secretHash())))
                .flatMap(found -> decide(found, now));
    }

    /**
     * Whom the key with this prefix speaks for, and as what, if whoever signed the text has it; as {@link #admit}.
     *
     * @param signature HMAC-SHA256 over the text, under the SHA-256 of the key, in hexadecimal
     */
    public Optional<Decision> admitSigner(String prefix, String text, String signature) {
        Instant now = clock.instant();
        return database.inStatement(handle -> handle.createQuery(BY_PREFIX)
                        .bind("prefix", prefix)
                        .map(ApiKeys::read)
                        .findOne())
                .filter(found -> ApiKeySecret.hasSigned(found.secretHash(), text, signature))
                .flatMap(found -> decide(found, now));
    }

    private Optional<Decision> decide(Found found, Instant now) {
        if (found.key().isOver(now)) {
            return Optional.empty();
        }
        return issuers.needAllowlist(found.owner().issuer()).map(allowlist -> {
            noteUse(found.key(), now);
            return found.owner().decide(found.key(), allowlist);
        });
    }

    private static Found read(ResultSet row, StatementContext context) throws SQLException {
        return new Found(ApiKey.read(row, context), row.getBytes("secret_hash"), User.read(row, context));
    }

    /** Nobody waits for it: while somebody else notes the same, or if the database forgets it, the next request will do. */
    private void noteUse(ApiKey key, Instant now) {
        if (key.wasUsedBefore(now)) {
            database.useRedoableTransaction(handle -> handle.createUpdate("""
                            update api_keys set last_used_at = :now
                            where id = (select id from api_keys where id = :id for no key update skip locked)""")
                    .bind("now", Timestamps.of(now))
                    .bind("id", key.id())
                    .execute());
        }
    }

    private static Optional<Found> find(Handle handle, UUID id) {
        return handle.createQuery("select " + ApiKey.COLUMNS + ", k.secret_hash, u.*"
                        + " from api_keys k join users u on u.id = k.user_id where k.id = :id for no key update of k")
                .bind("id", id)
                .map(ApiKeys::read)
                .findOne();
    }

    /** Two that he makes at once are counted one after the other. */
    private static UUID holdOwner(Handle handle, Caller caller) {
        return handle.createQuery("select id from users where subject = :subject for no key update")
                .bind("subject", caller.subject())
                .mapTo(UUID.class)
                .findOne()
                .orElseThrow(() -> new Forbidden("Keys are for people who have signed in"));
    }

    private static void requireRoom(Handle handle, UUID owner, Instant now) {
        int living = handle.createQuery("""
                        select count(*) from api_keys where user_id = :owner and revoked_at is null and expires_at > :now""")
                .bind("owner", owner)
                .bind("now", Timestamps.of(now))
                .mapTo(Integer.class)
                .one();
        if (living >= MOST_LIVING) {
            throw new Conflict(
                    "You have " + living + " living keys; revoke one before you make another",
                    Map.of("most", MOST_LIVING));
        }
    }

    private static void insert(Handle handle, ApiKey key, byte[] hash) {
        handle.createUpdate("""
                        insert into api_keys (id, user_id, name, prefix, secret_hash, scopes, created_at, expires_at)
                        values (:id, :owner, :name, :prefix, :hash, :scopes, :createdAt, :expiresAt)""")
                .bind("id", key.id())
                .bind("owner", key.userId())
                .bind("name", key.name())
                .bind("prefix", key.prefix())
                .bind("hash", hash)
                .bindArray("scopes", String.class, new TreeSet<>(key.scopes()))
                .bind("createdAt", Timestamps.of(key.createdAt()))
                .bind("expiresAt", Timestamps.of(key.expiresAt()))
                .execute();
    }

    private void changed(Caller caller, String action, ApiKey key, Map<String, String> more) {
        Map<String, String> details = new HashMap<>(more);
        details.put("prefix", key.prefix());
        details.put("userId", key.userId().toString());
        audit.changed(new AuditEntry(caller.subject(), null, action, key.id().toString(), details));
    }

    private static void requirePerson(Caller caller) {
        if (caller.apiKey() != null) {
            throw new Forbidden("A key does not look after keys: sign in to do so");
        }
    }
}
