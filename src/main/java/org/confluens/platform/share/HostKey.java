package org.confluens.platform.share;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * What counts as one host: an IPv4 address, or an IPv6 network of 64 bits, since one machine picks addresses in it as it
 * likes (RFC 4291 section 2.5.4).
 */
public record HostKey(long name, boolean version6) {

    /** The host that an address belongs to. */
    public static HostKey of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address
                ? new HostKey(ByteBuffer.wrap(bytes).getLong(), true)
                : new HostKey(ByteBuffer.wrap(bytes).getInt(), false);
    }
}
