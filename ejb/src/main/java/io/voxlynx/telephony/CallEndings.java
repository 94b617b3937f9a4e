package io.voxlynx.telephony;

import io.voxlynx.session.CallState;
import io.voxlynx.session.SessionReport;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.ProviderFailed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;

/**
 * Ends calls because somebody here wants it. The wish is committed first: from then on nobody dials, and what LiveKit
 * reports of the end is understood as its doing.
 */
@ApplicationScoped
class CallEndings {

    @Inject
    Database database;

    @Inject
    CallBook book;

    @Inject
    Rooms rooms;

    @Inject
    CallReports reports;

    @Inject
    Clock clock;

    /** @throws ProviderFailed if LiveKit does not do it; the call is as it was */
    void end(UUID sessionId) {
        book.beginEnding(sessionId);
        try {
            carryOut(sessionId);
        } catch (ProviderFailed e) {
            book.stopEnding(sessionId);
            throw e;
        }
    }

    /** The wish of somebody who is still to be told, or never will be. @throws ProviderFailed and the wish remains */
    void carryOut(UUID sessionId) {
        CallBook.Entry call = book.read(sessionId).orElseThrow();
        rooms.delete(call.roomName()).requireGone();
        database.useTransaction(handle -> {
            book.read(sessionId)
                    .filter(CallBook.Entry::isRinging)
                    .ifPresentOrElse(
                            ringing -> reports.apply(
                                    sessionId,
                                    SessionReport.once(
                                            "ended", CallState.FAILED, Failure.CANCELED.reason(), clock.instant()),
                                    null),
                            () -> reports.over(sessionId, "ended", "ended", clock.instant()));
        });
    }
}
