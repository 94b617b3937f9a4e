package io.voxlynx.command;

import io.voxlynx.upkeep.ExpiredRows;
import io.voxlynx.upkeep.PerishableRows;
import io.voxlynx.upkeep.Retention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What was ordered long ago. Without its row a command that somebody has kept, signature and all, is a new one. */
@ApplicationScoped
class OldCommands implements PerishableRows {

    private static final int LEAST_DAYS = 30;

    private static final ExpiredRows ROWS = ExpiredRows.deletedFrom(
            "commands", ExpiredRows.Column.number("position"), "created_at", "t.created_at < :before");

    @Inject
    @ConfigProperty(name = "voxlynx.retention.commands-days", defaultValue = "400")
    Retention retention;

    @Override
    public String kind() {
        return "commands";
    }

    @Override
    public Retention retention() {
        return retention;
    }

    @Override
    public int leastDays() {
        return LEAST_DAYS;
    }

    @Override
    public ExpiredRows rows() {
        return ROWS;
    }
}
