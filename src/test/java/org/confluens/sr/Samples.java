package org.confluens.sr;

import static org.confluens.sr.RelationshipType.CONTAINS;
import static org.confluens.sr.RelationshipType.HAS_ACQ_CONTEXT;
import static org.confluens.sr.RelationshipType.HAS_CONCEPT_MOD;
import static org.confluens.sr.RelationshipType.HAS_OBS_CONTEXT;
import static org.confluens.sr.RelationshipType.INFERRED_FROM;
import static org.confluens.sr.RelationshipType.SELECTED_FROM;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.PersonName;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;

/** Documents for tests: small, valid, and the same each time. */
public final class Samples {

    public static final String STUDY = "2.25.100";
    public static final String IMAGE_SERIES = "2.25.101";
    public static final String IMAGE = "2.25.102";
    public static final String DOCUMENT = "2.25.103";
    public static final OffsetDateTime MOMENT =
            LocalDateTime.of(2026, 1, 15, 10, 30).atOffset(ZoneOffset.ofHours(1));

    public static final Code TITLE = dcm("126000", "Imaging Measurement Report");
    public static final Code FINDING = dcm("121071", "Finding");
    public static final Code LENGTH = new Code("410668003", "SCT", "Length");
    public static final Code MILLIMETRE = new Code("mm", "UCUM", "mm");
    public static final Code STENOSIS = new Code("415582006", "SCT", "Stenosis");

    private Samples() {}

    public static Code dcm(String value, String meaning) {
        return new Code(value, "DCM", meaning);
    }

    public static Dataset study(String patientName) {
        return Dataset.builder()
                .put(Tag.PatientName, patientName)
                .put(Tag.PatientID, "P1")
                .put(Tag.IssuerOfPatientID, "TEST")
                .put(Tag.PatientBirthDate, "19700101")
                .put(Tag.PatientSex, "F")
                .put(Tag.StudyInstanceUID, STUDY)
                .put(Tag.StudyDate, "20260115")
                .put(Tag.StudyTime, "093000")
                .put(Tag.ReferringPhysicianName, "DOE^JOHN")
                .put(Tag.StudyID, "S1")
                .put(Tag.AccessionNumber, "A1")
                .put(Tag.Modality, "MR")
                .build();
    }

    public static SrDocumentBuilder draft(ContainerItem root) {
        return SrDocument.builder()
                .sopInstance(DOCUMENT)
                .context(study("DOE^JANE"))
                .series(DocumentSeries.of("2.25.104", 900, "Reports"))
                .equipment(Equipment.confluens("1.0", "serial-1"))
                .contentAt(MOMENT)
                .evidence(List.of(StudyReference.Member.of(STUDY, IMAGE_SERIES, UID.MRImageStorage, IMAGE)), List.of())
                .root(root);
    }

    /** A TID 1500 report with one measurement, its region in an image, and an image library. */
    public static ContainerItem report() {
        return ContainerItem.root(
                        TITLE,
                        CodeItem.of(
                                HAS_CONCEPT_MOD,
                                dcm("121049", "Language of Content Item and Descendants"),
                                new Code("en", "RFC5646", "English")),
                        CodeItem.of(HAS_OBS_CONTEXT, dcm("121005", "Observer Type"), dcm("121006", "Person")),
                        PersonNameItem.of(
                                HAS_OBS_CONTEXT,
                                dcm("121008", "Person Observer Name"),
                                PersonName.parse("READER^RITA")),
                        CodeItem.of(
                                HAS_CONCEPT_MOD,
                                dcm("121058", "Procedure reported"),
                                new Code("25056-3", "LN", "MRI Report")),
                        imageLibrary(),
                        ContainerItem.of(
                                CONTAINS,
                                dcm("126010", "Imaging Measurements"),
                                group("IJV-L-J1", "2.25.200", "12.5"),
                                group("IJV-R-J1", "2.25.201", "9")))
                .withTemplate(TemplateId.dcmr("1500"));
    }

    private static ContainerItem imageLibrary() {
        ContainerItem group = ContainerItem.of(
                CONTAINS,
                dcm("126200", "Image Library Group"),
                CodeItem.of(HAS_ACQ_CONTEXT, dcm("121139", "Modality"), dcm("MR", "Magnetic Resonance")),
                ImageItem.of(CONTAINS, ImageReference.of(UID.MRImageStorage, IMAGE)));
        return ContainerItem.of(CONTAINS, dcm("111028", "Image Library"), group);
    }

    /** A TID 1501 measurement group of one vein segment. */
    public static ContainerItem group(String segment, String trackingUid, String length) {
        ScoordItem region = new ScoordItem(
                ItemHead.of(INFERRED_FROM, dcm("121112", "Source of Measurement")),
                Graphic.of("POLYLINE", 1.0, 2.0, 3.0, 4.0),
                List.of(ImageItem.of(SELECTED_FROM, ImageReference.of(UID.MRImageStorage, IMAGE))));
        return ContainerItem.of(
                        CONTAINS,
                        dcm("125007", "Measurement Group"),
                        TextItem.of(HAS_OBS_CONTEXT, dcm("112039", "Tracking Identifier"), segment),
                        UidRefItem.of(HAS_OBS_CONTEXT, dcm("112040", "Tracking Unique Identifier"), trackingUid),
                        CodeItem.of(CONTAINS, FINDING, STENOSIS),
                        CodeItem.of(
                                HAS_CONCEPT_MOD,
                                new Code("363698007", "SCT", "Finding Site"),
                                new Code("12123001", "SCT", "Internal jugular vein"),
                                CodeItem.of(
                                        HAS_CONCEPT_MOD,
                                        new Code("272741003", "SCT", "Laterality"),
                                        new Code("7771000", "SCT", "Left"))),
                        NumItem.of(CONTAINS, LENGTH, Measurement.of(length, MILLIMETRE), region))
                .withTemplate(TemplateId.dcmr("1501"));
    }

    public static DocumentState verified(PersonName... names) {
        List<VerifyingObserver> observers = Arrays.stream(names)
                .map(name -> VerifyingObserver.of(name, Optional.empty(), "TEST", MOMENT))
                .toList();
        return new DocumentState(
                Optional.of(CompletionFlag.COMPLETE),
                Optional.empty(),
                Optional.of(VerificationFlag.VERIFIED),
                Optional.of(PreliminaryFlag.FINAL),
                observers);
    }
}
