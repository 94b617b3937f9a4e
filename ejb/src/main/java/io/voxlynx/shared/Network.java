package io.voxlynx.shared;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A range of addresses, as {@code 10.0.0.0/8} or {@code fc00::/7}. The configuration reads it by {@link #of}. */
public record Network(InetAddress first, int prefix) {

    private static final Pattern NOTATION = Pattern.compile("([^/]+)/([0-9]{1,3})");

    /** @throws IllegalArgumentException if it is no such text */
    public static Network of(String notation) {
        Matcher parts = NOTATION.matcher(notation.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a network: " + notation);
        }
        int prefix = Integer.parseInt(parts.group(2));
        return IpAddress.parse(parts.group(1))
                .filter(first -> prefix <= first.getAddress().length * Byte.SIZE)
                .map(first -> new Network(first, prefix))
                .orElseThrow(() -> new IllegalArgumentException("not a network: " + notation));
    }

    public boolean contains(InetAddress address) {
        byte[] mine = first.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit += Byte.SIZE) {
            int compared = Math.min(Byte.SIZE, prefix - bit);
            int mask = 0xff << (Byte.SIZE - compared);
            if (((mine[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
