package io.voxlynx.web.http;

import com.github.f4b6a3.uuid.UuidCreator;
import io.voxlynx.audit.Origin;
import io.voxlynx.trace.Trace;
import jakarta.inject.Inject;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/**
 * Names each request, in the log ({@code %X{requestId}}), in the answer's header and in errors, and finds out where it
 * comes from. A listener, because filters come only after authentication and its refusals need both too. A caller's own
 * id is kept if it is harmless. So is the trace that he says it belongs to; else one begins with it.
 */
@WebListener
public class RequestId implements ServletRequestListener {

    public static final String HEADER = "X-Request-Id";

    private static final String ATTRIBUTE = RequestId.class.getName();
    private static final String TRACE = Trace.class.getName();
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    @Inject
    TrustedProxies proxies;

    public static String of(ServletRequest request) {
        return String.valueOf(request.getAttribute(ATTRIBUTE));
    }

    @Override
    public void requestInitialized(ServletRequestEvent event) {
        ServletRequest request = event.getServletRequest();
        String id = chosen(((HttpServletRequest) request).getHeader(HEADER));
        request.setAttribute(ATTRIBUTE, id);
        MDC.put(Trace.REQUEST_ID, id);
        String address = proxies.clientOf((HttpServletRequest) request);
        ClientAddress.set(request, address);
        Origin.begin(new Origin(address, id));
        HttpServletRequest asked = (HttpServletRequest) request;
        request.setAttribute(TRACE, Trace.serve("HTTP " + asked.getMethod(), asked.getHeader(Trace.PARENT)));
    }

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        if (event.getServletRequest().getAttribute(TRACE) instanceof Trace.Work served) {
            served.close();
        }
        MDC.remove(Trace.REQUEST_ID);
        Origin.end();
    }

    static String chosen(String offered) {
        return offered != null && HARMLESS.matcher(offered).matches()
                ? offered
                : UuidCreator.getTimeOrderedEpoch().toString();
    }
}
