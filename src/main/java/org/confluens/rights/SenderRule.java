package org.confluens.rights;

import org.confluens.dicom.dimse.CallerPlace;

/** Which senders of HL7 messages: by sending application and facility (MSH-3, MSH-4), {@code *} for any, and by their place. */
record SenderRule(String application, String facility, CallerPlace place) {

    private static final String ANY = "*";

    /**
     * Parses {@code APPLICATION}, {@code APPLICATION|FACILITY} or {@code APPLICATION|FACILITY@host}.
     *
     * @throws IllegalArgumentException if it has another form
     */
    static SenderRule parse(String entry) {
        int at = entry.lastIndexOf('@');
        String sender = (at < 0 ? entry : entry.substring(0, at)).strip();
        int bar = sender.indexOf('|');
        String application = (bar < 0 ? sender : sender.substring(0, bar)).strip();
        String facility = bar < 0 ? ANY : sender.substring(bar + 1).strip();
        if (application.isEmpty() || facility.isEmpty() || facility.indexOf('|') >= 0 || sender.indexOf('@') >= 0) {
            throw new IllegalArgumentException("expected APPLICATION|FACILITY@host, not " + entry.strip());
        }
        return new SenderRule(application, facility, new CallerPlace(at < 0 ? ANY : entry.substring(at + 1)));
    }

    boolean matches(Sender sender) {
        return place.includes(sender.address())
                && matches(application, sender.application(), sender.component())
                && matches(facility, sender.facility(), sender.component());
    }

    /** The first component counts where the rule has no more of them: it is the name, HD.1 (HL7 v2.5 2.A.33). */
    private static boolean matches(String allowed, String field, char component) {
        int end = field.indexOf(component);
        return allowed.equals(ANY) || allowed.equals(field) || end >= 0 && allowed.equals(field.substring(0, end));
    }
}
