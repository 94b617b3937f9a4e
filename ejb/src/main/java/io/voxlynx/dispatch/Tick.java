package io.voxlynx.dispatch;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.LogLine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jdbi.v3.core.statement.Query;

/** One round over the campaigns that dial: fills whatever is free. */
@ApplicationScoped
public class Tick {

    private static final Logger LOG = Logger.getLogger(Tick.class.getName());

    @Inject
    Database database;

    @Inject
    Lines lines;

    /** @param queued calls claimed and not yet heard of */
    public record Result(List<Lines.Filled> campaigns, int launched, int active, int queued) {}

    /** @param only this campaign; null for all. One that does not dial is passed over. */
    public Result run(UUID only) {
        List<Lines.Filled> filled =
                dialing(only).stream().map(this::fill).flatMap(Optional::stream).toList();
        return new Result(
                filled,
                filled.stream().mapToInt(Lines.Filled::launched).sum(),
                filled.stream().mapToInt(Lines.Filled::active).sum(),
                queued(filled.stream().map(Lines.Filled::campaignId).toArray(UUID[]::new)));
    }

    /** One that cannot be filled must not keep the others from it. */
    private Optional<Lines.Filled> fill(UUID campaignId) {
        try {
            return lines.fill(campaignId);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, LogLine.of("Campaign %s could not be filled", campaignId), e);
            return Optional.empty();
        }
    }

    /** Those with the fewest calls first. */
    private List<UUID> dialing(UUID only) {
        String one = only == null ? "" : " and id = :only";
        return database.inTransaction(handle -> {
            Query query = handle.createQuery("select id from campaigns where status in ('QUEUED', 'DIALING', 'RUNNING')"
                    + one + " order by active_calls, id");
            if (only != null) {
                query.bind("only", only);
            }
            return query.mapTo(UUID.class).list();
        });
    }

    private int queued(UUID[] campaigns) {
        return database.inTransaction(handle -> handle.createQuery(
                        "select count(*) from calls where campaign_id = any(?) and status = 'QUEUED'")
                .bind(0, campaigns)
                .mapTo(Integer.class)
                .one());
    }
}
