package io.voxlynx.event;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.Fired;
import java.util.List;
import java.util.UUID;

/** Events on a database of a test. */
public final class EventsForTests {

    private EventsForTests() {}

    public static DomainEvents events(Database database) {
        DomainEvents events = new DomainEvents();
        events.database = database;
        events.relay = new EventRelay() {
            @Override
            void wake() {
                // Whoever wants them told says so.
            }
        };
        events.recorded = new Fired<>();
        return events;
    }

    /** What others are told of this campaign, call, session, usage or import, in its order: their words. */
    public static List<String> of(Database database, UUID subjectId) {
        return database.inTransaction(
                handle -> handle.createQuery("select type from domain_events where subject_id = ? order by position")
                        .bind(0, subjectId)
                        .mapTo(String.class)
                        .list());
    }

    /** One fact of the only event of that type about this subject; null if it does not say. */
    public static String fact(Database database, UUID subjectId, EventType type, String name) {
        return database.inTransaction(handle -> handle.createQuery(
                        "select data ->> :name from domain_events where subject_id = :id and type = :type")
                .bind("name", name)
                .bind("id", subjectId)
                .bind("type", type.word())
                .map((row, context) -> row.getString(1))
                .one());
    }
}
