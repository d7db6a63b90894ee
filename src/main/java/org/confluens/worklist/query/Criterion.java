package org.confluens.worklist.query;

import org.confluens.dicom.data.Dataset;

/** One condition of a query on a worklist item; what is not a value to compare is no criterion. */
sealed interface Criterion
        permits TextCriterion,
                PatientCriterion,
                NameCriterion,
                NumberCriterion,
                PeriodCriterion,
                SequenceCriterion,
                CallerCriterion {

    boolean matches(Dataset item);
}
