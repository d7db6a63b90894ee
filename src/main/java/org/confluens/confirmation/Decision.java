package org.confluens.confirmation;

import org.confluens.concordance.Evidence;
import org.confluens.concordance.SegmentConcordance;

/** What a comparison means for the flags of a patient. */
sealed interface Decision {

    /** A new flag on the stenosis that the evidence shows. */
    record Raise(SegmentConcordance segment, Evidence evidence) implements Decision {}

    /** The flag stands; it shows what the newest report says. */
    record Keep(long flagId, SegmentConcordance segment, Evidence evidence) implements Decision {}

    /** The catheter study that was made for the flag did not settle it; another one is proposed. */
    record Release(long flagId, SegmentConcordance segment, Evidence evidence) implements Decision {}

    /** The flag stands and nothing is proposed for it any more: a person is to decide. */
    record Hold(long flagId, SegmentConcordance segment, Evidence evidence) implements Decision {}

    /** A catheter study answered the flag, about the stenosis that the evidence shows. */
    record Resolve(long flagId, SegmentConcordance segment, Evidence evidence) implements Decision {}

    /** The flag's reason is back. */
    record Reopen(long flagId, SegmentConcordance segment, Evidence evidence) implements Decision {}

    /** No verified report shows the stenosis any more, or another flag of the segment shows it already. */
    record Withdraw(long flagId, Dismissal dismissal) implements Decision {}
}
