package org.confluens.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.confluens.dicom.dimse.AeRole;
import org.confluens.dicom.dimse.ServiceOffer;
import org.confluens.dicom.dimse.ServiceProvider;

/** Offers storage under the main AE title. */
@ApplicationScoped
class IntakeServices implements ServiceProvider {

    private IntakeFiles files;
    private Refusals refusals;
    private Clock clock;

    protected IntakeServices() {}

    @Inject
    IntakeServices(IntakeFiles files, RefusalLog refusals, Clock clock) {
        this.files = files;
        this.refusals = refusals.waiting();
        this.clock = clock;
    }

    @Override
    public AeRole role() {
        return AeRole.MAIN;
    }

    @Override
    public List<ServiceOffer> offers() {
        InstanceStore store = new InstanceStore(files.journal(), refusals, clock);
        return List.of(new ServiceOffer(StorageClasses.uids(), StorageClasses.transferSyntaxUids(), store));
    }
}
