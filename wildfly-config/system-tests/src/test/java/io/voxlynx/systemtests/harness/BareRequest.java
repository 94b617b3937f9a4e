package io.voxlynx.systemtests.harness;

import io.voxlynx.sandbox.client.Answer;
import java.net.URI;

/** The head of a request and nothing after it, whatever it announces: what no proper client would send. */
public final class BareRequest {

    private final StringBuilder head;

    private BareRequest(String request) {
        this.head = new StringBuilder(request).append(" HTTP/1.1\r\nHost: localhost\r\n");
    }

    public static BareRequest of(String method, String path) {
        return new BareRequest(method + " " + path);
    }

    public BareRequest header(String name, Object value) {
        head.append(name).append(": ").append(value).append("\r\n");
        return this;
    }

    public Answer send(URI server) {
        return Wire.ask(server, head + "\r\n").orElseThrow();
    }
}
