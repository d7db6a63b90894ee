package org.confluens.rights;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.confluens.config.ConfigurationException;
import org.confluens.config.Settings;
import org.confluens.dicom.dimse.Caller;
import org.confluens.dicom.dimse.CallerPlace;
import org.confluens.dicom.dimse.CallerPolicy;
import org.confluens.rights.Right.Protocol;

/**
 * What other systems may do here, by the table {@code confluens.peers}: a row names a peer and its rights, several rows that name
 * the same peer add up, and whom no row names may do nothing. Without a table, which is possible on loopback only, everybody may
 * do everything.
 */
public final class Peers implements CallerPolicy {

    static final String KEY = "confluens.peers";

    /** As much of the subject of a certificate as is kept with what came. */
    private static final int LONGEST_SUBJECT = 1000;

    private static final String DICOM_BIND = "confluens.dicom.bind";
    private static final String HL7_PORT = "confluens.hl7.port";
    private static final String HL7_BIND = "confluens.hl7.bind";

    private final List<Peer.DicomCaller> callers;
    private final List<Peer.Hl7Sender> senders;
    private final Set<Protocol> open;

    private Peers(List<Peer> peers, Set<Protocol> open) {
        this.callers = only(peers, Peer.DicomCaller.class);
        this.senders = only(peers, Peer.Hl7Sender.class);
        this.open = Set.copyOf(open);
        // Names are looked up before anybody calls, since a full listener does not wait for a name server.
        peers.stream().map(Peer::place).filter(CallerPlace::isOneHost).forEach(CallerPlace::blocks);
    }

    private static <T> List<T> only(List<Peer> peers, Class<T> kind) {
        return peers.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /**
     * The peers that the settings name.
     *
     * @throws ConfigurationException if a row is none, or a listener beyond loopback would let nearly everybody in
     */
    public static Peers of(Settings settings) {
        boolean dicomLoopback = settings.isLoopback(DICOM_BIND);
        boolean hl7Loopback = settings.isLoopback(HL7_BIND) || settings.integer(HL7_PORT) == 0;
        List<String> rows = Stream.of(settings.text(KEY).split(";"))
                .map(String::strip)
                .filter(row -> !row.isEmpty())
                .toList();
        Set<Protocol> open = EnumSet.noneOf(Protocol.class);
        List<Peer> peers = new ArrayList<>();
        if (rows.isEmpty()) {
            boolean dicomOpen = dicomLoopback && settings.text(OldKeys.SERVICES).isEmpty();
            peers.addAll(OldKeys.callers(settings, dicomLoopback, dicomOpen));
            peers.addAll(OldKeys.senders(settings, hl7Loopback));
            if (dicomOpen) {
                open.add(Protocol.DICOM);
            }
            if (settings.integer(HL7_PORT) != 0) {
                open.add(Protocol.HL7);
            }
        } else if (OldKeys.areUsed(settings)) {
            throw new ConfigurationException(
                    "%s is set, and so is one of %s, %s and %s, which it replaces; leave those out"
                            .formatted(KEY, OldKeys.CALLERS, OldKeys.SERVICES, OldKeys.SENDERS));
        } else {
            rows.forEach(row -> peers.add(parse(row)));
        }
        if (!dicomLoopback) {
            Coverage.requireNarrow(
                    rows.isEmpty() ? OldKeys.CALLERS : KEY, DICOM_BIND, only(peers, Peer.DicomCaller.class));
        }
        if (!hl7Loopback) {
            Coverage.requireNarrow(rows.isEmpty() ? OldKeys.SENDERS : KEY, HL7_BIND, only(peers, Peer.Hl7Sender.class));
        }
        return new Peers(peers, open);
    }

    private static Peer parse(String row) {
        try {
            return Peer.parse(row);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(KEY + " has a row that is none: " + e.getMessage());
        }
    }

    /** Everybody may do everything: for tests. */
    public static Peers anyone() {
        return of(Settings.of(Map.of()));
    }

    /** Whether nothing is said of rights, so that everybody on this machine may do everything by this protocol. */
    public boolean isOpen(Protocol protocol) {
        return open.contains(protocol);
    }

    /** What a DICOM caller may do; nothing if no row names it. */
    public Set<Right> rights(Caller caller) {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        callers.stream().filter(peer -> peer.matches(caller)).forEach(peer -> rights.addAll(peer.rights()));
        return rights;
    }

    /** What a sender of HL7 messages may do; nothing if no row names it. */
    public Set<Right> rights(Sender sender) {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        senders.stream().filter(peer -> peer.rule().matches(sender)).forEach(peer -> rights.addAll(peer.rights()));
        return rights;
    }

    /** Whether anybody may send HL7 messages from there. */
    public boolean isAnySenderFrom(InetAddress address) {
        return senders.stream().anyMatch(peer -> peer.place().includes(address));
    }

    @Override
    public boolean allowsFrom(InetAddress host) {
        return callers.stream().anyMatch(peer -> peer.place().includes(host));
    }

    @Override
    public boolean names(InetAddress host) {
        return callers.stream().anyMatch(peer -> peer.place().names(host));
    }

    /** Whether a row for senders of HL7 messages names that one host; answered at once, without a name server. */
    public boolean namesSender(InetAddress host) {
        return senders.stream().anyMatch(peer -> peer.place().names(host));
    }

    @Override
    public boolean allows(Caller caller) {
        return callers.stream().anyMatch(peer -> peer.matches(caller));
    }

    @Override
    public boolean allows(Caller caller, String sopClassUid) {
        return rights(caller).contains(Right.of(sopClassUid));
    }

    private static String shortened(String subject) {
        return subject.length() <= LONGEST_SUBJECT ? subject : subject.substring(0, LONGEST_SUBJECT);
    }

    /** Who stored an object, and what of it is to take effect by itself. */
    public Origin origin(Caller caller) {
        Set<Right> rights = rights(caller);
        return new Origin(
                caller.callingAeTitle(),
                caller.address().getHostAddress(),
                caller.certificate()
                        .map(shown -> shortened(shown.getSubjectX500Principal().getName()))
                        .orElse(""),
                rights.contains(Right.SIGN),
                rights.contains(Right.REJECT));
    }
}
