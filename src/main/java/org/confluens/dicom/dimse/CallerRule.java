package org.confluens.dicom.dimse;

import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * One entry of a list of callers: an AE title, where it may call from, and the subject of its certificate.
 *
 * @param aeTitle {@code *} for any
 * @param place where it calls from
 * @param subject the distinguished name of RFC 2253 that the certificate has to have, whatever its spaces and capitals;
 *     empty for any and none
 */
public record CallerRule(String aeTitle, CallerPlace place, Optional<X500Principal> subject) {
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
        String where = hash < 0 ? entry : entry.substring(0, hash);
        int at = where.indexOf('@');
        String title = (at < 0 ? where : where.substring(0, at)).strip();
        String host = at < 0 ? ANY : where.substring(at + 1).strip();
        if (title.isEmpty() || title.length() > MAX_TITLE || host.isEmpty() || subject.isEmpty()) {
            throw new IllegalArgumentException("expected AET, AET@host or AET@host#subject, not " + text);
        }
        return new CallerRule(
                title,
                new CallerPlace(host),
                subject.equals(ANY) ? Optional.empty() : Optional.of(new X500Principal(subject)));
    }

    /** Whether a caller is one that the rule names. */
    public boolean matches(Caller caller) {
        return (aeTitle.equals(ANY) || aeTitle.equals(caller.callingAeTitle()))
                && place.includes(caller.address())
                && (subject.isEmpty() || hasSubject(caller));
    }

    private boolean hasSubject(Caller caller) {
        return caller.certificate()
                .filter(shown -> shown.getSubjectX500Principal().equals(subject.get()))
                .isPresent();
    }
}
