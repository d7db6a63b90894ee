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
        services.forEach((title, served) -> negotiations.put(
                title, new Negotiation(served.contextOffers(), served.contextOffersByServiceClass(), limits)));
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
        boolean asked = identity.isPresent()
                || identities.map(UserIdentityCheck::required).orElse(false);
        if (identities.isPresent() && asked && caller.user().isEmpty()) {
            return reject(caller, RejectReason.NO_REASON_GIVEN);
        }
        return negotiation.accept(
                request,
                sopClass -> callers.allows(caller, sopClass),
                identities.isPresent() ? identity.flatMap(AssociationPolicy::response) : Optional.empty());
    }

    /** The response to names is empty (PS3.7 table D.3-15); one to a ticket, an assertion or a token we can't make. */
    private static Optional<byte[]> response(UserIdentity identity) {
        boolean name =
                identity.type() == UserIdentity.USER_NAME || identity.type() == UserIdentity.USER_NAME_AND_PASSCODE;
        return identity.responseRequested() && name ? Optional.of(new byte[0]) : Optional.empty();
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
                .flatMap(identity ->
                        check.check(peer.address(), identity.type(), identity.primary(), identity.secondary())));
        return new Caller(request.callingAeTitle(), request.calledAeTitle(), peer.address(), peer.certificate(), user);
    }
}
