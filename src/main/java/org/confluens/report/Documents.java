package org.confluens.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.confluens.config.Settings;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.Uids;
import org.confluens.intake.InstanceReference;
import org.confluens.intake.SeriesDetails;
import org.confluens.intake.StudyDetails;
import org.confluens.patient.PatientKey;
import org.confluens.sr.Code;
import org.confluens.sr.CodeItem;
import org.confluens.sr.CompletionFlag;
import org.confluens.sr.DocumentSeries;
import org.confluens.sr.DocumentState;
import org.confluens.sr.PreliminaryFlag;
import org.confluens.sr.ReferencedRequest;
import org.confluens.sr.SrDocument;
import org.confluens.sr.StudyReference;
import org.confluens.sr.VerificationFlag;
import org.confluens.sr.VerifyingObserver;
import org.confluens.template.DocumentBinding;
import org.confluens.template.DocumentContext;
import org.confluens.template.DocumentReading;
import org.confluens.template.Template;

/** Makes the document of a report in its present state, and reads what another editor made of it. */
@ApplicationScoped
class Documents {

    private static final int SERIES_NUMBER = 900;
    private static final Code TITLE_MODIFIER = new Code("113011", "DCM", "Document Title Modifier");

    /** What is no image, and so no evidence of a first reading. */
    private static final Set<String> NO_IMAGES = Set.of("SR", "KO", "PR", "DOC");

    private Templates templates;
    private Settings settings;

    protected Documents() {}

    @Inject
    Documents(Templates templates, Settings settings) {
        this.templates = templates;
        this.settings = settings;
    }

    /** A document with a new SOP Instance UID that says what the report says now. */
    SrDocument compose(
            Report report,
            StudyDetails study,
            Optional<SrDocument> predecessor,
            List<VerifyingObserver> observers,
            OffsetDateTime now) {
        DocumentContext context = DocumentContext.builder(header(study))
                .sopInstance(Uids.create(), report.versions() + 1)
                .series(DocumentSeries.of(report.seriesInstanceUid(), SERIES_NUMBER, "Venous structured report"))
                .contentAt(now)
                .state(state(report.state(), observers))
                .language(Locale.ENGLISH)
                .persons(observers.stream()
                        .map(observer -> new DocumentContext.PersonObserver(
                                observer.name(), observer.organization(), Optional.empty()))
                        .toList())
                .device(device())
                .evidence(evidence(report, study, predecessor))
                .predecessors(StudyReference.group(
                        predecessor.map(SrDocument::asMember).stream().toList()))
                .requests(requests(study))
                .build();
        return DocumentBinding.toDocument(templates.of(report), ValuesJson.read(report.formValues()), context);
    }

    /**
     * Where a document has its patient and study from: the study's images, filled where the first of them said nothing, but
     * the patient that the one they name was merged into, since the archive has moved the study there.
     */
    static Dataset header(StudyDetails study) {
        Dataset images = filled(study);
        PatientKey patient = study.patient();
        boolean same = images.string(Tag.PatientID, "").equals(patient.id())
                && images.string(Tag.IssuerOfPatientID, "").equals(patient.issuer());
        if (same || !patient.identified()) {
            return images;
        }
        Dataset.Builder merged = images.filter(tag -> tag != Tag.IssuerOfPatientID).toBuilder()
                .put(Tag.PatientID, patient.id())
                .put(Tag.PatientName, study.patientName())
                .put(Tag.PatientBirthDate, study.patientBirthDate())
                .put(Tag.PatientSex, study.patientSex());
        return patient.issuer().isEmpty()
                ? merged.build()
                : merged.put(Tag.IssuerOfPatientID, patient.issuer()).build();
    }

    private static Dataset filled(StudyDetails study) {
        Dataset images = study.sample();
        Dataset.Builder filled = images.toBuilder();
        Map.of(
                        Tag.AccessionNumber, study.accessionNumber(),
                        Tag.StudyDate, study.studyDate(),
                        Tag.StudyTime, study.studyTime(),
                        Tag.StudyDescription, study.description(),
                        Tag.PatientName, study.patientName(),
                        Tag.PatientBirthDate, study.patientBirthDate(),
                        Tag.PatientSex, study.patientSex())
                .forEach((tag, known) -> {
                    if (images.string(tag, "").isEmpty() && !known.isEmpty()) {
                        filled.put(tag, known);
                    }
                });
        return filled.build();
    }

