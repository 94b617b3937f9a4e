package io.voxlynx.dispatch;

import io.voxlynx.shared.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Stops launching while the provider is down. Its state is a row, so that all nodes stop together, one of them tries
 * again, and the campaign's detail can say why nothing moves.
 */
@ApplicationScoped
public class Breaker {

    @Inject
    Database database;

    @Inject
    @ConfigProperty(name = "voxlynx.dispatch.breaker-failures", defaultValue = "5")
    int threshold;

    @Inject
    @ConfigProperty(name = "voxlynx.dispatch.breaker-open-seconds", defaultValue = "15")
    int openSeconds;

    /** Why nothing is launched, and when the provider is tried next. */
    public record Open(Instant until, String reason) {}

    public Optional<Open> open() {
        return database.inTransaction(handle -> handle.createQuery("""
                        select open_until, reason from provider_breakers
                        where provider = ? and open_until > clock_timestamp()""")
                .bind(0, Lines.PROVIDER)
                .map((row, context) -> new Open(row.getTimestamp(1).toInstant(), row.getString(2)))
                .findOne());
    }

    /** True if a launch may go out now. After an outage it lets one through, and the next only if that one came back. */
    boolean letsPass() {
        return database.inTransaction(handle -> {
            boolean closed = handle.createQuery("select open_until is null from provider_breakers where provider = ?")
                    .bind(0, Lines.PROVIDER)
                    .mapTo(Boolean.class)
                    .one();
            return closed
                    || handle.createUpdate("""
                                            update provider_breakers
                                            set open_until = clock_timestamp() + make_interval(secs => ?)
                                            where provider = ? and open_until <= clock_timestamp()""")
                                    .bind(0, openSeconds)
                                    .bind(1, Lines.PROVIDER)
                                    .execute()
                            == 1;
        });
    }

    void succeeded() {
        database.useTransaction(
                handle -> handle.createUpdate("""
                        update provider_breakers
                        set consecutive_failures = 0, open_until = null, reason = null, changed_at = clock_timestamp()
                        where provider = ? and consecutive_failures > 0""").bind(0, Lines.PROVIDER).execute());
    }

    void failed(String reason) {
        database.useTransaction(handle -> handle.createUpdate("""
                        update provider_breakers
                        set consecutive_failures = consecutive_failures + 1, reason = :reason,
                            changed_at = clock_timestamp(),
                            open_until = case when consecutive_failures + 1 >= :threshold
                                then clock_timestamp() + make_interval(secs => :seconds) end
                        where provider = :provider""")
                .bind("reason", reason)
                .bind("threshold", threshold)
                .bind("seconds", openSeconds)
                .bind("provider", Lines.PROVIDER)
                .execute());
    }
}
