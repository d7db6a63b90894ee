package org.confluens.rights;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.confluens.config.ConfigurationException;
import org.confluens.dicom.dimse.AddressBlock;

/**
 * Judges whom a list of peers lets in, for a listener beyond loopback. A name is what a peer says of itself and narrows
 * nothing; an address or a certificate does. So each row needs one of them, and the networks of all rows without a certificate
 * together may hold {@link #MOST_IPV4} and {@link #MOST_IPV6} addresses of the public Internet at most; private ones are free.
 */
final class Coverage {

    /** As many as the largest network that anybody was given, a /8. */
    static final BigInteger MOST_IPV4 = BigInteger.ONE.shiftLeft(24);

    /** As many as the networks that registries hand out, a /32. */
    static final BigInteger MOST_IPV6 = BigInteger.ONE.shiftLeft(96);

    private Coverage() {}

    /** @throws ConfigurationException if they let in nearly everybody, whichever way it is written */
    static void requireNarrow(String key, String bindKey, List<? extends Peer> peers) {
        List<? extends Peer> unproven =
                peers.stream().filter(peer -> !peer.hasCertificate()).toList();
        Optional<? extends Peer> anywhere =
                unproven.stream().filter(peer -> peer.place().isAnywhere()).findFirst();
        if (anywhere.isPresent()) {
            throw new ConfigurationException(
                    "%s has '%s', which lets in whoever gives that name, while %s is beyond loopback; say from where too, e.g. %s"
                            .formatted(key, anywhere.get().text(), bindKey, example(anywhere.get())));
        }
        List<AddressBlock> blocks = unproven.stream()
                .flatMap(peer -> peer.place().blocks().stream())
                .toList();
        if (AddressSet.publicIpv4(blocks).compareTo(MOST_IPV4) > 0
                || AddressSet.publicIpv6(blocks).compareTo(MOST_IPV6) > 0) {
            throw new ConfigurationException(
                    ("%s lets in a large part of the Internet while %s is beyond loopback; its networks together may hold a /8"
                                    + " of public IPv4 and a /32 of public IPv6 addresses at most")
                            .formatted(key, bindKey));
        }
    }

    private static String example(Peer peer) {
        return peer instanceof Peer.Hl7Sender ? "RIS|HOSPITAL@10.0.0.5=order" : "MR1@10.0.0.5=images";
    }
}
