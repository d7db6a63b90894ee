package org.confluens.template;

import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.PersonName;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.sr.Code;
import org.confluens.sr.StudyReference;

/** Studies and answers to test with. */
public final class Samples {
    public static final Code PRESENT = new Code("52101004", "SCT", "Present");
    public static final Code ABSENT = new Code("272519000", "SCT", "Absent");
    public static final Code UNDETERMINED = new Code("373068000", "SCT", "Undetermined");
    public static final Code ASSESSED = new Code("ASSESSED", "99CCSVI", "Segment assessed");
    public static final Code GOOD = new Code("122741", "DCM", "Good image quality");
    public static final OffsetDateTime NOON = OffsetDateTime.parse("2026-03-01T12:00:00+01:00");
    public static final String STUDY = "2.25.1001";

    private Samples() {}

    /** An image header of a study of the modality. */
    public static Dataset header(String modality, String sopClass, String studyDescription) {
        return Dataset.builder()
                .put(Tag.SOPClassUID, sopClass)
                .put(Tag.SOPInstanceUID, "2.25.1003")
                .put(Tag.StudyInstanceUID, STUDY)
                .put(Tag.SeriesInstanceUID, "2.25.1002")
                .put(Tag.Modality, modality)
                .put(Tag.PatientName, "DOE^JANE")
                .put(Tag.PatientID, "P-1")
                .put(Tag.IssuerOfPatientID, "TEST")
                .put(Tag.PatientBirthDate, "19700101")
                .put(Tag.PatientSex, "F")
                .put(Tag.StudyDate, "20260228")
                .put(Tag.StudyTime, "101500")
                .put(Tag.StudyID, "1")
                .put(Tag.AccessionNumber, "A-1")
                .put(Tag.ReferringPhysicianName, "ROE^RICHARD")
                .put(Tag.StudyDescription, studyDescription)
                .put(Tag.SeriesDescription, "2D TOF neck")
                .put(Tag.BodyPartExamined, "NECK")
                .build();
    }

    public static Dataset mrHeader() {
        return header("MR", UID.MRImageStorage, "MR venography of the neck");
    }

    /** A context of a document on the study of a header. */
    public static DocumentContextBuilder context(Dataset header) {
        return DocumentContext.builder(header)
                .contentAt(NOON)
                .device(new DocumentContext.DeviceObserver("2.25.77", "CONFLUENS", "Confluens", "Confluens", "1"))
                .persons(List.of(new DocumentContext.PersonObserver(
                        PersonName.parse("ROE^RICHARD"), "Test hospital", Optional.empty())))
                .evidence(List.of(StudyReference.Member.of(
                        header.string(Tag.StudyInstanceUID, ""),
                        header.string(Tag.SeriesInstanceUID, ""),
                        header.string(Tag.SOPClassUID, ""),
                        header.string(Tag.SOPInstanceUID, ""))));
    }

    /** A form with everything answered that a report needs, without any finding. */
    public static FormValues unremarkable(Template template, FormValues draft) {
        return answer(template, draft, Map.of());
    }

    /** The same with answers of one's own before the unremarkable ones. */
    public static FormValues answer(Template template, FormValues draft, Map<String, List<Value>> own) {
        Map<String, List<Value>> answers = new LinkedHashMap<>(own);
        answers.putIfAbsent("segments/*/assessment", List.of(Value.of(ASSESSED)));
        answers.putIfAbsent("segments/*/stenosis", List.of(Value.of(ABSENT)));
        FormValues form = draft.answered(SegmentWildcard.expand(template, draft, answers));
        return new Computations(template).apply(RequiredAnswers.fill(template, form));
    }
}
