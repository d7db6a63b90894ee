package org.confluens.sr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.PersonName;
import org.confluens.dicom.data.Tag;

/** Reads everything of a document but its content tree (PS3.3 C.17.1, C.17.2, C.7.5.1 and C.12.1). */
final class HeaderReader {

    /** What the model names at the top level beside the attributes of patient and study. */
    private static final Set<Integer> MODELLED = Set.of(
            Tag.SpecificCharacterSet,
            Tag.SOPClassUID,
            Tag.SOPInstanceUID,
            Tag.InstanceNumber,
            Tag.ContentDate,
            Tag.ContentTime,
            Tag.TimezoneOffsetFromUTC,
            Tag.SeriesInstanceUID,
            Tag.SeriesNumber,
            Tag.Modality,
            Tag.SeriesDescription,
            Tag.ReferencedPerformedProcedureStepSequence,
            Tag.Manufacturer,
            Tag.InstitutionName,
            Tag.StationName,
            Tag.ManufacturerModelName,
            Tag.DeviceSerialNumber,
            Tag.SoftwareVersions,
            Tag.CodingSchemeIdentificationSequence,
            Tag.CompletionFlag,
            Tag.CompletionFlagDescription,
            Tag.VerificationFlag,
            Tag.PreliminaryFlag,
            Tag.VerifyingObserverSequence,
            Tag.AuthorObserverSequence,
            Tag.ParticipantSequence,
            Tag.PredecessorDocumentsSequence,
            Tag.IdenticalDocumentsSequence,
            Tag.ReferencedRequestSequence,
            Tag.PerformedProcedureCodeSequence,
            Tag.CurrentRequestedProcedureEvidenceSequence,
            Tag.PertinentOtherEvidenceSequence,
            Tag.ValueType,
            Tag.ConceptNameCodeSequence,
            Tag.ObservationDateTime,
            Tag.ObservationUID,
            Tag.ContinuityOfContent,
            Tag.ContentTemplateSequence,
            Tag.ContentSequence);

    /** What writing leaves out where it is empty; where it came empty it is kept so. */
    private static final Set<Integer> LEFT_OUT_EMPTY = Set.of(
            Tag.TimezoneOffsetFromUTC,
            Tag.SeriesDescription,
            Tag.InstitutionName,
            Tag.StationName,
            Tag.ManufacturerModelName,
            Tag.DeviceSerialNumber,
            Tag.SoftwareVersions,
            Tag.CompletionFlagDescription,
            Tag.PreliminaryFlag);

    private final Dataset source;
    private final Findings findings;

    HeaderReader(Dataset source, Findings findings) {
        this.source = source;
        this.findings = findings;
    }

    SrDocument read(ContainerItem root) {
        return new SrDocument(
                identity(),
                source.filter(StudyContext::contains),
                series(),
                equipment(),
                codingSchemes(),
                state(),
                provenance(),
                root,
                source.filter(this::isUnmodelled));
    }

    private boolean isUnmodelled(int tag) {
        boolean empty = LEFT_OUT_EMPTY.contains(tag) && !source.hasValue(tag);
        return empty || isOneOfSeveralSteps(tag) || !(MODELLED.contains(tag) || StudyContext.contains(tag));
    }

    /** One procedure step at most is allowed, and its reference has two attributes; what holds more is kept whole. */
    private boolean isOneOfSeveralSteps(int tag) {
        return tag == Tag.ReferencedPerformedProcedureStepSequence
                && (source.items(tag).size() > 1
                        || source.item(tag)
                                .filter(item -> !item.equals(SopReferences.write(SopReferences.read(item, findings))))
                                .isPresent());
    }

    private DocumentIdentity identity() {
        if (!source.hasValue(Tag.StudyInstanceUID)) {
            findings.missing(Tag.StudyInstanceUID);
        }
        return new DocumentIdentity(
                required(Tag.SOPClassUID),
                required(Tag.SOPInstanceUID),
                required(Tag.InstanceNumber),
                required(Tag.ContentDate),
                required(Tag.ContentTime),
                source.string(Tag.TimezoneOffsetFromUTC));
    }

