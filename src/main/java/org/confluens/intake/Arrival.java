package org.confluens.intake;

import java.io.IOException;
import java.time.Instant;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;

/** An instance on its way from the journal to the database. */
record Arrival(IntakeRecord instance, Dataset dataset) {

    static Arrival of(IntakeRecord instance) throws IOException {
        return new Arrival(instance, instance.dataset());
    }

    String sopInstanceUid() {
        return instance.sopInstanceUid();
    }

    String studyInstanceUid() {
        return dataset.string(Tag.StudyInstanceUID, "");
    }

    String seriesInstanceUid() {
        return dataset.string(Tag.SeriesInstanceUID, "");
    }

    Instant receivedAt() {
        return instance.receivedAt();
    }

    StorageClasses.Kind kind() {
        return StorageClasses.kind(instance.sopClassUid());
    }

    PatientKey patientKey() {
        String id = text(Tag.PatientID);
        return id.isEmpty()
                ? PatientKey.notIdentified(studyInstanceUid())
                : new PatientKey(id, text(Tag.IssuerOfPatientID));
    }

    /** A value without the characters that a database can't take. */
    String text(int tag) {
        String value = dataset.string(tag, "");
        return value.indexOf('\0') < 0 ? value : value.replace("\0", "");
    }
}
