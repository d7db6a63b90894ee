package org.confluens.intake;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.util.Optional;

/** A patient as the newest study names him or her; text in DICOM form. */
@Entity
@Table(name = "patient")
@SequenceGenerator(name = "patient_seq", sequenceName = "patient_seq", allocationSize = 50)
public class Patient {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "patient_seq")
    private long id;

    @Column(name = "patient_id")
    private String patientId;

    private String issuer;
    private String name;

    @Column(name = "birth_date")
    private String birthDate;

    private String sex;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "merged_into")
    private Patient mergedInto;

    protected Patient() {}

    Patient(PatientKey key) {
        this.patientId = key.id();
        this.issuer = key.issuer();
        this.name = "";
        this.birthDate = "";
        this.sex = "";
    }

    long id() {
        return id;
    }

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

    /** The patient that this one was merged into, if it was. */
    public Optional<Patient> mergedInto() {
        return Optional.ofNullable(mergedInto);
    }

    void mergeInto(Patient survivor) {
        this.mergedInto = survivor;
    }

    void describe(String newName, String newBirthDate, String newSex) {
        this.name = newName;
        this.birthDate = newBirthDate;
        this.sex = newSex;
    }
}
