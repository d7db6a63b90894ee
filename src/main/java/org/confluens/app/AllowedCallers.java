package org.confluens.app;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.confluens.dicom.dimse.Caller;
import org.confluens.dicom.dimse.CallerPolicy;

/** Lets in the callers that the configuration names: an AE title, {@code AET@host}, {@code *@host}, or {@code *}. */
final class AllowedCallers implements CallerPolicy {

    private final List<String> entries;

    AllowedCallers(List<String> entries) {
        this.entries = List.copyOf(entries);
    }

    @Override
    public boolean allows(Caller caller) {
        return entries.stream().anyMatch(entry -> matches(entry, caller));
    }

    private static boolean matches(String entry, Caller caller) {
        String[] titleAndHost = entry.split("@", 2);
        boolean title = titleAndHost[0].equals("*") || titleAndHost[0].equals(caller.callingAeTitle());
        return title && (titleAndHost.length == 1 || isAt(titleAndHost[1], caller.address()));
    }

    /** Names are looked up at each call, so that a changed address is seen; the resolver keeps them for a while. */
    private static boolean isAt(String host, InetAddress address) {
        try {
            return Arrays.asList(InetAddress.getAllByName(host)).contains(address);
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
