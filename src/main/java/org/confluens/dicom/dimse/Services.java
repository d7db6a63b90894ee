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

/** What one of our AE titles serves: the offers merged by SOP class. Verification belongs to every AE. */
final class Services {
    static final String VERIFICATION_CLASS = UID.Verification;

    private static final ServiceOffer VERIFICATION = new ServiceOffer(
            Set.of(VERIFICATION_CLASS),
            List.of(UID.ImplicitVRLittleEndian, UID.ExplicitVRLittleEndian),
            new NormalizedHandler() {});

    private final Map<String, List<ServiceOffer>> bySopClass = new LinkedHashMap<>();
    private final List<ServiceOffer> offers;

    Services(List<ServiceOffer> offers) {
        this.offers = new ArrayList<>(offers);
        if (offers.stream().noneMatch(offer -> offer.sopClasses().contains(VERIFICATION_CLASS))) {
            this.offers.add(VERIFICATION);
        }
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
                asked -> Optional.empty())));
        return contexts;
    }

    /** The handler of a kind for a SOP class. */
    <T extends DimseHandler> Optional<T> handler(String sopClass, Class<T> kind) {
        return bySopClass.getOrDefault(sopClass, List.of()).stream()
                .map(ServiceOffer::handler)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }
}
