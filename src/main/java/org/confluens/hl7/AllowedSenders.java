package org.confluens.hl7;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.confluens.dicom.dimse.CallerPlace;

/** Who may send messages, by where it sends from and by its sending application and facility (MSH-3, MSH-4). */
final class AllowedSenders {

    private static final String ANY = "*";

    private final List<Rule> rules;

    private AllowedSenders(List<Rule> rules) {
        this.rules = rules;
    }

    private record Rule(String application, String facility, CallerPlace place) {

        static Rule parse(String entry) {
            int at = entry.lastIndexOf('@');
            String sender = (at < 0 ? entry : entry.substring(0, at)).strip();
            int bar = sender.indexOf('|');
            return new Rule(
                    bar < 0 ? sender : sender.substring(0, bar).strip(),
                    bar < 0 ? ANY : sender.substring(bar + 1).strip(),
                    new CallerPlace(at < 0 ? ANY : entry.substring(at + 1).strip()));
        }

        boolean matches(InetAddress from, Header header) {
            return place.includes(from)
                    && matches(application, header.sendingApplication(), header.delimiters())
                    && matches(facility, header.sendingFacility(), header.delimiters());
        }

        /** The first component counts where the rule has no more of them: it is the name, HD.1 (HL7 v2.5 2.A.33). */
        private static boolean matches(String allowed, String field, Delimiters delimiters) {
            int end = field.indexOf(delimiters.component());
            return allowed.equals(ANY) || allowed.equals(field) || end >= 0 && allowed.equals(field.substring(0, end));
        }
    }

    /**
     * @param text {@code APPLICATION|FACILITY@host} and the like, separated by commas
     * @throws IllegalArgumentException if an entry names a network that is none
     */
    static AllowedSenders parse(String text) {
        return new AllowedSenders(Stream.of(text.split(",", -1))
                .map(String::strip)
                .map(Rule::parse)
                .toList());
    }

    /** Whether anybody may send from there. */
    boolean isAnyFrom(InetAddress address) {
        return rules.stream().anyMatch(rule -> rule.place().includes(address));
    }

    boolean contain(InetAddress from, Header header) {
        return rules.stream().anyMatch(rule -> rule.matches(from, header));
    }
}
