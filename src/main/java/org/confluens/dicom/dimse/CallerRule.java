package org.confluens.dicom.dimse;

import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * One entry of a list of callers: an AE title, where it may call from, and the subject of its certificate.
 *
 * @param aeTitle {@code *} for any
 * @param host a name, an address, a network such as {@code 10.1.0.0/16}, or {@code *} for any
 * @param subject the distinguished name of RFC 2253 that the certificate has to have, whatever its spaces and capitals, or
 *     {@code *} for any and none
 */
public record CallerRule(String aeTitle, String host, String subject) {
    private static final String ANY = "*";
    private static final int MAX_TITLE = 16;

    /** @throws IllegalArgumentException if the subject is no distinguished name */
    public CallerRule {
        if (!subject.equals(ANY)) {
            new X500Principal(subject);
        }
    }

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
        return new CallerRule(title, new CallerPlace(host).host(), subject);
    }

    /** Whether the rule leaves open where the caller calls from. */
    public boolean isAnywhere() {
        return new CallerPlace(host).isAnywhere();
    }

    boolean matches(Caller caller) {
        return (aeTitle.equals(ANY) || aeTitle.equals(caller.callingAeTitle()))
                && new CallerPlace(host).includes(caller.address())
                && (subject.equals(ANY) || hasSubject(caller.certificate()));
    }

    private boolean hasSubject(Optional<X509Certificate> certificate) {
        return certificate
                .map(shown -> shown.getSubjectX500Principal().equals(new X500Principal(subject)))
                .orElse(false);
    }
}
