package org.confluens.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.confluens.dicom.data.Tag;
import org.confluens.intake.StudyDetails;
import org.confluens.patient.Patient;
import org.confluens.patient.PatientKey;
import org.confluens.patient.Patients;
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

    /** Whether the document names the patient of the study, by whatever name he or she is known. */
    boolean isOf(SrDocument document, StudyDetails study) {
        String id = document.context().string(Tag.PatientID, "").strip();
        String issuer = document.context().string(Tag.IssuerOfPatientID, "").strip();
        String birthDate = document.context().string(Tag.PatientBirthDate, "").strip();
        if (id.isEmpty()) {
            return study.patient().shownId().isEmpty();
        }
        // An editor that drops the issuer means the one that the study has.
        String meant = issuer.isEmpty() ? study.patient().shownIssuer() : issuer;
        return isOf(new PatientKey(id, meant), birthDate, study) || isOf(new PatientKey(id, issuer), birthDate, study);
    }

    private boolean isOf(PatientKey named, String birthDate, StudyDetails study) {
        String born = birthDate.isEmpty() ? study.patientBirthDate() : birthDate;
        return patients.who(named, born).map(Patient::key).orElse(named).equals(study.patient());
    }
}
