package io.voxlynx.web.http;

import io.voxlynx.shared.IpAddress;
import io.voxlynx.shared.LogLine;
import io.voxlynx.shared.Network;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Whose word is taken for where a request comes from. A proxy appends to X-Forwarded-For the address that it saw; what
 * stands before that, its caller may have invented. So the list is read from its end, for as long as those who wrote it
 * are trusted.
 */
@ApplicationScoped
public class TrustedProxies {

    private static final Logger LOG = Logger.getLogger(TrustedProxies.class.getName());
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    /** Some proxies add the port. */
    private static final Pattern WITH_PORT = Pattern.compile("\\[([^\\]]*)](?::[0-9]{1,5})?|([0-9.]+):[0-9]{1,5}");

    private final List<Network> networks;
    private final AtomicBoolean warned = new AtomicBoolean();

    @Inject
    public TrustedProxies(@ConfigProperty(name = "voxlynx.http.trusted-proxies") Optional<List<Network>> networks) {
        this(networks.orElse(List.of()));
    }

    TrustedProxies(List<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    /** For the proxy of the container. */
    TrustedProxies() {
        this(List.of());
    }

    /** Has it made with the application, so that a setting that is no network stops the start and not a request. */
    void begin(@Observes @Initialized(ApplicationScoped.class) Object start) {
        if (!networks.isEmpty()) {
            LOG.info(LogLine.of("X-Forwarded-For is believed from %s", networks));
        }
    }

    String clientOf(HttpServletRequest request) {
        String peer = request.getRemoteAddr();
        if (networks.isEmpty()) {
            warnOnceOfAProxy(request);
            return peer;
        }
        // Of several headers of this name the later ones continue the list.
        return clientOf(peer, String.join(",", Collections.list(request.getHeaders(FORWARDED_FOR))));
    }

    /** Once, because any caller can write the header. */
    private void warnOnceOfAProxy(HttpServletRequest request) {
        if (request.getHeader(FORWARDED_FOR) != null && warned.compareAndSet(false, true)) {
            LOG.warning("X-Forwarded-For was sent and is not believed. If a proxy stands before this server, name it in"
                    + " voxlynx.http.trusted-proxies: until then all callers behind it count as one address");
        }
    }

    /** The last in the list whom we do not trust; the one who sent it, where it is empty or unreadable. */
    String clientOf(String peer, String forwardedFor) {
        if (forwardedFor.isEmpty() || !IpAddress.parse(peer).map(this::trusts).orElse(false)) {
            return peer;
        }
        String client = peer;
        int end = forwardedFor.length();
        while (end >= 0) {
            int comma = forwardedFor.lastIndexOf(',', end - 1);
            Optional<InetAddress> entry = addressIn(forwardedFor.substring(comma + 1, end));
            if (entry.isEmpty()) {
                return peer;
            }
            client = entry.get().getHostAddress();
            if (!trusts(entry.get())) {
                return client;
            }
            end = comma;
        }
        return client;
    }

    private static Optional<InetAddress> addressIn(String entry) {
        String text = entry.strip();
        Matcher withPort = WITH_PORT.matcher(text);
        if (!withPort.matches()) {
            return IpAddress.parse(text);
        }
        return IpAddress.parse(withPort.group(1) == null ? withPort.group(2) : withPort.group(1));
    }

    private boolean trusts(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }
}
