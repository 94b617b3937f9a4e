package io.voxlynx.outbox;

import io.voxlynx.shared.Network;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which addresses belong to the public internet. Of IPv4 all but the registered special ones; of IPv6 only what is
 * handed out for global use. An IPv6 address that leads to an IPv4 address is judged by that.
 */
final class PublicInternet {

    private static final List<Network> SPECIAL = Stream.of(
                    "0.0.0.0/8", // this network
                    "10.0.0.0/8", // private
                    "100.64.0.0/10", // behind a carrier's NAT
                    "127.0.0.0/8", // loopback
                    "169.254.0.0/16", // link-local; also where clouds keep the credentials of their machines
                    "172.16.0.0/12", // private
                    "192.0.0.0/24", // protocol assignments
                    "192.0.2.0/24", // documentation
                    "192.88.99.0/24", // relays of 6to4
                    "192.168.0.0/16", // private
                    "198.18.0.0/15", // benchmarks
                    "198.51.100.0/24", // documentation
                    "203.0.113.0/24", // documentation
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4", // reserved, broadcast
                    "2001::/23", // protocol assignments, Teredo among them
                    "2001:db8::/32", // documentation
                    "3fff::/20") // documentation
            .map(Network::of)
            .toList();

    private static final Network GLOBAL_UNICAST = Network.of("2000::/3");
    private static final Network SIX_TO_FOUR = Network.of("2002::/16");
    private static final Network NAT64 = Network.of("64:ff9b::/96");

    static boolean contains(InetAddress address) {
        Optional<InetAddress> inner = embedded(address);
        if (inner.isPresent()) {
            return contains(inner.get());
        }
        return (address instanceof Inet4Address || GLOBAL_UNICAST.contains(address))
                && SPECIAL.stream().noneMatch(network -> network.contains(address));
    }

    /** The IPv4 address that packets to this one end at. */
    private static Optional<InetAddress> embedded(InetAddress address) {
        if (SIX_TO_FOUR.contains(address)) {
            return Optional.of(part(address, 2));
        }
        if (NAT64.contains(address)) {
            return Optional.of(part(address, 12));
        }
        return Optional.empty();
    }

    private static InetAddress part(InetAddress address, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private PublicInternet() {}
}
