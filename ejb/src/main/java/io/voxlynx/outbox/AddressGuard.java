package io.voxlynx.outbox;

import io.voxlynx.shared.LogLine;
import io.voxlynx.shared.Network;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import okhttp3.Dns;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Says where a host may be reached, or refuses. Its name is resolved once and every address judged; the caller connects
 * to one of these and to no other, so a name that changes its answer in between gains nothing.
 */
@ApplicationScoped
public class AddressGuard {

    private static final Logger LOG = Logger.getLogger(AddressGuard.class.getName());

    private final Dns names;
    private final List<Network> allowed;

    /** @param allowedNetworks addresses outside the public internet that may be reached nevertheless */
    @Inject
    public AddressGuard(
            @ConfigProperty(name = "voxlynx.callback.allowed-networks") Optional<List<Network>> allowedNetworks) {
        this(Dns.SYSTEM, allowedNetworks.orElse(List.of()));
    }

    AddressGuard(Dns names, List<Network> allowedNetworks) {
        this.names = names;
        this.allowed = List.copyOf(allowedNetworks);
    }

    /** For the proxy of the container. */
    AddressGuard() {
        this(Dns.SYSTEM, List.of());
    }

    /** Has it made with the application, so that a setting that is no network stops the start and not a call. */
    void begin(@Observes @Initialized(ApplicationScoped.class) Object start) {
        LOG.fine(LogLine.of("Callbacks may also go to %s", allowed));
    }

    /**
     * The addresses to connect to, at least one. Asks the name servers, so not within a transaction.
     *
     * @throws UnfitReceiver if the host has none, or one of them may not be reached
     */
    List<InetAddress> addressesOf(ReceiverUrl receiver) {
        List<InetAddress> addresses = resolve(receiver.host());
        if (addresses.isEmpty()) {
            throw new UnfitReceiver("its host has no address");
        }
        // All of them: with one good and one bad, chance would decide which is called.
        if (!addresses.stream().allMatch(this::mayBeReached)) {
            throw new UnfitReceiver("its address is not of the public internet");
        }
        return addresses;
    }

    private List<InetAddress> resolve(String host) {
        try {
            // A literal is an address already; the client reads it in the same way and asks no name server.
            return names.lookup(host);
        } catch (UnknownHostException e) {
            throw new UnfitReceiver("its host has no address");
        }
    }

    boolean mayBeReached(InetAddress address) {
        return PublicInternet.contains(address) || allowed.stream().anyMatch(network -> network.contains(address));
    }
}
