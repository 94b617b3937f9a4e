package io.voxlynx.identity;

import io.voxlynx.audit.AuditEntry;
import io.voxlynx.audit.AuditLog;
import io.voxlynx.shared.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Where the events of somebody's campaigns go that have no receiver of their own. The URLs may hold secrets, so they are
 * kept out of {@link User}, which goes everywhere, and out of the audit log.
 */
@ApplicationScoped
public class DefaultWebhooks {

    @Inject
    Database database;

    @Inject
    AuditLog audit;

    /** Empty for none, and for who is no person. */
    public Optional<String> of(String subject) {
        return database.inStatement(handle -> handle.createQuery("select webhook_url from users where subject = ?")
                .bind(0, subject)
                .mapTo(String.class)
                .findOne());
    }

    /** Empty for none. */
    public Optional<String> of(UUID userId) {
        return database.inStatement(handle -> handle.createQuery("select webhook_url from users where id = ?")
                .bind(0, userId)
                .mapTo(String.class)
                .findOne());
    }

    /**
     * Joins the caller's transaction.
     *
     * @param url checked; null for none
     * @param host all of it that may be remembered; empty for none
     */
    public void change(Caller admin, UUID userId, String url, String host) {
        database.useTransaction(handle -> change(handle, admin, UserDirectory.hold(handle, admin, userId), url, host));
    }

    /** The caller's own. */
    public void changeOwn(Caller caller, String url, String host) {
        database.useTransaction(handle -> {
            User user = handle.createQuery(Profiles.BY_SUBJECT + " for no key update")
                    .bind("subject", caller.subject())
                    .map(User::read)
                    .one();
            change(handle, caller, user, url, host);
        });
    }

    private void change(Handle handle, Caller by, User user, String url, String host) {
        if (Objects.equals(of(user.id()).orElse(null), url)) {
            return;
        }
        handle.createUpdate("update users set webhook_url = :url where id = :id")
                .bind("url", url)
                .bind("id", user.id())
                .execute();
        audit.changed(new AuditEntry(
                by.subject(), by.apiKey(), "user.webhook_changed", user.id().toString(), Map.of("to", host)));
    }
}
