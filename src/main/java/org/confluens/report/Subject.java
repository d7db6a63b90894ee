package org.confluens.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.confluens.dicom.data.Tag;
import org.confluens.intake.Patient;
import org.confluens.intake.PatientKey;
import org.confluens.intake.Patients;
import org.confluens.intake.StudyDetails;
import org.confluens.sr.SrDocument;

/** Whom a document is about: what it says itself, not what the study says that it was stored to. */
@ApplicationScoped
class Subject {

    private Patients patients;

    protected Subject() {}

    @Inject
    Subject(Patients patients) {
        this.patients = patients;
    }

    /** Whether the document names the patient of the study, or one who was merged into that patient. */
    boolean isOf(SrDocument document, StudyDetails study) {
        String id = document.context().string(Tag.PatientID, "").strip();
        String issuer = document.context().string(Tag.IssuerOfPatientID, "").strip();
        if (id.isEmpty()) {
            return !study.patient().identified();
        }
        // An editor that drops the issuer means the one that the study has.
        String meant = issuer.isEmpty() ? study.patient().issuer() : issuer;
        return isOf(new PatientKey(id, meant), study) || isOf(new PatientKey(id, issuer), study);
    }

    private boolean isOf(PatientKey named, StudyDetails study) {
        return named.equals(study.patient())
                || patients.patient(named)
                        .map(Patient::key)
                        .filter(study.patient()::equals)
                        .isPresent();
    }
}
