package org.confluens.dicom.dimse;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.net.ContextOffer;
import org.confluens.dicom.net.ExtendedAnswer;

/** What one of our AE titles serves: the offers merged by SOP class. Verification belongs to every AE. */
final class Services {
    static final String VERIFICATION_CLASS = UID.Verification;

    private static final ServiceOffer VERIFICATION = new ServiceOffer(
            Set.of(VERIFICATION_CLASS),
            List.of(UID.ImplicitVRLittleEndian, UID.ExplicitVRLittleEndian),
            new NormalizedHandler() {});

    private final Map<String, List<ServiceOffer>> bySopClass = new LinkedHashMap<>();
    private final List<ServiceOffer> offers;

    /** Serve what no offer names; only a SOP class that was negotiated as one of theirs comes so far. */
    private final List<ServiceOffer> ofServiceClasses;

    Services(List<ServiceOffer> offers) {
        this.offers = new ArrayList<>(offers);
        if (offers.stream().noneMatch(offer -> offer.sopClasses().contains(VERIFICATION_CLASS))) {
            this.offers.add(VERIFICATION);
        }
        this.ofServiceClasses = this.offers.stream()
                .filter(offer -> offer.serviceClass().isPresent())
                .toList();
        for (ServiceOffer offer : this.offers) {
            for (String sopClass : offer.sopClasses()) {
                bySopClass.computeIfAbsent(sopClass, uid -> new ArrayList<>()).add(offer);
            }
        }
    }

    Collection<ServiceOffer> offers() {
        return offers;
    }

    List<ContextOffer> contextOffers() {
        List<ContextOffer> contexts = new ArrayList<>();
        bySopClass.forEach((sopClass, served) -> contexts.add(new ContextOffer(
                sopClass,
                served.stream()
                        .flatMap(offer -> offer.transferSyntaxes().stream())
                        .distinct()
                        .toList(),
                served.stream().anyMatch(offer -> offer.role() == ServiceOffer.Role.SCP),
                served.stream().anyMatch(offer -> offer.role() == ServiceOffer.Role.SCU),
                extension(served))));
        return contexts;
    }

    /** The first answer that one of the offers has. */
    private static ExtendedAnswer extension(List<ServiceOffer> served) {
        return (sopClass, asked) -> served.stream()
                .flatMap(offer -> offer.extension().answer(sopClass, asked).stream())
                .findFirst();
    }

    /** By Service Class UID, what is offered of SOP classes that no offer names. */
    Map<String, ContextOffer> contextOffersByServiceClass() {
        Map<String, ContextOffer> contexts = new LinkedHashMap<>();
        for (ServiceOffer offer : offers) {
            offer.serviceClass()
                    .ifPresent(uid -> contexts.put(
                            uid, new ContextOffer(uid, offer.transferSyntaxes(), true, false, offer.extension())));
        }
        return contexts;
    }

    /** The handler of a kind for a SOP class. */
    <T extends DimseHandler> Optional<T> handler(String sopClass, Class<T> kind) {
        return bySopClass.getOrDefault(sopClass, ofServiceClasses).stream()
                .map(ServiceOffer::handler)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }
}
