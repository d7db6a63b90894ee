package org.confluens.dicom.dimse;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a peer may call from: a host by its name or address, a network such as {@code 10.1.0.0/16}, or {@code *} for anywhere. */
public final class CallerPlace {
    private static final String ANYWHERE = "*";

    /** RFC 1123 section 2.1; its last part has a letter, so that no number in another base passes for a name. */
    private static final Pattern NAME =
            Pattern.compile("([A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?\\.)*[A-Za-z]([A-Za-z0-9_-]*[A-Za-z0-9_])?\\.?");

    private final String host;
    private final Optional<AddressBlock> block;
    private volatile List<InetAddress> lastResolved = List.of();

    /** @throws IllegalArgumentException if it is no host and no network, and not {@code *} */
    public CallerPlace(String host) {
        this.host = host.strip();
        if (isAnywhere()) {
            block = Optional.empty();
        } else if (host.indexOf('/') >= 0) {
            block = Optional.of(AddressBlock.network(this.host));
        } else {
            block = AddressBlock.literal(this.host).map(AddressBlock::of);
            if (block.isEmpty() && !NAME.matcher(this.host).matches()) {
                throw new IllegalArgumentException("a host, an address or a network is expected, not '" + host + "'");
            }
        }
    }

    /** As it was written. */
    public String host() {
        return host;
    }

    public boolean isAnywhere() {
        return host.equals(ANYWHERE);
    }

    /** Whether it is one host: a name, or one address. */
    public boolean isOneHost() {
        return !isAnywhere() && block.map(AddressBlock::isOneAddress).orElse(true);
    }

    /** Whether that address belongs to it. A name counts for the addresses that it has now. */
    public boolean includes(InetAddress address) {
        return isAnywhere()
                || block.map(known -> known.contains(address))
                        .orElseGet(() -> resolved().contains(address));
    }

    /**
     * Whether it is one host and that is its address. Asks no name server: a name counts for the addresses that it had when
     * they were last looked up.
     */
    public boolean names(InetAddress address) {
        return isOneHost()
                && block.map(known -> known.contains(address)).orElseGet(() -> lastResolved.contains(address));
    }

    /** The addresses that it covers now; all of them for anywhere, none for a name that is not known now. */
    public List<AddressBlock> blocks() {
        if (isAnywhere()) {
            return List.of(AddressBlock.network("0.0.0.0/0"), AddressBlock.network("::/0"));
        }
        return block.map(List::of)
                .orElseGet(() -> resolved().stream().map(AddressBlock::of).toList());
    }

    private List<InetAddress> resolved() {
        try {
            lastResolved = List.of(InetAddress.getAllByName(host));
            return lastResolved;
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CallerPlace place && place.host.equals(host);
    }

    @Override
    public int hashCode() {
        return host.hashCode();
    }

    @Override
    public String toString() {
        return host;
    }
}
