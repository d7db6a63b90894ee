package org.confluens.worklist.mpps;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.AeRole;
import org.confluens.dicom.dimse.ServiceOffer;
import org.confluens.dicom.dimse.ServiceProvider;
import org.confluens.platform.disk.Room;
import org.confluens.transaction.ContainerTransaction;

/** Offers MPPS under both AE titles. */
@ApplicationScoped
public class PerformedStepService implements ServiceProvider {

    private PerformedStepHandler handler;

    protected PerformedStepService() {}

    @Inject
    PerformedStepService(PerformedSteps steps, ContainerTransaction transaction, Room room) {
        this.handler = new PerformedStepHandler(steps, transaction, room::isLeft);
    }

    @Override
    public AeRole role() {
        return AeRole.BOTH;
    }

    @Override
    public List<ServiceOffer> offers() {
        List<String> syntaxes = List.of(
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid(),
                TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN.uid(),
                TransferSyntax.EXPLICIT_VR_BIG_ENDIAN.uid());
        return List.of(new ServiceOffer(
                Set.of(UID.ModalityPerformedProcedureStep, UID.ModalityPerformedProcedureStepRetrieve),
                syntaxes,
                handler));
    }
}
