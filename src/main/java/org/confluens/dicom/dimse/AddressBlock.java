package org.confluens.dicom.dimse;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The addresses that begin with the same bits: one address, or a network. An IPv4-mapped IPv6 network is the IPv4 network that
 * it stands for (RFC 4291 section 2.5.5.2), because that is what the system calls such a peer.
 */
public final class AddressBlock {
    private static final Pattern DOTTED = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");
    private static final int MAPPED_BITS = 96;

    private final byte[] base;
    private final int bits;

    private AddressBlock(byte[] base, int bits) {
        this.base = base.clone();
        this.bits = bits;
    }

    /** The block of one address. */
    public static AddressBlock of(InetAddress address) {
        return new AddressBlock(address.getAddress(), address.getAddress().length * Byte.SIZE);
    }

    /** The address that a text is, in one of the forms that have one meaning: four decimal numbers, or RFC 4291. */
    static Optional<InetAddress> literal(String text) {
        String plain = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (plain.indexOf(':') < 0 && !DOTTED.matcher(plain).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(plain));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("there is no such address: " + text, e);
        }
    }

    /**
     * Parses a network such as {@code 10.1.0.0/16}.
     *
     * @throws IllegalArgumentException if it has another form, or another number of bits than its address can have
     */
    public static AddressBlock network(String text) {
        int slash = text.indexOf('/');
        String start = slash < 0 ? text : text.substring(0, slash).strip();
        String length = slash < 0 ? "" : text.substring(slash + 1).strip();
        byte[] address = literal(start)
                .orElseThrow(() ->
                        new IllegalArgumentException("expected a network such as 10.1.0.0/16, not " + text.strip()))
                .getAddress();
        int mapped = start.indexOf(':') >= 0 && address.length == 4 ? MAPPED_BITS : 0;
        int bits = NUMBER.matcher(length).matches() ? Integer.parseInt(length) - mapped : -1;
        if (bits < 0 || bits > address.length * Byte.SIZE) {
            throw new IllegalArgumentException("expected a network such as 10.1.0.0/16, not " + text.strip());
        }
        return new AddressBlock(address, bits);
    }

    /** Whether that address belongs to it. */
    public boolean contains(InetAddress address) {
        byte[] other = address.getAddress();
        return other.length == base.length && first(other).equals(first());
    }

    /** Whether it is one address of one host. */
    public boolean isOneAddress() {
        return bits == base.length * Byte.SIZE;
    }

    /** 4 or 16: how many bytes its addresses have. */
    public int addressBytes() {
        return base.length;
    }

    /** Its lowest address, as a number. */
    public BigInteger first() {
        return first(base);
    }

    /** Its highest address, as a number. */
    public BigInteger last() {
        return first().add(BigInteger.ONE.shiftLeft(base.length * Byte.SIZE - bits))
                .subtract(BigInteger.ONE);
    }

    private BigInteger first(byte[] address) {
        int free = base.length * Byte.SIZE - bits;
        return new BigInteger(1, address).shiftRight(free).shiftLeft(free);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressBlock block
                && block.bits == bits
                && block.base.length == base.length
                && block.first().equals(first());
    }

    @Override
    public int hashCode() {
        return first().hashCode() * 31 + bits;
    }
}
