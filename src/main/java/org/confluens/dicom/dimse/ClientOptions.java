package org.confluens.dicom.dimse;

import java.util.Optional;
import org.confluens.dicom.net.NetLimits;
import org.confluens.dicom.net.NetTimeouts;
import org.confluens.dicom.net.Tls;
import org.confluens.dicom.net.UserIdentity;

/**
 * How associations are opened.
 *
 * @param asyncOperations how many requests may be under way, if the peer agrees; 1 proposes nothing
 */
public record ClientOptions(
        NetLimits limits,
        NetTimeouts timeouts,
        Optional<Tls> tls,
        Optional<UserIdentity> identity,
        int asyncOperations) {

    private static final ClientOptions DEFAULTS =
            new ClientOptions(NetLimits.defaults(), NetTimeouts.defaults(), Optional.empty(), Optional.empty(), 1);

    public static ClientOptions defaults() {
        return DEFAULTS;
    }

    public ClientOptions with(NetTimeouts value) {
        return new ClientOptions(limits, value, tls, identity, asyncOperations);
    }

    public ClientOptions with(NetLimits value) {
        return new ClientOptions(value, timeouts, tls, identity, asyncOperations);
    }

    public ClientOptions withTls(Tls value) {
        return new ClientOptions(limits, timeouts, Optional.of(value), identity, asyncOperations);
    }

    public ClientOptions withIdentity(UserIdentity value) {
        return new ClientOptions(limits, timeouts, tls, Optional.of(value), asyncOperations);
    }

    public ClientOptions withAsyncOperations(int value) {
        return new ClientOptions(limits, timeouts, tls, identity, value);
    }
}
