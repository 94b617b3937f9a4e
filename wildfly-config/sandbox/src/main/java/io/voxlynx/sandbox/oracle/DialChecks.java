package io.voxlynx.sandbox.oracle;

import io.voxlynx.sandbox.oracle.Evidence.CallRow;
import io.voxlynx.sandbox.oracle.Evidence.EventRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** I1, I2, I4 and I7: the phones that rang, against the calls. */
final class DialChecks {

    private final Trial trial;
    private final Evidence evidence;
    private final Map<String, CallRow> calls;

    DialChecks(Trial trial, Evidence evidence) {
        this.trial = trial;
        this.evidence = evidence;
        this.calls = evidence.callsById();
    }

    Verdict oneDialPerAttempt() {
        return new Tally("I1")
                .lookedAt("dials", evidence.dials().size())
                .wrong(
                        "attempts dialled more than once",
                        repeated(evidence.dials().stream()
                                .map(dial -> calls.get(dial.attemptId()).contactAndAttempt())))
                .wrong(
                        "attempts with more than one call",
                        repeated(evidence.calls().stream().map(CallRow::contactAndAttempt)))
                .wrong(
                        "phones that rang more than once",
                        repeated(evidence.dials().stream().map(Dial::phone)))
                .wrong(
                        "phones that are not the contact's",
                        evidence.dials().stream()
                                .filter(dial ->
                                        !calls.get(dial.attemptId()).phone().equals(dial.phone()))
                                .map(Dial::attemptId)
                                .toList())
                .promised("dials", evidence.dials().size())
                .verdict();
    }

    private static List<String> repeated(Stream<String> keys) {
        return keys.collect(Collectors.groupingBy(key -> key, Collectors.counting())).entrySet().stream()
                .filter(count -> count.getValue() > 1)
                .map(count -> count.getKey() + ", " + count.getValue() + " times")
                .toList();
    }

    Verdict capsHold() {
        Timeline own = new Timeline(evidence.dials());
        Timeline all = new Timeline(everybodys());
        List<String> above = new ArrayList<>();
        for (Dial dial : evidence.dials()) {
            int active = own.atBeginOf(dial);
            int cap = trial.caps()
                    .greatest(
                            calls.get(dial.attemptId()).queuedAt(),
                            dial.receivedAt(),
                            evidence.campaign().cap());
            if (active > cap) {
                above.add(dial.callId() + " was number " + active + " of " + cap);
            }
        }
        List<String> aboveAll = everybodys().stream()
                .filter(dial -> all.atBeginOf(dial) > trial.providerCap())
                .map(dial -> dial.callId() + " was number " + all.atBeginOf(dial) + " of " + trial.providerCap())
                .toList();
        return new Tally("I2")
                .lookedAt("dials", evidence.dials().size())
                .wrong("above the campaign's cap", above)
                .wrong("above the provider's cap", aboveAll)
                .wrong("lines given back while the phone was on", givenBackTooSoon())
                .wrong("lines still held", evidence.heldLines())
                .wrong("lines leaked", Math.abs(evidence.leakedLines()))
                .promised("dials", evidence.dials().size())
                .verdict("most at once " + own.most() + ", over all campaigns " + all.most() + " of "
                        + trial.providerCap());
    }

    private List<Dial> everybodys() {
        return Stream.of(evidence.dials(), evidence.others(), evidence.strangers())
                .flatMap(List::stream)
                .toList();
    }

    /** A line is given back by the event that ends its call: it must not be recorded before the provider's end. */
    private List<String> givenBackTooSoon() {
        Map<UUID, Instant> givenBack = new HashMap<>();
        for (EventRow event : evidence.events()) {
            if (Fold.isTerminal(event.status())) {
                givenBack.putIfAbsent(event.callId(), event.recordedAt());
            }
        }
        return evidence.dials().stream()
                .filter(dial -> {
                    Instant back = givenBack.get(calls.get(dial.attemptId()).id());
                    return back != null && dial.lasts(back);
                })
                .map(dial -> calls.get(dial.attemptId()).id() + " at "
                        + givenBack.get(calls.get(dial.attemptId()).id()) + ", its phone was on from "
                        + dial.receivedAt() + " to " + dial.endedAt())
                .toList();
    }

