package org.confluens.delivery;

import java.time.Duration;
import java.util.Optional;
import org.confluens.dicom.dimse.DimseStatus;

/**
 * Why the PACS does not confirm that it keeps a document, and what follows: what it has not got is sent again, what it
 * cannot say now is asked again, each after one minute and then after twice as long every time; after five failures, or
 * where neither helps, a person has to look.
 *
 * @param problem what a person is told, with the reason by its Failure Reason (0008,1197), PS3.3 C.14.1.1
 */
record CommitmentFailure(Remedy remedy, String problem) {

    /** What may help. */
    enum Remedy {
        SEND_AGAIN,
        ASK_AGAIN,
        NONE
    }

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final int MOST_FAILURES = 5;

    /** The PACS never said anything. */
    static CommitmentFailure noAnswer() {
        return new CommitmentFailure(Remedy.ASK_AGAIN, "the PACS did not answer within a day");
    }

    /** What the PACS says by a failure reason; a missing one is none that is known. */
    static CommitmentFailure of(int reason) {
        DimseStatus status = DimseStatus.of(reason & 0xFFFF);
        if (status.equals(DimseStatus.NO_SUCH_SOP_INSTANCE)) {
            return failure(Remedy.SEND_AGAIN, "the PACS does not have it", status);
        }
        if (status.equals(DimseStatus.CLASS_INSTANCE_CONFLICT)) {
            return failure(Remedy.NONE, "the PACS has it as an object of another class", status);
        }
        if (status.equals(DimseStatus.SOP_CLASS_NOT_SUPPORTED)) {
            return failure(Remedy.NONE, "the PACS does not keep objects of its class", status);
        }
        return failure(Remedy.ASK_AGAIN, "the PACS cannot say that it keeps it", status);
    }

    private static CommitmentFailure failure(Remedy remedy, String what, DimseStatus reason) {
        return new CommitmentFailure(remedy, what + " (failure reason " + reason + ")");
    }

    /** How long to wait before the remedy is tried after so many failures in a row; empty gives up. */
    Optional<Duration> pause(int failures) {
        return remedy == Remedy.NONE || failures >= MOST_FAILURES
                ? Optional.empty()
                : Optional.of(FIRST_PAUSE.multipliedBy(1L << (failures - 1)));
    }
}
