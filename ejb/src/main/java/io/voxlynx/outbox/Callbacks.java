package io.voxlynx.outbox;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.InvalidInput;
import io.voxlynx.shared.Queues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import okhttp3.HttpUrl;

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
    CallbackSender sender;

    @Inject
    CallbackSignature signature;

    @Inject
    Lanes lanes;

    @Inject
    Queues queues;

    /**
     * Refuses what could never be delivered, so that whoever names it learns of it at once. Asks the name servers: call
     * it before a transaction. It is asked again at each delivery.
     *
     * @param field by which the caller names it
     * @throws InvalidInput naming the field, if it is no http or https URL, carries credentials, or leads to an address
     *     that is not of the public internet
     */
    public void requireDeliverable(String field, String url) {
        try {
            guard.addressesOf(ReceiverUrl.of(url));
        } catch (UnfitReceiver e) {
            // One answer for all reasons: it must not tell which names and addresses exist in here.
            throw InvalidInput.field(field, url, "an http or https URL without credentials, on the public internet");
        }
    }

    /** All of a URL that may be told: the rest of it may hold secrets. Empty for null. */
    public static String hostOf(String url) {
        HttpUrl receiver = url == null ? null : HttpUrl.parse(url);
        return receiver == null ? "" : receiver.host();
    }

    /** With it receivers verify what is sent because of this owner's campaigns; 64 characters. */
    public String secretOf(String ownerId) {
        return signature.secretOf(ownerId);
    }

    /** Sends it now, once, signed as everything else, and keeps nothing of it. Not within a transaction. */
    public Trial tryOut(CallbackOrder order) {
        Reply reply = sender.send(new Callback(
                order.id(),
                order.subjectId(),
                order.event(),
                order.url(),
                order.body(),
                order.campaignId(),
                order.ownerId(),
                false,
                1,
                null,
                null,
                true));
        if (reply.isDelivered()) {
            return Trial.delivered;
        }
        return reply.status() == null ? Trial.unreachable : Trial.refused;
    }

    /**
     * Has it delivered, at least once, after those of the same subject that were ordered before. Joins the transaction
     * of the fact: nobody is told of what did not happen.
     */
    public void enqueue(CallbackOrder order) {
        enqueue(order, "cast(:url as text)");
    }

    /**
     * The same, to whoever wants to hear of it: looked up by the same statement, since it is asked wherever a call moves.
     *
     * @param order without a URL
     * @param receiver a subquery for the URL, that knows {@code :campaign} and {@code :event}; never a caller's word
     */
    public void enqueueFor(String receiver, CallbackOrder order) {
        enqueue(order, receiver);
    }

    private void enqueue(CallbackOrder order, String url) {
        database.useTransaction(handle -> book.add(order, url)
                .ifPresent(host -> database.afterCommit(() -> {
                    // Whoever is busy with this host comes to it by himself.
                    if (lanes.hasRoom(host)) {
                        queues.callbacks(List.of(order.id()));
                    }
                })));
    }
}
