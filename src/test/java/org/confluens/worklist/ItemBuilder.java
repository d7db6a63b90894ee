package org.confluens.worklist;

import java.util.List;
import java.util.Map;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;

/** Builds worklist data sets that are complete until a test changes them. */
public final class ItemBuilder {

    private final Dataset.Builder request = Dataset.builder()
            .put(Tag.AccessionNumber, "ACC1")
            .put(Tag.PatientName, "DOE^JANE")
            .put(Tag.PatientID, "P1")
            .put(Tag.IssuerOfPatientID, "TEST")
            .put(Tag.PatientBirthDate, "19700102")
            .put(Tag.PatientSex, "F")
            .put(Tag.StudyInstanceUID, "2.25.1")
            .put(Tag.RequestedProcedureID, "RP1")
            .put(Tag.RequestedProcedureDescription, "Venography");
    private final Dataset.Builder step = Dataset.builder()
            .put(Tag.Modality, "XA")
            .put(Tag.ScheduledStationAETitle, "ANGIO1")
            .put(Tag.ScheduledProcedureStepStartDate, "20261123")
            .put(Tag.ScheduledProcedureStepStartTime, "093000")
            .put(Tag.ScheduledProcedureStepID, "SPS1")
            .put(Tag.ScheduledProcedureStepDescription, "Catheter venography");

    public static ItemBuilder item() {
        return new ItemBuilder();
    }

    public ItemBuilder with(int tag, String... values) {
        request.put(tag, values);
        return this;
    }

    public ItemBuilder step(int tag, String... values) {
        step.put(tag, values);
        return this;
    }

    public ItemBuilder without(int tag) {
        request.remove(tag);
        step.remove(tag);
        return this;
    }

    public ItemBuilder withItems(int tag, Dataset... items) {
        request.putItems(tag, items);
        return this;
    }

    /** The empty sequences that worklist files need for wlmscpfs to take them. */
    public ItemBuilder putEmptySequences() {
        request.putEmpty(Tag.ReferencedStudySequence).putEmpty(Tag.ReferencedPatientSequence);
        return this;
    }

    public ItemBuilder stepItems(int tag, Dataset... items) {
        step.putItems(tag, items);
        return this;
    }

    /** Another patient, study and step, all told apart by a number. */
    public ItemBuilder numbered(int number) {
        return with(Tag.PatientID, "P" + number)
                .with(Tag.StudyInstanceUID, "2.25." + number)
                .with(Tag.AccessionNumber, "ACC" + number)
                .with(Tag.RequestedProcedureID, "RP" + number)
                .step(Tag.ScheduledProcedureStepID, "SPS" + number);
    }

    public ItemBuilder at(String date, String time) {
        return step(Tag.ScheduledProcedureStepStartDate, date).step(Tag.ScheduledProcedureStepStartTime, time);
    }

    public Dataset dataset() {
        return request.build().toBuilder()
                .putItems(Tag.ScheduledProcedureStepSequence, step.build())
                .build();
    }

    /** The item as the worklist keeps it. */
    public WorklistItem build() {
        return new ItemRules(new Stations(Map.of(), List.of())).items(dataset()).get(0);
    }
}