    Verdict everyContactAccountedFor() {
        List<CallRow> rows = evidence.calls();
        Set<String> rang = evidence.dials().stream().map(Dial::callId).collect(Collectors.toSet());
        Map<String, CallRow> byProvider = rows.stream()
                .filter(call -> call.providerCallId() != null)
                .collect(Collectors.toMap(CallRow::providerCallId, call -> call, (one, other) -> one));
        return new Tally("I4")
                .lookedAt("contacts", evidence.campaign().countedContacts())
                .lookedAt("calls", rows.size())
                .lookedAt("dials", evidence.dials().size())
                .lookedAt("calls whose phone never rang", neverRang())
                .wrong("calls too many whose phone never rang", Math.max(0, neverRang() - trial.mayNotRing()))
                .wrong("campaigns not over", evidence.campaign().isOver() ? 0 : 1)
                .wrong("campaigns that nobody stopped and that stopped", hasGivenUp() ? 1 : 0)
                .wrong("contacts without an outcome", withoutOutcome())
                .wrong(
                        "calls not over",
                        rows.stream()
                                .filter(call -> !call.isOver())
                                .map(call -> call.id() + " is " + call.status() + ", " + call.launchState())
                                .toList())
                .wrong(
                        "calls that the provider does not know",
                        rows.stream()
                                .filter(call -> call.providerCallId() != null
                                        ? !rang.contains(call.providerCallId())
                                        : call.launchState().equals("ACCEPTED"))
                                .map(call -> call.id() + " as " + call.providerCallId())
                                .toList())
                .wrong(
                        "dials that their calls do not know",
                        evidence.dials().stream()
                                .filter(dial -> !knows(byProvider.get(dial.callId()), dial))
                                .map(dial -> dial.callId() + " for " + dial.attemptId())
                                .toList())
                .wrong(
                        "dials of nobody's",
                        evidence.strangers().stream()
                                .map(dial -> dial.callId() + " for " + dial.attemptId())
                                .toList())
                .promised("dials", evidence.dials().size())
                .verdict();
    }

    private static boolean knows(CallRow call, Dial dial) {
        return call != null && call.id().toString().equals(dial.attemptId());
    }

    private long neverRang() {
        Set<String> rang = evidence.dials().stream().map(Dial::attemptId).collect(Collectors.toSet());
        return calls.keySet().stream().filter(call -> !rang.contains(call)).count();
    }

    private boolean hasGivenUp() {
        return evidence.campaign().isOver()
                && !evidence.campaign().isCompleted()
                && !(evidence.campaign().isCanceled() && trial.mayBeCanceled());
    }

    /** Whom a campaign that was stopped never got to needs none. */
    private long withoutOutcome() {
        Set<UUID> called = new HashSet<>();
        Set<UUID> settled = new HashSet<>();
        for (CallRow call : evidence.calls()) {
            called.add(call.contactId());
            if (call.isOver()) {
                settled.add(call.contactId());
            }
        }
        long wanted = evidence.campaign().isCompleted() ? evidence.campaign().countedContacts() : called.size();
        return wanted - settled.size();
    }

    Verdict lineIsFull() {
        double lines = Math.min(evidence.campaign().cap(), evidence.campaign().contacts());
        double utilisation = new Timeline(evidence.dials()).mean() / lines;
        boolean judged = trial.leastUtilisation() > 0;
        return new Tally("I7")
                .lookedAt("campaigns", 1)
                .lookedAt("of them judged", judged ? 1 : 0)
                .wrong("with idle lines", judged && !(utilisation >= trial.leastUtilisation()) ? 1 : 0)
                .verdict(String.format(Locale.ROOT, "mean active / cap %.4f while contacts remained", utilisation)
                        + (judged
                                ? String.format(Locale.ROOT, ", at least %.2f wanted", trial.leastUtilisation())
                                : ""));
    }
}
