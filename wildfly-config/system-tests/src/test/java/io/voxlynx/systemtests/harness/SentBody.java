package io.voxlynx.systemtests.harness;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;

/** The body of a request that was sent, which the client tells only to those who subscribe to it. */
final class SentBody implements Flow.Subscriber<ByteBuffer> {

    private final BodySubscriber<byte[]> bytes = BodySubscribers.ofByteArray();

    private SentBody() {}

    /** For publishers that can be read again, such as those of texts and byte arrays. */
    static byte[] of(HttpRequest request) {
        SentBody body = new SentBody();
        request.bodyPublisher().orElseGet(HttpRequest.BodyPublishers::noBody).subscribe(body);
        return body.bytes.getBody().toCompletableFuture().join();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        bytes.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer piece) {
        bytes.onNext(List.of(piece));
    }

    @Override
    public void onError(Throwable failure) {
        bytes.onError(failure);
    }

    @Override
    public void onComplete() {
        bytes.onComplete();
    }
}
