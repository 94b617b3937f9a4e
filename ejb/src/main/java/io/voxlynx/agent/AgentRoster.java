package io.voxlynx.agent;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.PhoneNumber;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** Which agents may talk now. Joins the transaction of the one who asks; deleted agents are not there. */
@ApplicationScoped
public class AgentRoster {

    private static final String ON_DUTY = "select id, owner_id, name from agents where deleted_at is null and ";

    @Inject
    Database database;

    public Optional<AgentOnDuty> find(UUID agentId) {
        return one("id = ?", agentId);
    }

    /** Whose number this is. */
    public Optional<AgentOnDuty> answering(PhoneNumber number) {
        return one("phone_number = ?", number.e164());
    }

    private Optional<AgentOnDuty> one(String condition, Object value) {
        return database.inTransaction(handle -> handle.createQuery(ON_DUTY + condition)
                .bind(0, value)
                .map((row, context) ->
                        new AgentOnDuty(row.getObject(1, UUID.class), row.getString(2), row.getString(3)))
                .findOne());
    }
}
