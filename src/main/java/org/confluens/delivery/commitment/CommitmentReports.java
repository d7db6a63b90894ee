package org.confluens.delivery.commitment;

import java.util.function.Predicate;
import org.confluens.dicom.dimse.DimseException;
import org.confluens.dicom.dimse.DimseStatus;
import org.confluens.dicom.dimse.NormalizedHandler;
import org.confluens.dicom.dimse.NormalizedRequest;
import org.confluens.dicom.dimse.NormalizedResponse;

/** Takes the answers to our requests for storage commitment, on the association of the request or on one of their own. */
final class CommitmentReports implements NormalizedHandler {

    private static final int ALL_COMMITTED = 1;
    private static final int FAILURES_EXIST = 2;

    private final Predicate<CommitmentResult> settle;

    /**
     * Reports go to somebody.
     *
     * @param settle takes note of a result; false when it knows of no such transaction
     */
    CommitmentReports(Predicate<CommitmentResult> settle) {
        this.settle = settle;
    }

    @Override
    public NormalizedResponse eventReport(NormalizedRequest request) throws DimseException {
        if (request.typeId() != ALL_COMMITTED && request.typeId() != FAILURES_EXIST) {
            throw new DimseException(DimseStatus.NO_SUCH_EVENT_TYPE, "storage commitment has event types 1 and 2");
        }
        CommitmentResult result = CommitmentResult.of(request.dataSet())
                .orElseThrow(() -> new DimseException(
                        DimseStatus.INVALID_ARGUMENT_VALUE, "Transaction UID (0008,1195) is missing"));
        if (!settle.test(result)) {
            throw new DimseException(DimseStatus.INVALID_ARGUMENT_VALUE, "the Transaction UID is none of ours");
        }
        return NormalizedResponse.success();
    }
}
