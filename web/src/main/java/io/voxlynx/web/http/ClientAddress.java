package io.voxlynx.web.http;

import io.voxlynx.shared.IpAddress;
import jakarta.servlet.ServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Where a request comes from. */
public final class ClientAddress {

    private static final String ATTRIBUTE = ClientAddress.class.getName();
    private static final int SITE_BYTES = 8;
    /** 64:ff9b::/96: callers of IPv4 behind a translator, which is one site and all of the internet. */
    private static final byte[] TRANSLATED = HexFormat.of().parseHex("0064ff9b0000000000000000");

    private ClientAddress() {}

    /** As text: that of the caller himself, where he comes through proxies that we trust. */
    public static String of(ServletRequest request) {
        return String.valueOf(request.getAttribute(ATTRIBUTE));
    }

    static void set(ServletRequest request, String address) {
        request.setAttribute(ATTRIBUTE, address);
    }

    /**
     * Which addresses are one caller's, as far as an address can tell: one of IPv4, however it is written, or 64 bits of
     * IPv6, of which every customer of a provider has at least one lot and may change the rest as he likes.
     */
    public static String siteOf(String address) {
        int zone = address.indexOf('%');
        String plain = zone < 0 ? address : address.substring(0, zone);
        return IpAddress.parse(plain).map(ClientAddress::siteOf).orElse(plain);
    }

    private static String siteOf(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        return Arrays.equals(bytes, 0, TRANSLATED.length, TRANSLATED, 0, TRANSLATED.length)
                ? dotted(bytes)
                : HexFormat.of().formatHex(bytes, 0, SITE_BYTES) + "/64";
    }

    /** Its last four bytes. */
    private static String dotted(byte[] bytes) {
        return IntStream.range(TRANSLATED.length, bytes.length)
                .mapToObj(i -> Integer.toString(Byte.toUnsignedInt(bytes[i])))
                .collect(Collectors.joining("."));
    }
}
