package org.confluens.worklist.query;

import java.util.List;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.patient.PatientKey;

/**
 * Patient ID, and issuer where one is asked for, of which some are names that were merged: items of the survivors match too.
 *
 * @param asked the keys as the caller wrote them
 */
record PatientCriterion(List<Criterion> asked, List<PatientKey> survivors) implements Criterion {

    PatientCriterion {
        asked = List.copyOf(asked);
        survivors = List.copyOf(survivors);
    }

    @Override
    public boolean matches(Dataset item) {
        PatientKey key = new PatientKey(item.string(Tag.PatientID, ""), item.string(Tag.IssuerOfPatientID, ""));
        return survivors.contains(key) || asked.stream().allMatch(criterion -> criterion.matches(item));
    }
}