    private DocumentSeries series() {
        return new DocumentSeries(
                required(Tag.SeriesInstanceUID),
                required(Tag.SeriesNumber),
                required(Tag.Modality),
                source.string(Tag.SeriesDescription),
                source.item(Tag.ReferencedPerformedProcedureStepSequence)
                        .map(item -> SopReferences.read(item, findings)));
    }

    private Equipment equipment() {
        return new Equipment(
                source.string(Tag.Manufacturer, ""),
                source.string(Tag.InstitutionName),
                source.string(Tag.StationName),
                source.string(Tag.ManufacturerModelName),
                source.string(Tag.DeviceSerialNumber),
                source.strings(Tag.SoftwareVersions));
    }

    private List<CodingScheme> codingSchemes() {
        List<CodingScheme> schemes = new ArrayList<>();
        for (Dataset item : source.items(Tag.CodingSchemeIdentificationSequence)) {
            schemes.add(new CodingScheme(
                    item.string(Tag.CodingSchemeDesignator, ""),
                    item.string(Tag.CodingSchemeName, ""),
                    item.string(Tag.CodingSchemeResponsibleOrganization, ""),
                    item.filter(tag -> tag != Tag.CodingSchemeDesignator
                            && tag != Tag.CodingSchemeName
                            && tag != Tag.CodingSchemeResponsibleOrganization)));
        }
        return schemes;
    }

    private DocumentState state() {
        return new DocumentState(
                flag(Tag.CompletionFlag, CompletionFlag.values()),
                source.string(Tag.CompletionFlagDescription),
                flag(Tag.VerificationFlag, VerificationFlag.values()),
                flag(Tag.PreliminaryFlag, PreliminaryFlag.values()),
                verifyingObservers());
    }

    private <E extends Enum<E>> Optional<E> flag(int tag, E[] terms) {
        String text = source.string(tag, "");
        Optional<E> flag =
                Arrays.stream(terms).filter(term -> term.name().equals(text)).findFirst();
        if (flag.isEmpty() && !text.isEmpty()) {
            findings.report(SrProblemCode.INVALID_VALUE, tag, "not one of " + Arrays.toString(terms));
        }
        return flag;
    }

    private List<VerifyingObserver> verifyingObservers() {
        List<VerifyingObserver> observers = new ArrayList<>();
        for (Dataset item : source.items(Tag.VerifyingObserverSequence)) {
            observers.add(new VerifyingObserver(
                    item.personName(Tag.VerifyingObserverName).orElse(PersonName.parse("")),
                    CodeItems.first(item, Tag.VerifyingObserverIdentificationCodeSequence, findings),
                    item.string(Tag.VerifyingOrganization, ""),
                    item.string(Tag.VerificationDateTime, ""),
                    item.filter(tag -> tag != Tag.VerifyingObserverName
                            && tag != Tag.VerifyingObserverIdentificationCodeSequence
                            && tag != Tag.VerifyingOrganization
                            && tag != Tag.VerificationDateTime)));
        }
        return observers;
    }

    private Provenance provenance() {
        return new Provenance(
                Observers.read(source, Tag.AuthorObserverSequence, findings),
                Observers.read(source, Tag.ParticipantSequence, findings),
                SopReferences.readStudies(source, Tag.PredecessorDocumentsSequence, findings),
                SopReferences.readStudies(source, Tag.IdenticalDocumentsSequence, findings),
                Requests.read(source, findings),
                CodeItems.all(source, Tag.PerformedProcedureCodeSequence, findings),
                SopReferences.readStudies(source, Tag.CurrentRequestedProcedureEvidenceSequence, findings),
                SopReferences.readStudies(source, Tag.PertinentOtherEvidenceSequence, findings));
    }

    private String required(int tag) {
        if (!source.hasValue(tag)) {
            findings.missing(tag);
        }
        return source.string(tag, "");
    }
}
