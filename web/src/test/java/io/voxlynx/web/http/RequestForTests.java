package io.voxlynx.web.http;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A request as the container would hand it over, as far as anybody here asks. */
public final class RequestForTests {

    private RequestForTests() {}

    /** @param headers one of each name */
    public static HttpServletRequest of(String method, String path, String peer, Map<String, String> headers) {
        Map<String, String> byName = new HashMap<>();
        headers.forEach((name, value) -> byName.put(name.toLowerCase(Locale.ROOT), value));
        Map<String, Object> attributes = new HashMap<>();
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                RequestForTests.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, asked, arguments) -> switch (asked.getName()) {
                    case "getMethod" -> method;
                    case "getServletPath", "getRequestURI" -> path;
                    case "getPathInfo" -> null;
                    case "getRemoteAddr" -> peer;
                    case "getHeader" -> byName.get(lowerCase(arguments[0]));
                    case "getHeaders" -> {
                        String value = byName.get(lowerCase(arguments[0]));
                        yield Collections.enumeration(value == null ? List.of() : List.of(value));
                    }
                    case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                    case "getAttribute" -> attributes.get((String) arguments[0]);
                    default -> throw new UnsupportedOperationException(asked.getName());
                });
        ClientAddress.set(request, peer);
        return request;
    }

    private static String lowerCase(Object name) {
        return name.toString().toLowerCase(Locale.ROOT);
    }
}
