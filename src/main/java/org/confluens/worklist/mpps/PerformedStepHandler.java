package org.confluens.worklist.mpps;

import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.dimse.DimseException;
import org.confluens.dicom.dimse.DimseStatus;
import org.confluens.dicom.dimse.NormalizedHandler;
import org.confluens.dicom.dimse.NormalizedRequest;
import org.confluens.dicom.dimse.NormalizedResponse;
import org.confluens.platform.log.Log;
import org.confluens.transaction.ContainerTransaction;
import org.confluens.worklist.WorklistUnavailableException;

/** The MPPS and MPPS Retrieve SOP classes as SCP, PS3.4 F.7 and F.8. */
final class PerformedStepHandler implements NormalizedHandler {

    private static final Log LOG = Log.of(PerformedStepHandler.class);

    /** "Requested optional Attributes are not supported", PS3.4 F.8.2.1.4: a warning. */
    private static final DimseStatus SOME_ATTRIBUTES_UNKNOWN = DimseStatus.of(0x0001);

    private final PerformedSteps steps;
    private final ContainerTransaction transaction;
    private final BooleanSupplier room;

    /** @param room whether the disk has room for what a modality says of its steps */
    PerformedStepHandler(PerformedSteps steps, ContainerTransaction transaction, BooleanSupplier room) {
        this.room = room;
        this.steps = steps;
        this.transaction = transaction;
    }

    @Override
    public NormalizedResponse create(NormalizedRequest request) throws DimseException {
        requireRoom();
        String caller = request.caller().callingAeTitle();
        String uid = answering(() -> steps.create(request.sopInstanceUid(), request.dataSet(), caller));
        LOG.info("{0} has begun performed step {1}", caller, uid);
        return NormalizedResponse.created(uid, Dataset.empty());
    }

    @Override
    public NormalizedResponse set(NormalizedRequest request) throws DimseException {
        requireRoom();
        String state = request.dataSet().string(Tag.PerformedProcedureStepStatus, "unchanged");
        answering(() -> {
            steps.set(request.sopInstanceUid(), request.dataSet());
            return state;
        });
        LOG.info(
                "{0} has set performed step {1}: {2}",
                request.caller().callingAeTitle(), request.sopInstanceUid(), state);
        return NormalizedResponse.success();
    }

    @Override
    public NormalizedResponse get(NormalizedRequest request) throws DimseException {
        Dataset known = answering(() -> steps.get(request.sopInstanceUid()));
        List<Integer> asked = request.attributes();
        if (asked.isEmpty()) {
            return NormalizedResponse.success(known);
        }
        Dataset answer = known.filter(Set.copyOf(asked)::contains);
        boolean complete = asked.stream().allMatch(known::contains);
        return new NormalizedResponse(complete ? DimseStatus.SUCCESS : SOME_ATTRIBUTES_UNKNOWN, "", answer);
    }

    /** Resource limitation (0213H, PS3.7 annex C): the modality may try again. */
    private void requireRoom() throws DimseException {
        if (!room.getAsBoolean()) {
            throw new DimseException(DimseStatus.RESOURCE_LIMITATION, "Not enough room on the disk");
        }
    }

    private <T> T answering(ContainerTransaction.Work<T, DimseException> work) throws DimseException {
        try {
            return transaction.call(work);
        } catch (WorklistUnavailableException e) {
            LOG.error("a performed step could not be kept: {0}", e);
            throw new DimseException(DimseStatus.RESOURCE_LIMITATION, "The worklist's database is not available");
        }
    }
}
