package io.voxlynx.sandbox.http;

/** One operation of a stand-in. It answers now or later, from any thread, through the reply. */
@FunctionalInterface
public interface Endpoint {
    /** @throws Refused to answer with that error */
    void handle(Request request, Reply reply);

    /** An operation that has its answer at once. */
    @FunctionalInterface
    interface Immediate {
        /** @throws Refused to answer with that error */
        Answer handle(Request request);
    }
}
