package org.confluens.rights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.confluens.config.ConfigurationException;
import org.confluens.config.Settings;
import org.confluens.dicom.dimse.CallerRule;
import org.confluens.rights.Right.Protocol;

/**
 * The three keys that {@code confluens.peers} replaces. They are followed where what they say is clear: on loopback, and beyond it
 * where each caller's services are named. They never gave anybody the right to sign or to reject.
 */
final class OldKeys {

    static final String CALLERS = "confluens.dicom.allowed-callers";
    static final String SERVICES = "confluens.dicom.caller-services";
    static final String SENDERS = "confluens.hl7.allowed-senders";

    private static final String OTHERS = "*";
    private static final Map<String, Set<Right>> STORAGE = Map.of("storage", Set.of(Right.IMAGES, Right.DOCUMENTS));

    private OldKeys() {}

    /** Whether one of them has another value than it has by itself. */
    static boolean areUsed(Settings settings) {
        return !settings.text(CALLERS).equals(OTHERS)
                || !settings.text(SERVICES).isEmpty()
                || !settings.text(SENDERS).equals(OTHERS);
    }

    /**
     * The DICOM callers.
     *
     * @param open whether nothing is said of rights on loopback, so that who may call may do everything
     */
    static List<Peer> callers(Settings settings, boolean loopback, boolean open) {
        Map<String, Set<Right>> byTitle = services(settings.text(SERVICES));
        List<Peer> peers = new ArrayList<>();
        for (String entry : settings.callers()) {
            CallerRule rule = rule(entry);
            Set<String> named = rule.aeTitle().equals(OTHERS) ? byTitle.keySet() : Set.of(rule.aeTitle());
            for (String title : named) {
                if (!title.equals(OTHERS)) {
                    Set<Right> rights = rights(settings, byTitle, title, loopback, open);
                    peers.add(new Peer.DicomCaller(
                            entry, new CallerRule(title, rule.place(), rule.subject()), Set.of(), rights));
                }
            }
            if (rule.aeTitle().equals(OTHERS)) {
                peers.add(new Peer.DicomCaller(
                        entry, rule, byTitle.keySet(), rights(settings, byTitle, OTHERS, loopback, open)));
            }
        }
        return List.copyOf(peers);
    }

    private static Set<Right> rights(
            Settings settings, Map<String, Set<Right>> byTitle, String title, boolean loopback, boolean open) {
        Set<Right> named = byTitle.getOrDefault(title, byTitle.getOrDefault(OTHERS, Set.of()));
        if (!named.isEmpty()) {
            return named;
        }
        if (!loopback) {
            throw new ConfigurationException(
                    "%s is '%s', which does not say what '%s' may do, while confluens.dicom.bind is beyond loopback; write %s"
                            .formatted(
                                    CALLERS,
                                    settings.text(CALLERS),
                                    title,
                                    newForm(settings.callers(), "images+documents+worklist+mpps")));
        }
        Set<Right> all = EnumSet.copyOf(Protocol.DICOM.rights());
        if (!open) {
            all.removeAll(Right.CLINICAL);
        }
        return Set.copyOf(all);
    }

    private static CallerRule rule(String entry) {
        try {
            return CallerRule.parse(entry);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(CALLERS + " has an entry that is none: " + e.getMessage());
        }
    }

    /** The services of each title, which its key has checked. */
    private static Map<String, Set<Right>> services(String text) {
        Map<String, Set<Right>> byTitle = new HashMap<>();
        for (String entry : text.isEmpty() ? new String[0] : text.split(",")) {
            int end = entry.lastIndexOf('=');
            Set<Right> rights = Arrays.stream(entry.substring(end + 1).strip().split("\\+"))
                    .flatMap(OldKeys::service)
                    .collect(Collectors.toSet());
            byTitle.put(entry.substring(0, end).strip(), Right.including(rights));
        }
        return byTitle;
    }

    private static Stream<Right> service(String word) {
        return STORAGE.containsKey(word) ? STORAGE.get(word).stream() : Right.named(word).stream();
    }

    /** The senders of HL7 messages; the key says nothing of what they may do, so it is followed on loopback only. */
    static List<Peer> senders(Settings settings, boolean loopback) {
        List<String> entries = Stream.of(settings.text(SENDERS).split(",", -1))
                .map(String::strip)
                .toList();
        List<Peer> peers = entries.stream().map(OldKeys::sender).toList();
        if (!loopback && settings.integer("confluens.hl7.port") != 0) {
            throw new ConfigurationException(
                    "%s is '%s', which does not say what they may do, while confluens.hl7.bind is beyond loopback; write %s"
                            .formatted(
                                    SENDERS,
                                    settings.text(SENDERS),
                                    newForm(
                                            entries.stream()
                                                    .map(OldKeys::withBar)
                                                    .toList(),
                                            "order+update")));
        }
        return peers;
    }

    private static Peer sender(String entry) {
        try {
            return new Peer.Hl7Sender(entry, SenderRule.parse(entry), Set.copyOf(Protocol.HL7.rights()));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(SENDERS + " has an entry that is none: " + e.getMessage());
        }
    }

    private static String withBar(String entry) {
        int at = entry.indexOf('@');
        String name = at < 0 ? entry : entry.substring(0, at);
        return (name.indexOf('|') < 0 ? name + "|*" : name) + (at < 0 ? "" : entry.substring(at));
    }

    private static String newForm(List<String> entries, String rights) {
        return Peers.KEY
                + "="
                + entries.stream()
                        .map(entry -> (entry.indexOf('@') < 0 && entry.indexOf('#') < 0 ? entry + "@10.0.0.5" : entry)
                                + "="
                                + rights)
                        .collect(Collectors.joining("; "));
    }
}
