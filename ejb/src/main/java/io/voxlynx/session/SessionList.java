package io.voxlynx.session;

import io.voxlynx.identity.Caller;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Lists of sessions. A page is read in the order of an index; how many there are is known by whole days, and counted
 * only for the parts of days at the ends of a range.
 */
@ApplicationScoped
public class SessionList {

    /** Whatever the statistics say: no way but along an index, which need not be sorted. */
    static final String ALONG_AN_INDEX =
            "set local enable_seqscan = off; set local enable_bitmapscan = off; set local enable_sort = off";

    @Inject
    Database database;

    @Inject
    SessionDays days;

    /** The caller's sessions, everybody's for those who act for others; newest first. */
    public Page<VoiceSession> of(Caller caller, SessionFilter filter, Page.Request page) {
        String owner = caller.actsForOthers() ? null : caller.subject();
        return database.inTransaction(handle -> {
            handle.execute(ALONG_AN_INDEX);
            return new Page<>(items(handle, owner, filter, page), page, total(handle, owner, filter));
        });
    }

    private static List<VoiceSession> items(Handle handle, String owner, SessionFilter filter, Page.Request page) {
        return bound(handle.createQuery(pageOf(owner, filter)), owner, filter)
                .bind("limit", page.limit())
                .bind("offset", page.offset())
                .map(Sessions::read)
                .list();
    }

    private long total(Handle handle, String owner, SessionFilter filter) {
        Instant firstDay = filter.from() == null ? null : dayNotBefore(filter.from());
        Instant endDay = filter.until() == null ? null : filter.until().truncatedTo(ChronoUnit.DAYS);
        if (firstDay != null && endDay != null && !firstDay.isBefore(endDay)) {
            return count(handle, owner, filter);
        }
        long whole = days.sessions(owner, filter.direction(), day(firstDay), day(endDay));
        long before = count(handle, owner, new SessionFilter(filter.from(), firstDay, filter.direction()));
        long after = count(handle, owner, new SessionFilter(endDay, filter.until(), filter.direction()));
        return before + whole + after;
    }

    private static long count(Handle handle, String owner, SessionFilter filter) {
        boolean isEmpty = filter.from() == null
                || filter.until() == null
                || !filter.from().isBefore(filter.until());
        return isEmpty
                ? 0
                : bound(handle.createQuery(countOf(owner, filter)), owner, filter)
                        .mapTo(Long.class)
                        .one();
    }

    /** Binds what the filter has, and owner, limit, offset. */
    static String pageOf(String owner, SessionFilter filter) {
        return "select " + Sessions.COLUMNS + " from sessions where " + conditions(owner, filter)
                + " order by created_at desc, id desc limit :limit offset :offset";
    }

    static String countOf(String owner, SessionFilter filter) {
        return "select count(*) from sessions where " + conditions(owner, filter);
    }

    private static String conditions(String owner, SessionFilter filter) {
        return "true"
                + (owner == null ? "" : " and owner_id = :owner")
                + (filter.direction() == null ? "" : " and direction = :direction")
                + (filter.from() == null ? "" : " and created_at >= :from")
                + (filter.until() == null ? "" : " and created_at < :until");
    }

    static Query bound(Query query, String owner, SessionFilter filter) {
        if (owner != null) {
            query.bind("owner", owner);
        }
        if (filter.direction() != null) {
            query.bind("direction", filter.direction().name());
        }
        if (filter.from() != null) {
            query.bind("from", filter.from().atOffset(ZoneOffset.UTC));
        }
        if (filter.until() != null) {
            query.bind("until", filter.until().atOffset(ZoneOffset.UTC));
        }
        return query;
    }

    private static Instant dayNotBefore(Instant at) {
        Instant start = at.truncatedTo(ChronoUnit.DAYS);
        return start.equals(at) ? start : start.plus(1, ChronoUnit.DAYS);
    }

    private static LocalDate day(Instant start) {
        return start == null ? null : LocalDate.ofInstant(start, ZoneOffset.UTC);
    }
}
