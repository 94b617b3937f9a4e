package io.voxlynx.campaign;

import io.voxlynx.shared.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.UUID;

/** Moves a campaign's figures by the difference that one report on one call makes, so that they equal a recount. */
@ApplicationScoped
public class CampaignFigures {

    @Inject
    Database database;

    /** Joins the caller's transaction; writes nothing when the report changes no figure. */
    public void add(UUID campaignId, Change change) {
        if (change.isNone()) {
            return;
        }
        database.useTransaction(handle -> handle.createUpdate("""
                        update campaigns set
                            ended_calls = ended_calls + :ended,
                            failed_calls = failed_calls + :failed,
                            canceled_calls = canceled_calls + :canceled,
                            timeout_calls = timeout_calls + :timeout,
                            successful_calls = successful_calls + :successes,
                            costed_calls = costed_calls + :costed,
                            total_cost = total_cost + :cost,
                            timed_calls = timed_calls + :timed,
                            total_talk_seconds = total_talk_seconds + :seconds
                        where id = :id""")
                .bind("id", campaignId)
                .bind("ended", change.terminal("ENDED"))
                .bind("failed", change.terminal("FAILED"))
                .bind("canceled", change.terminal("CANCELED"))
                .bind("timeout", change.terminal("TIMEOUT"))
                .bind("successes", change.successes())
                .bind("costed", change.newlyCosted())
                .bind("cost", change.costDifference())
                .bind("timed", change.newlyTimed())
                .bind("seconds", change.durationDifference())
                .execute());
    }

    /**
     * Old and new value of what a report may change on a call; a new value of null leaves the old one.
     *
     * @param terminalStatus the terminal status the call has just reached; null if it has not
     */
    public record Change(
            String terminalStatus,
            BigDecimal oldCost,
            BigDecimal newCost,
            BigDecimal oldDuration,
            BigDecimal newDuration,
            Boolean oldSuccess,
            Boolean newSuccess) {

        boolean isNone() {
            return terminalStatus == null
                    && successes() == 0
                    && newlyCosted() == 0
                    && newlyTimed() == 0
                    && costDifference().signum() == 0
                    && durationDifference().signum() == 0;
        }

        int terminal(String status) {
            return status.equals(terminalStatus) ? 1 : 0;
        }

        int successes() {
            return newSuccess == null ? 0 : one(newSuccess) - one(Boolean.TRUE.equals(oldSuccess));
        }

        int newlyCosted() {
            return one(oldCost == null && newCost != null);
        }

        BigDecimal costDifference() {
            return difference(oldCost, newCost);
        }

        int newlyTimed() {
            return one(oldDuration == null && newDuration != null);
        }

        BigDecimal durationDifference() {
            return difference(oldDuration, newDuration);
        }

        private static int one(boolean value) {
            return value ? 1 : 0;
        }

        private static BigDecimal difference(BigDecimal from, BigDecimal to) {
            if (to == null) {
                return BigDecimal.ZERO;
            }
            return from == null ? to : to.subtract(from);
        }
    }
}
