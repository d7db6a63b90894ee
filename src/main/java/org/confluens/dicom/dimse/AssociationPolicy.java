package org.confluens.dicom.dimse;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.confluens.dicom.net.Negotiation;
import org.confluens.dicom.net.NetLimits;
import org.confluens.dicom.net.Pdu;
import org.confluens.dicom.net.Peer;
import org.confluens.dicom.net.RejectReason;
import org.confluens.dicom.net.UserIdentity;

/** Decides on association requests: by the called AE title, the caller, the user, then context by context. */
final class AssociationPolicy {
    private final Map<String, Negotiation> negotiations = new HashMap<>();
    private final CallerPolicy callers;
    private final Optional<UserIdentityCheck> identities;
    private final AssociationObserver observer;

    AssociationPolicy(
            Map<String, Services> services,
            NetLimits limits,
            CallerPolicy callers,
            Optional<UserIdentityCheck> identities,
            AssociationObserver observer) {
        services.forEach((title, served) -> negotiations.put(title, new Negotiation(served.contextOffers(), limits)));
        this.callers = callers;
        this.identities = identities;
        this.observer = observer;
    }

    Pdu decide(Pdu.Request request, Peer peer) {
        Caller caller = caller(request, peer);
        Negotiation negotiation = negotiations.get(request.calledAeTitle());
        if (negotiation == null) {
            return reject(caller, RejectReason.CALLED_AE_TITLE_NOT_RECOGNIZED);
        }
        if (!callers.allows(caller)) {
            return reject(caller, RejectReason.CALLING_AE_TITLE_NOT_RECOGNIZED);
        }
        Optional<UserIdentity> identity = request.user().identity();
        if (identities.isPresent() && identity.isPresent() && caller.user().isEmpty()) {
            return reject(caller, RejectReason.NO_REASON_GIVEN);
        }
        boolean answer = identities.isPresent()
                && identity.map(UserIdentity::responseRequested).orElse(false);
        return negotiation.accept(
                request,
                sopClass -> callers.allows(caller, sopClass),
                answer ? Optional.of(new byte[0]) : Optional.empty());
    }

    /** While the server stops. */
    Pdu refuse(Pdu.Request request, Peer peer) {
        return reject(caller(request, peer), RejectReason.TEMPORARY_CONGESTION);
    }

    private Pdu reject(Caller caller, RejectReason reason) {
        observer.rejected(caller, reason.name());
        return Pdu.Reject.of(reason);
    }

    Caller caller(Pdu.Request request, Peer peer) {
        Optional<String> user = identities.flatMap(check -> request.user()
                .identity()
                .flatMap(identity -> check.check(identity.type(), identity.primary(), identity.secondary())));
        return new Caller(request.callingAeTitle(), request.calledAeTitle(), peer.address(), peer.certificate(), user);
    }
}
