package org.confluens.dicom.dimse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.confluens.dicom.net.ExtendedNegotiation;
import org.confluens.dicom.net.NetLimits;
import org.confluens.dicom.net.NetTimeouts;
import org.confluens.dicom.net.Tls;
import org.confluens.dicom.net.UserIdentity;

/**
 * How associations are opened.
 *
 * @param extensions the application information of extended negotiations
 * @param asyncOperations how many requests may be under way, if the peer agrees; 1 proposes nothing
 */
public record ClientOptions(
        NetLimits limits,
        NetTimeouts timeouts,
        Optional<Tls> tls,
        Optional<UserIdentity> identity,
        int asyncOperations,
        List<ExtendedNegotiation> extensions) {

    public ClientOptions {
        extensions = List.copyOf(extensions);
    }

    private static final ClientOptions DEFAULTS = new ClientOptions(
            NetLimits.defaults(), NetTimeouts.defaults(), Optional.empty(), Optional.empty(), 1, List.of());

    public static ClientOptions defaults() {
        return DEFAULTS;
    }

    public ClientOptions with(NetTimeouts value) {
        return new ClientOptions(limits, value, tls, identity, asyncOperations, extensions);
    }

    public ClientOptions with(NetLimits value) {
        return new ClientOptions(value, timeouts, tls, identity, asyncOperations, extensions);
    }

    public ClientOptions withTls(Tls value) {
        return new ClientOptions(limits, timeouts, Optional.of(value), identity, asyncOperations, extensions);
    }

    public ClientOptions withIdentity(UserIdentity value) {
        return new ClientOptions(limits, timeouts, tls, Optional.of(value), asyncOperations, extensions);
    }

    public ClientOptions withAsyncOperations(int value) {
        return new ClientOptions(limits, timeouts, tls, identity, value, extensions);
    }

    /** Proposes an extended negotiation, PS3.7 section D.3.3.5. */
    public ClientOptions withExtension(String sopClassUid, byte... information) {
        List<ExtendedNegotiation> more = new ArrayList<>(extensions);
        more.add(new ExtendedNegotiation(sopClassUid, information));
        return new ClientOptions(limits, timeouts, tls, identity, asyncOperations, more);
    }
}
