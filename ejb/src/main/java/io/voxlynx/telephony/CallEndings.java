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
        CallBook.Entry call = book.read(sessionId).orElseThrow();
        book.beginEnding(sessionId);
        try {
            rooms.delete(call.roomName()).requireGone();
        } catch (ProviderFailed e) {
            book.stopEnding(sessionId);
            throw e;
        }
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
