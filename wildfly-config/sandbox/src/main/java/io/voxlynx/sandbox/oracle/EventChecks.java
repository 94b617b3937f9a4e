package io.voxlynx.sandbox.oracle;

import io.voxlynx.sandbox.oracle.Delivery.Event;
import io.voxlynx.sandbox.oracle.Evidence.CallRow;
import io.voxlynx.sandbox.oracle.Evidence.Counters;
import io.voxlynx.sandbox.oracle.Evidence.EventRow;
import io.voxlynx.sandbox.oracle.Evidence.InboxRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** I3, I5 and I6: the webhooks that were taken, against the event log and what became of them. */
final class EventChecks {

    private final Evidence evidence;

    EventChecks(Evidence evidence) {
        this.evidence = evidence;
    }

    /**
     * Whose call a webhook is about is asked of the dial log, since the database may have learned of it late or never;
     * which event it is, of what its body says, since bodies of the same event differ.
     */
    Verdict everyWebhookOnce() {
        Set<Event> taken = evidence.deliveries().stream()
                .filter(Delivery::taken)
                .map(Delivery::event)
                .collect(Collectors.toSet());
        Map<Event, Set<String>> sent = evidence.deliveries().stream()
                .filter(delivery -> delivery.sha256() != null)
                .collect(Collectors.groupingBy(
                        Delivery::event, Collectors.mapping(Delivery::sha256, Collectors.toSet())));
        Map<Event, List<InboxRow>> kept = evidence.inbox().stream().collect(Collectors.groupingBy(InboxRow::event));
        Map<Long, List<EventRow>> logged = evidence.events().stream()
                .filter(event -> event.inboxId() != null)
                .collect(Collectors.groupingBy(EventRow::inboxId));
        List<InboxRow> rows =
                taken.stream().flatMap(event -> rowsOf(kept, event).stream()).toList();
        return new Tally("I3")
                .lookedAt("deliveries", evidence.deliveries().size())
                .lookedAt("webhooks answered with success", taken.size())
                .wrong("lost", events(taken, event -> rowsOf(kept, event).isEmpty()))
                .wrong(
                        "kept more than once",
                        events(taken, event -> rowsOf(kept, event).size() > 1))
                .wrong(
                        "kept with another body",
                        rows(
                                evidence.inbox(),
                                row -> sent.containsKey(row.event())
                                        && !sent.get(row.event()).contains(row.sha256())))
                .wrong(
                        "not applied",
                        rows(evidence.inbox(), row -> row.open() || !row.state().equals("APPLIED")))
                .wrong("not in the event log", rows(rows, row -> !logged.containsKey(row.id())))
                .wrong(
                        "in the event log more than once",
                        rows(
                                rows,
                                row -> logged.getOrDefault(row.id(), List.of()).size() > 1))
                .wrong("in another call's log", strayed(rows, logged))
                .wrong("reports without effect", withoutEffect(rows))
                .promised("webhooks", taken.size())
                .verdict();
    }

    private static List<InboxRow> rowsOf(Map<Event, List<InboxRow>> kept, Event event) {
        return kept.getOrDefault(event, List.of());
    }

    private static List<String> events(Set<Event> events, Predicate<Event> wrong) {
        return events.stream().filter(wrong).map(Event::toString).toList();
    }

    private static List<String> rows(List<InboxRow> rows, Predicate<InboxRow> wrong) {
        return rows.stream()
                .filter(wrong)
                .map(row -> "inbox row " + row.id() + " (" + row.state() + ") of " + row.event())
                .toList();
    }

    private List<String> strayed(List<InboxRow> rows, Map<Long, List<EventRow>> logged) {
        Map<String, String> attempts =
                evidence.dials().stream().collect(Collectors.toMap(Dial::callId, Dial::attemptId));
        return rows(
                rows,
                row -> logged.getOrDefault(row.id(), List.of()).stream()
                        .anyMatch(event -> !event.callId()
                                .toString()
                                .equals(attempts.get(row.event().callId()))));
    }

    /** What a report says of the costs must be what the call shows. */
    private List<String> withoutEffect(List<InboxRow> rows) {
        Map<String, String> attempts =
                evidence.dials().stream().collect(Collectors.toMap(Dial::callId, Dial::attemptId));
        Map<String, CallRow> calls = evidence.callsById();
        return rows(rows, row -> {
            CallRow call = calls.get(attempts.get(row.event().callId()));
            return row.cost() != null && (call.cost() == null || call.cost().compareTo(row.cost()) != 0);
        });
    }

    Verdict statusIsTheFold() {
        Map<UUID, String> folded = new HashMap<>();
        for (EventRow event : evidence.events()) {
            if (event.status() != null) {
                folded.merge(event.callId(), Fold.after("QUEUED", event.status()), Fold::after);
            }
        }
        List<String> differ = evidence.calls().stream()
                .filter(call -> !call.status().equals(folded.getOrDefault(call.id(), "QUEUED")))
                .map(call -> call.id() + " is " + call.status() + ", its events say " + folded.get(call.id()))
                .toList();
        return new Tally("I5")
                .lookedAt("calls", evidence.calls().size())
                .lookedAt("events", evidence.events().size())
                .wrong("other than the fold of their events", differ)
                .wrong("changes of the event log that went through", evidence.allowedChanges())
                .promised("events", evidence.events().size())
                .verdict();
    }

    Verdict countersEqualARecount() {
        List<String> wrong = new ArrayList<>();
        Counters counted = recount();
        Counters told = evidence.campaign().counters();
        if (!same(counted, told)) {
            wrong.add(evidence.campaign().id() + " says " + told + ", counted are " + counted);
        }
        long contacts = evidence.campaign().contacts() - evidence.campaign().countedContacts();
        return new Tally("I6")
                .lookedAt("campaigns", 1)
                .wrong("with counters other than a recount", wrong)
                .wrong("contacts too many or too few", Math.abs(contacts))
                .verdict();
    }

    private static boolean same(Counters one, Counters other) {
        return one.numbers().equals(other.numbers())
                && one.cost().compareTo(other.cost()) == 0
                && one.seconds().compareTo(other.seconds()) == 0;
    }

    private Counters recount() {
        List<CallRow> calls = evidence.calls();
        return new Counters(
                calls.size(),
                count(CallRow::slotHeld),
                count(call -> call.status().equals("ENDED")),
                count(call -> call.status().equals("FAILED")),
                count(call -> call.status().equals("CANCELED")),
                count(call -> call.status().equals("TIMEOUT")),
                count(call -> Boolean.TRUE.equals(call.success())),
                count(call -> call.cost() != null),
                sum(CallRow::cost),
                count(call -> call.seconds() != null),
                sum(CallRow::seconds));
    }

    private long count(Predicate<CallRow> which) {
        return evidence.calls().stream().filter(which).count();
    }

    private BigDecimal sum(Function<CallRow, BigDecimal> what) {
        return evidence.calls().stream().map(what).filter(Objects::nonNull).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
