package org.confluens.dicom.dimse;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;

/**
 * One entry of a list of callers: an AE title, where it may call from, and the subject of its certificate.
 *
 * @param aeTitle {@code *} for any
 * @param host a name, an address, a network such as {@code 10.1.0.0/16}, or {@code *} for any
 * @param subject the distinguished name of RFC 2253 that the certificate has to have, or {@code *} for any and none
 */
public record CallerRule(String aeTitle, String host, String subject) {
    private static final String ANY = "*";
    private static final int MAX_TITLE = 16;

    /**
     * Parses {@code AET}, {@code AET@host} or {@code AET@host#subject}.
     *
     * @throws IllegalArgumentException if it has another form
     */
    public static CallerRule parse(String text) {
        String entry = text.strip();
        int hash = entry.indexOf('#');
        String subject = hash < 0 ? ANY : entry.substring(hash + 1).strip();
        String place = hash < 0 ? entry : entry.substring(0, hash);
        int at = place.indexOf('@');
        String title = (at < 0 ? place : place.substring(0, at)).strip();
        String host = at < 0 ? ANY : place.substring(at + 1).strip();
        if (title.isEmpty() || title.length() > MAX_TITLE || host.isEmpty() || subject.isEmpty()) {
            throw new IllegalArgumentException("expected AET, AET@host or AET@host#subject, not " + text);
        }
        if (host.indexOf('/') >= 0) {
            network(host);
        }
        return new CallerRule(title, host, subject);
    }

    /** Whether the rule leaves open where the caller calls from. */
    public boolean isAnywhere() {
        return host.equals(ANY);
    }

    boolean matches(Caller caller) {
        return (aeTitle.equals(ANY) || aeTitle.equals(caller.callingAeTitle()))
                && (isAnywhere() || isFrom(caller.address()))
                && (subject.equals(ANY) || hasSubject(caller.certificate()));
    }

    private boolean hasSubject(Optional<X509Certificate> certificate) {
        return certificate
                .map(shown -> shown.getSubjectX500Principal().getName().equalsIgnoreCase(subject))
                .orElse(false);
    }

    private boolean isFrom(InetAddress address) {
        if (host.indexOf('/') >= 0) {
            Network network = network(host);
            return network.contains(address.getAddress());
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
