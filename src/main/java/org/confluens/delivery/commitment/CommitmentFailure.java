package org.confluens.delivery.commitment;

import java.time.Duration;
import java.util.Optional;
import org.confluens.destination.AnswerRule;
import org.confluens.destination.AnswerTable;
import org.confluens.destination.Meaning;
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
        String code = DimseStatus.of(reason & 0xFFFF).toString();
        Optional<AnswerRule> rule = AnswerTable.standard().rule(AnswerTable.Service.COMMITMENT, code);
        String why = rule.map(AnswerRule::why).orElse("the archive cannot say that it keeps the instance");
        Remedy remedy = switch (rule.map(AnswerRule::meaning).orElse(Meaning.TEMPORARY)) {
            case LOST -> Remedy.SEND_AGAIN;
            case PERMANENT, NOT_OFFERED -> Remedy.NONE;
            case DELIVERED, TEMPORARY, AWAY -> Remedy.ASK_AGAIN;
        };
        return new CommitmentFailure(remedy, why + " (failure reason " + code + ")");
    }

    /** How long to wait before the remedy is tried after so many failures in a row; empty gives up. */
    Optional<Duration> pause(int failures) {
        return remedy == Remedy.NONE || failures >= MOST_FAILURES
                ? Optional.empty()
                : Optional.of(FIRST_PAUSE.multipliedBy(1L << (failures - 1)));
    }
}
