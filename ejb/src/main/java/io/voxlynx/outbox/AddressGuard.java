package io.voxlynx.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import okhttp3.Dns;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Says where a host may be reached, or refuses. Its name is resolved once and every address judged; the caller connects
 * to one of these and to no other, so a name that changes its answer in between gains nothing.
 */
@ApplicationScoped
public class AddressGuard {

    private final Dns names;
    private final List<Network> allowed;

    /** @param allowedNetworks addresses outside the public internet that may be reached nevertheless, in CIDR notation */
    @Inject
    public AddressGuard(
            @ConfigProperty(name = "voxlynx.callback.allowed-networks") Optional<List<String>> allowedNetworks) {
        this(Dns.SYSTEM, allowedNetworks.orElse(List.of()));
    }

    AddressGuard(Dns names, List<String> allowedNetworks) {
        this.names = names;
        this.allowed =
                allowedNetworks.stream().map(String::strip).map(Network::of).toList();
    }

    /** For the proxy of the container. */
    AddressGuard() {
        this(Dns.SYSTEM, List.of());
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
