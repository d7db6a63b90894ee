package org.confluens.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.confluens.config.Settings;
import org.confluens.dicom.data.ReadLimits;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.AeRole;
import org.confluens.dicom.dimse.ServiceOffer;
import org.confluens.dicom.dimse.ServiceProvider;
import org.confluens.dicom.dimse.StoreHandler;
import org.confluens.rights.Peers;

/** Offers storage and instance availability notification under the main AE title. */
@ApplicationScoped
class IntakeServices implements ServiceProvider {

    private IntakeFiles files;
    private Refusals refusals;
    private Announcements announcements;
    private Clock clock;
    private Settings settings;
    private PeerMemory memory;
    private Peers peers;

    protected IntakeServices() {}

    @Inject
    IntakeServices(
            IntakeFiles files,
            RefusalLog refusals,
            Announcements announcements,
            Clock clock,
            Settings settings,
            PeerMemory memory,
            Peers peers) {
        this.files = files;
        this.refusals = refusals.waiting();
        this.announcements = announcements;
        this.clock = clock;
        this.settings = settings;
        this.memory = memory;
        this.peers = peers;
    }

    @Override
    public AeRole role() {
        return AeRole.MAIN;
    }

    @Override
    public List<ServiceOffer> offers() {
        InstanceStore store =
                new InstanceStore(files.journal(), refusals, clock, memory.budget(), peers, limits(settings));
        return List.of(
                storage(
                        new QuarantineGate(store, files.quarantine(), refusals, clock),
                        settings.flag("confluens.dicom.accept-unknown-storage")),
                new ServiceOffer(
                        Set.of(UID.InstanceAvailabilityNotification),
                        List.of(UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian),
                        new AvailabilityNotification(announcements::announce)));
    }

    @Override
    public void serving(Runnable stop) {
        files.beforeClose(stop);
    }

    /** @param unknown whether SOP classes that no table here has are taken, if the peer says that they are of this service */
    static ServiceOffer storage(StoreHandler store, boolean unknown) {
        ServiceOffer known = new ServiceOffer(StorageClasses.uids(), StorageClasses.transferSyntaxUids(), store)
                .answering((sopClass, asked) -> Optional.of(StorageClasses.conformance(sopClass)));
        return unknown ? known.andAllOf(UID.Storage) : known;
    }

    /** What is read of one object that a peer stores. */
    static ReadLimits limits(Settings settings) {
        long bytes = (long) settings.integer("confluens.dicom.max-document-size") << 20;
        long value = (long) settings.integer("confluens.dicom.max-value-length") << 20;
        return new ReadLimits(
                settings.integer("confluens.dicom.max-elements"),
                settings.integer("confluens.dicom.max-depth"),
                Math.min(bytes, value),
                value,
                bytes);
    }
}
