package io.voxlynx.web.http;

import jakarta.servlet.ServletRequest;

/** Where a request comes from. */
public final class ClientAddress {

    private ClientAddress() {}

    public static String of(ServletRequest request) {
        return request.getRemoteAddr();
    }
}
