package io.voxlynx.outbox;

import com.github.f4b6a3.uuid.UuidCreator;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.InvalidInput;
import io.voxlynx.shared.Queues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Takes orders to tell somebody something. */
@ApplicationScoped
public class Callbacks {

    @Inject
    AddressGuard guard;

    @Inject
    CallbackBook book;

    @Inject
    Database database;

    @Inject
    Queues queues;

    /**
     * Refuses what could never be delivered, so that whoever names it learns of it at once. Asks the name servers: call
     * it before a transaction. It is asked again at each delivery.
     *
     * @throws InvalidInput naming {@code callback_url}, if it is no http or https URL, carries credentials, or leads to
     *     an address that is not of the public internet
     */
    public void requireDeliverable(String url) {
        try {
            guard.addressesOf(ReceiverUrl.of(url));
        } catch (UnfitReceiver e) {
            // One answer for all reasons: it must not tell which names and addresses exist in here.
            throw InvalidInput.field(
                    "callback_url", url, "an http or https URL without credentials, on the public internet");
        }
    }

    /**
     * Has it delivered, at least once, after those of the same subject that were ordered before. Joins the transaction
     * of the fact: nobody is told of what did not happen.
     *
     * @param event what happened, e.g. {@code call.answered}; goes out in a header
     * @param url checked by {@link #requireDeliverable}
     * @param jsonBody goes out as it is
     */
    public void enqueue(UUID subjectId, String event, String url, String jsonBody) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        database.useTransaction(handle -> {
            book.add(id, subjectId, event, url, jsonBody);
            database.afterCommit(() -> queues.callbacks(List.of(id)));
        });
    }
}
