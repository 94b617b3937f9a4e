package io.voxlynx.web.http;

import io.voxlynx.shared.IpAddress;
import jakarta.servlet.ServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/** Where a request comes from. */
public final class ClientAddress {

    private static final String ATTRIBUTE = ClientAddress.class.getName();
    private static final int SITE_BYTES = 8;

    private ClientAddress() {}

    /** As text: that of the caller himself, where he comes through proxies that we trust. */
    public static String of(ServletRequest request) {
        return String.valueOf(request.getAttribute(ATTRIBUTE));
    }

    static void set(ServletRequest request, String address) {
        request.setAttribute(ATTRIBUTE, address);
    }

    /**
     * Which addresses are one caller's, as far as an address can tell: one of IPv4, or 64 bits of IPv6, of which every
     * customer of a provider has at least one lot and may change the rest as he likes.
     */
    public static String siteOf(String address) {
        return IpAddress.parse(address)
                .filter(Inet6Address.class::isInstance)
                .map(InetAddress::getAddress)
                .map(bytes -> HexFormat.of().formatHex(bytes, 0, SITE_BYTES) + "/64")
                .orElse(address);
    }
}
