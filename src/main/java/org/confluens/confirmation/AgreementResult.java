package org.confluens.confirmation;

import org.confluens.concordance.ClusteredTable;
import org.confluens.finding.Examination;

/**
 * One examination against the reference, over all segments or in one.
 *
 * @param segment the segment's id, empty for all together
 * @param table segments that both judged, by patient
 * @param testUndecided segments that the reference judged and the tested examination did not, or could not decide
 * @param referenceUndecided the other way round
 */
record AgreementResult(
        Examination test,
        Examination reference,
        String segment,
        ClusteredTable table,
        long testUndecided,
        long referenceUndecided) {}
