package org.confluens.intake;

import java.util.List;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.patient.PatientKey;

/** What other features ask about studies. */
public interface Studies {

    /** A study with all that is known of it. */
    Optional<StudyDetails> study(String studyInstanceUid);

    /** The Study Instance UIDs of a patient, the newest study first. */
    List<String> studiesOf(PatientKey patient);

    /** The Study Instance UIDs that carry an accession number. */
    List<String> studiesWithAccessionNumber(String accessionNumber);

    /** A structured report, or key object selection, that was stored to us, whole. */
    Optional<Dataset> document(String sopInstanceUid);

    /** The same without its content, however long that is. */
    Optional<Dataset> documentWithoutContent(String sopInstanceUid);

    /** How long a document is that is too long for one row, in bytes; 0 for others, and for what is not there. */
    long longDocument(String sopInstanceUid);
}
