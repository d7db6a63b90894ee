package org.confluens.rights;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.confluens.dicom.dimse.Caller;
import org.confluens.dicom.dimse.CallerPlace;
import org.confluens.dicom.dimse.CallerRule;
import org.confluens.rights.Right.Protocol;

/** One row of the table of peers: whom it names, and what they may do. */
sealed interface Peer {

    /** The row as it was written. */
    String text();

    Set<Right> rights();

    CallerPlace place();

    /** Whether who passes for this peer has shown more than a name: a certificate that was checked. */
    boolean hasCertificate();

    /**
     * A DICOM caller.
     *
     * @param except AE titles that the row does not name, though its rule would
     */
    record DicomCaller(String text, CallerRule rule, Set<String> except, Set<Right> rights) implements Peer {

        boolean matches(Caller caller) {
            return rule.matches(caller) && !except.contains(caller.callingAeTitle());
        }

        @Override
        public CallerPlace place() {
            return rule.place();
        }

        @Override
        public boolean hasCertificate() {
            return rule.subject().isPresent();
        }
    }

    /** A sender of HL7 messages; MLLP shows no certificate. */
    record Hl7Sender(String text, SenderRule rule, Set<Right> rights) implements Peer {
        @Override
        public CallerPlace place() {
            return rule.place();
        }

        @Override
        public boolean hasCertificate() {
            return false;
        }
    }

    /**
     * Parses {@code AET@host#subject=right+right}, or {@code APPLICATION|FACILITY@host=right+right}: a name with a bar is that
     * of an HL7 sender.
     *
     * @throws IllegalArgumentException with what is wrong with the row
     */
    static Peer parse(String row) {
        int end = row.lastIndexOf('=');
        if (end < 0) {
            throw new IllegalArgumentException(
                    "'" + row + "' does not say what it may do; write " + row + "=right+right");
        }
        String who = row.substring(0, end).strip();
        int mark = who.indexOf('#');
        boolean hl7 = (mark < 0 ? who : who.substring(0, mark)).indexOf('|') >= 0;
        Set<Right> rights = rights(row, row.substring(end + 1), hl7 ? Protocol.HL7 : Protocol.DICOM);
        Peer peer = hl7
                ? new Hl7Sender(row, SenderRule.parse(who), rights)
                : new DicomCaller(row, CallerRule.parse(who), Set.of(), rights);
        if (rights.stream().anyMatch(Right.CLINICAL::contains)
                && !peer.hasCertificate()
                && !peer.place().isOneHost()) {
            throw new IllegalArgumentException(
                    "'" + row + "' may sign or reject and is bound to neither one host (AET@host) nor a certificate"
                            + " (AET@host#subject)");
        }
        return peer;
    }

    private static Set<Right> rights(String row, String words, Protocol protocol) {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        List<String> named =
                Arrays.stream(words.split("\\+", -1)).map(String::strip).toList();
        for (String word : named) {
            rights.add(Right.named(word)
                    .filter(right -> right.protocol() == protocol)
                    .orElseThrow(() -> new IllegalArgumentException("'%s' names '%s'; rights of %s are %s"
                            .formatted(
                                    row,
                                    word,
                                    protocol == Protocol.HL7
                                            ? "senders of HL7 messages (APPLICATION|FACILITY)"
                                            : "DICOM callers (AET)",
                                    Right.words(protocol)))));
        }
        return Right.including(rights);
    }
}
