package org.confluens.delivery.commitment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.AeRole;
import org.confluens.dicom.dimse.ServiceOffer;
import org.confluens.dicom.dimse.ServiceProvider;

/** Lets the PACS report, on an association that it opens, what it has taken responsibility for. */
@ApplicationScoped
class DeliveryServices implements ServiceProvider {

    private Commitments commitments;

    protected DeliveryServices() {}

    @Inject
    DeliveryServices(Commitments commitments) {
        this.commitments = commitments;
    }

    @Override
    public AeRole role() {
        return AeRole.MAIN;
    }

    @Override
    public List<ServiceOffer> offers() {
        return List.of(ServiceOffer.eventReports(
                Set.of(UID.StorageCommitmentPushModel),
                List.of(UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian),
                new CommitmentReports(commitments::settle)));
    }
}