    /** What a document of this template says. */
    DocumentReading read(Template template, SrDocument document) {
        return DocumentBinding.read(template, document);
    }

    /** Whether the document says that it is of the template's kind. */
    boolean follows(SrDocument document, Template template) {
        return document.root()
                .childrenNamed(TITLE_MODIFIER)
                .anyMatch(item -> item instanceof CodeItem code && code.value().equals(template.code()));
    }

    private static DocumentState state(ReportState state, List<VerifyingObserver> observers) {
        boolean verified = state == ReportState.VERIFIED;
        boolean complete = verified || state == ReportState.COMPLETED;
        return new DocumentState(
                Optional.of(complete ? CompletionFlag.COMPLETE : CompletionFlag.PARTIAL),
                Optional.empty(),
                Optional.of(verified ? VerificationFlag.VERIFIED : VerificationFlag.UNVERIFIED),
                Optional.of(verified ? PreliminaryFlag.FINAL : PreliminaryFlag.PRELIMINARY),
                observers);
    }

    private DocumentContext.DeviceObserver device() {
        String title = settings.text("confluens.dicom.ae-title");
        return new DocumentContext.DeviceObserver(
                Uids.nameBased("confluens-device|" + title), title, "Confluens", "Confluens", "1");
    }

    /** Who verifies answers for the images that were there when the report was completed, not for those that came later. */
    private static List<StudyReference.Member> evidence(
            Report report, StudyDetails study, Optional<SrDocument> predecessor) {
        return predecessor
                .filter(completed -> report.state() == ReportState.VERIFIED)
                .map(completed -> completed.provenance().currentEvidence().stream()
                        .flatMap(StudyReference::members)
                        .toList())
                .orElseGet(() -> evidence(study));
    }

    /** Every image of the study. */
    static List<StudyReference.Member> evidence(StudyDetails study) {
        List<StudyReference.Member> members = new ArrayList<>();
        for (SeriesDetails series : study.series()) {
            if (!NO_IMAGES.contains(series.modality())) {
                for (InstanceReference instance : series.instances()) {
                    members.add(StudyReference.Member.of(
                            study.studyInstanceUid(),
                            series.seriesInstanceUid(),
                            instance.sopClassUid(),
                            instance.sopInstanceUid()));
                }
            }
        }
        return members;
    }

    /** The headers of the study's images, of one instance a series. */
    static List<Dataset> imageHeaders(StudyDetails study) {
        return study.series().stream()
                .filter(series -> !NO_IMAGES.contains(series.modality()))
                .sorted(Comparator.comparing(SeriesDetails::seriesInstanceUid))
                .map(SeriesDetails::sample)
                .toList();
    }

    /** The orders that the study answers: what the images' request attributes say, else its accession number. */
    private static List<ReferencedRequest> requests(StudyDetails study) {
        List<Dataset> items = study.requestAttributes();
        if (items.isEmpty()) {
            return study.accessionNumber().isEmpty()
                    ? List.of()
                    : List.of(ReferencedRequest.of(study.studyInstanceUid(), study.accessionNumber()));
        }
        return items.stream().map(item -> request(study, item)).distinct().toList();
    }

    private static ReferencedRequest request(StudyDetails study, Dataset item) {
        return new ReferencedRequest(
                study.studyInstanceUid(),
                Optional.empty(),
                item.string(Tag.AccessionNumber, study.accessionNumber()),
                item.string(Tag.PlacerOrderNumberImagingServiceRequest, ""),
                item.string(Tag.FillerOrderNumberImagingServiceRequest, ""),
                item.string(Tag.RequestedProcedureID, ""),
                item.string(Tag.RequestedProcedureDescription, ""),
                List.of(),
                Dataset.empty());
    }
}
