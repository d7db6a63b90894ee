package org.confluens.dicom.dimse;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Where a peer may call from.
 *
 * @param host a name, an address, a network such as {@code 10.1.0.0/16}, or {@code *} for anywhere
 */
public record CallerPlace(String host) {
    private static final String ANYWHERE = "*";

    /** @throws IllegalArgumentException if it is empty, or a network that is none */
    public CallerPlace {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("a host is expected");
        }
        if (host.indexOf('/') >= 0) {
            network(host);
        }
    }

    public boolean isAnywhere() {
        return host.equals(ANYWHERE);
    }

    /** Whether that address belongs to it. A name counts for the addresses that it has now. */
    public boolean includes(InetAddress address) {
        if (isAnywhere()) {
            return true;
        }
        if (host.indexOf('/') >= 0) {
            return network(host).contains(address.getAddress());
        }
        try {
            return Arrays.asList(InetAddress.getAllByName(host)).contains(address);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private record Network(byte[] base, int bits) {
        boolean contains(byte[] address) {
            if (address.length != base.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if (((base[bit / 8] ^ address[bit / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private static Network network(String text) {
        int slash = text.indexOf('/');
        String base = text.substring(0, slash);
        try {
            int bits = Integer.parseInt(text.substring(slash + 1));
            if (!base.matches("[0-9A-Fa-f.:]+")) {
                throw new IllegalArgumentException("a network starts with an address: " + text);
            }
            byte[] address = InetAddress.getByName(base).getAddress();
            if (bits < 0 || bits > address.length * 8) {
                throw new IllegalArgumentException("a network of " + bits + " bits: " + text);
            }
            return new Network(address, bits);
        } catch (UnknownHostException | NumberFormatException e) {
            throw new IllegalArgumentException("expected a network such as 10.1.0.0/16, not " + text, e);
        }
    }
}
