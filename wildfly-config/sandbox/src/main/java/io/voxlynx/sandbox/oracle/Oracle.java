package io.voxlynx.sandbox.oracle;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.oracle.Evidence.CallRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks the invariants I1 to I7 for campaigns that are over. Every one is looked at, also after a breach; I7 where
 * something is wanted of it.
 */
public final class Oracle {

    private final Connection database;
    private final Books books;
    private final ProviderLog log;

    /** @param database must see the application's schema first in its search path */
    public Oracle(Connection database, Api sandbox) {
        this(database, new ProviderLog(sandbox));
    }

    /** @param log may have been read before, for other campaigns */
    public Oracle(Connection database, ProviderLog log) {
        this.database = database;
        this.books = new Books(database);
        this.log = log;
    }

    /** For a campaign whose cap never changed, and whose phones rang. */
    public List<Verdict> judge(UUID campaignId, int providerCap, double leastUtilisation) throws SQLException {
        return judge(new Trial(campaignId, providerCap, leastUtilisation));
    }

    public List<Verdict> judge(Trial trial) throws SQLException {
        return judge(trial, gather(trial.campaignId()));
    }

    static List<Verdict> judge(Trial trial, Evidence evidence) {
        DialChecks dials = new DialChecks(trial, evidence);
        EventChecks events = new EventChecks(evidence);
        return List.of(
                dials.oneDialPerAttempt(),
                dials.capsHold(),
                events.everyWebhookOnce(),
                dials.everyContactAccountedFor(),
                events.statusIsTheFold(),
                events.countersEqualARecount(),
                dials.lineIsFull());
    }

    private Evidence gather(UUID campaignId) throws SQLException {
        List<String> allowedChanges = books.allowedChanges();
        log.readOn();
        database.setAutoCommit(false);
        database.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try {
            return read(campaignId, allowedChanges);
        } finally {
            database.rollback();
            database.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            database.setAutoCommit(true);
        }
    }

    private Evidence read(UUID campaignId, List<String> allowedChanges) throws SQLException {
        List<CallRow> calls = books.calls(campaignId);
        Set<String> ids = calls.stream().map(call -> call.id().toString()).collect(Collectors.toSet());
        Instant begin =
                calls.stream().map(CallRow::queuedAt).min(Instant::compareTo).orElse(Instant.MAX);
        learn(log.dials());
        Map<Whose, List<Dial>> dials = new HashMap<>(log.dials().stream()
                .filter(dial -> ids.contains(dial.attemptId()) || dial.lasts(begin))
                .collect(Collectors.groupingBy(dial -> whose(dial, ids))));
        List<Dial> own = dials.getOrDefault(Whose.OWN, List.of());
        List<String> providerCallIds = own.stream().map(Dial::callId).toList();
        return new Evidence(
                books.campaign(campaignId),
                books.heldLines(campaignId),
                books.leakedLines(),
                allowedChanges,
                calls,
                books.events(campaignId),
                books.inbox(providerCallIds),
                own,
                dials.getOrDefault(Whose.ANOTHERS, List.of()),
                dials.getOrDefault(Whose.NOBODYS, List.of()),
                providerCallIds.stream()
                        .flatMap(call -> log.deliveries(call).stream())
                        .toList());
    }

    private enum Whose {
        OWN,
        ANOTHERS,
        NOBODYS
    }

    private Whose whose(Dial dial, Set<String> ids) {
        if (ids.contains(dial.attemptId())) {
            return Whose.OWN;
        }
        return log.known().contains(dial.attemptId()) ? Whose.ANOTHERS : Whose.NOBODYS;
    }

    private void learn(Iterable<Dial> dials) throws SQLException {
        Stream.Builder<String> asked = Stream.builder();
        for (Dial dial : dials) {
            if (dial.attemptId() != null && !log.known().contains(dial.attemptId())) {
                asked.add(dial.attemptId());
            }
        }
        log.known().addAll(books.known(asked.build().toList()));
    }
}
