package io.voxlynx.session;

import io.voxlynx.shared.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

/** What is known about conversations that are over. */
@ApplicationScoped
public class Analyses {

    @Inject
    Database database;

    /** Empty until there is one: the session lasts, nothing was said, or nobody could make sense of it. */
    public Optional<CallAnalysis> of(UUID sessionId) {
        return database.inTransaction(handle ->
                handle.createQuery("""
                        select summary, sentiment, sentiment_score, topics, outcome, action_items
                        from analyses where session_id = ? and summary is not null""").bind(0, sessionId).map(Analyses::read).findOne());
    }

    private static CallAnalysis read(ResultSet row, StatementContext context) throws SQLException {
        return new CallAnalysis(
                row.getString("summary"),
                Sentiment.valueOf(row.getString("sentiment")),
                row.getBigDecimal("sentiment_score"),
                texts(row, "topics"),
                row.getString("outcome"),
                texts(row, "action_items"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
