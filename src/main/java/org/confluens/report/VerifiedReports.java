package org.confluens.report;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.finding.ReportFindings;
import org.confluens.patient.PatientKey;

/** What verified reports say, whoever wrote them. */
public interface VerifiedReports {

    /** The findings of each report of the patient that counts now, the oldest images first. */
    List<ReportFindings> of(PatientKey patient);

    /**
     * The same for several patients, read together; a patient without reports has an empty list. What had to be read out of
     * documents is kept for the next time, so the caller makes sure that nobody else compares these patients meanwhile.
     */
    Map<PatientKey, List<ReportFindings>> ofLocked(Collection<PatientKey> patients);

    /** A document that was verified, as it was sent; also one that was replaced or withdrawn since. */
    Optional<Dataset> document(String sopInstanceUid);
}
