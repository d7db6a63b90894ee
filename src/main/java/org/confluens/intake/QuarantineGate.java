package org.confluens.intake;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import org.confluens.dicom.dimse.DimseException;
import org.confluens.dicom.dimse.DimseStatus;
import org.confluens.dicom.dimse.StoreHandler;
import org.confluens.dicom.dimse.StoreRequest;

/**
 * Takes no instance while too much of what was acknowledged before waits in the quarantine for a person: what fills it
 * would otherwise fill the disk, and each of these was called a success to its sender.
 */
record QuarantineGate(StoreHandler store, Quarantine quarantine, Refusals refusals, Clock clock)
        implements StoreHandler {

    private static final StoreVerdict FULL = StoreVerdict.of(
            StoreVerdict.OUT_OF_RESOURCES, "Too much waits in quarantine; it has to be looked at first");

    @Override
    public DimseStatus store(StoreRequest request, InputStream dataSet) throws IOException, DimseException {
        if (!quarantine.now().full()) {
            return store.store(request, dataSet);
        }
        refusals.add(new Refusal(
                clock.instant(),
                request.caller().callingAeTitle(),
                request.sopClassUid(),
                request.sopInstanceUid(),
                request.transferSyntax().uid(),
                FULL.status(),
                FULL.reason()));
        throw new DimseException(FULL.status(), FULL.reason());
    }
}
