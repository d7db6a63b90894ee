package org.confluens.intake;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.confluens.patient.PatientKey;

/** The patient of a study, to be read with it; who that is, and all changes, are the business of {@code Patients}. */
@Entity
@Table(name = "patient")
public class PatientRow {

    @Id
    private long id;

    @Column(name = "patient_id")
    private String patientId;

    private String issuer;
    private String name;

    @Column(name = "birth_date")
    private String birthDate;

    private String sex;

    protected PatientRow() {}

    public PatientKey key() {
        return new PatientKey(patientId, issuer);
    }

    /** Patient's Name (0010,0010), all component groups. */
    public String name() {
        return name;
    }

    /** Patient's Birth Date (0010,0030), empty when not known. */
    public String birthDate() {
        return birthDate;
    }

    /** Patient's Sex (0010,0040), empty when not known. */
    public String sex() {
        return sex;
    }
}
