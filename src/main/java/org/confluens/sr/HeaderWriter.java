package org.confluens.sr;

import java.util.List;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;

/** Writes everything of a document but its content tree (PS3.3 C.17.1, C.17.2, C.7.5.1 and C.12.1). */
final class HeaderWriter {

    private static final String UTF_8 = "ISO_IR 192";

    private final SrDocument document;
    private final Dataset.Builder target;

    HeaderWriter(SrDocument document, Dataset.Builder target) {
        this.document = document;
        this.target = target;
    }

    void write() {
        target.putAll(document.others());
        target.putAll(document.context());
        target.put(Tag.SpecificCharacterSet, UTF_8);
        identity();
        series();
        equipment(document.equipment(), target);
        codingSchemes();
        state();
        provenance();
    }

    private void identity() {
        DocumentIdentity identity = document.identity();
        target.put(Tag.SOPClassUID, identity.sopClassUid());
        target.put(Tag.SOPInstanceUID, identity.sopInstanceUid());
        target.put(Tag.InstanceNumber, identity.instanceNumber());
        target.put(Tag.ContentDate, identity.contentDate());
        target.put(Tag.ContentTime, identity.contentTime());
        put(Tag.TimezoneOffsetFromUTC, identity.timezoneOffset());
    }

    private void series() {
        DocumentSeries series = document.series();
        target.put(Tag.SeriesInstanceUID, series.seriesInstanceUid());
        target.put(Tag.SeriesNumber, series.seriesNumber());
        target.put(Tag.Modality, series.modality());
        put(Tag.SeriesDescription, series.description());
        if (!document.others().contains(Tag.ReferencedPerformedProcedureStepSequence)) {
            target.putItems(
                    Tag.ReferencedPerformedProcedureStepSequence,
                    series.performedProcedureStep().map(SopReferences::write).stream()
                            .toList());
        }
    }

    static void equipment(Equipment equipment, Dataset.Builder target) {
        target.put(Tag.Manufacturer, equipment.manufacturer());
        put(target, Tag.InstitutionName, equipment.institutionName());
        put(target, Tag.StationName, equipment.stationName());
        put(target, Tag.ManufacturerModelName, equipment.modelName());
        put(target, Tag.DeviceSerialNumber, equipment.deviceSerialNumber());
        if (!equipment.softwareVersions().isEmpty()) {
            target.put(Tag.SoftwareVersions, equipment.softwareVersions().toArray(String[]::new));
        }
    }

    private void codingSchemes() {
        List<Dataset> items = document.codingSchemes().stream()
                .map(HeaderWriter::codingScheme)
                .toList();
        if (!items.isEmpty()) {
            target.putItems(Tag.CodingSchemeIdentificationSequence, items);
        }
    }

    private static Dataset codingScheme(CodingScheme scheme) {
        Dataset.Builder item = scheme.others().toBuilder().put(Tag.CodingSchemeDesignator, scheme.designator());
        if (!scheme.name().isEmpty()) {
            item.put(Tag.CodingSchemeName, scheme.name());
        }
        if (!scheme.responsibleOrganization().isEmpty()) {
            item.put(Tag.CodingSchemeResponsibleOrganization, scheme.responsibleOrganization());
        }
        return item.build();
    }

    private void state() {
        DocumentState state = document.state();
        put(Tag.CompletionFlag, state.completion().map(Enum::name));
        put(Tag.CompletionFlagDescription, state.completionDescription());
        put(Tag.VerificationFlag, state.verification().map(Enum::name));
        put(Tag.PreliminaryFlag, state.preliminary().map(Enum::name));
        List<Dataset> observers = state.verifyingObservers().stream()
                .map(HeaderWriter::verifyingObserver)
                .toList();
        if (!observers.isEmpty()) {
            target.putItems(Tag.VerifyingObserverSequence, observers);
        }
    }

    private static Dataset verifyingObserver(VerifyingObserver observer) {
        Dataset.Builder item = observer.others().toBuilder();
        item.put(Tag.VerifyingObserverName, observer.name().toString());
        CodeItems.putAll(
                item,
                Tag.VerifyingObserverIdentificationCodeSequence,
                observer.identification().stream().toList());
        item.put(Tag.VerifyingOrganization, observer.organization());
        item.put(Tag.VerificationDateTime, observer.dateTime());
        return item.build();
    }

    private void provenance() {
        Provenance provenance = document.provenance();
        Observers.put(target, Tag.AuthorObserverSequence, provenance.authors());
        Observers.put(target, Tag.ParticipantSequence, provenance.participants());
        SopReferences.putStudies(target, Tag.PredecessorDocumentsSequence, provenance.predecessors());
        SopReferences.putStudies(target, Tag.IdenticalDocumentsSequence, provenance.identicalDocuments());
        Requests.put(target, provenance.requests());
        if (!document.sopClassUid().equals(UID.KeyObjectSelectionDocumentStorage)) {
            CodeItems.putAll(target, Tag.PerformedProcedureCodeSequence, provenance.performedProcedures());
        }
        SopReferences.putStudies(target, Tag.CurrentRequestedProcedureEvidenceSequence, provenance.currentEvidence());
        SopReferences.putStudies(target, Tag.PertinentOtherEvidenceSequence, provenance.otherEvidence());
    }

    private void put(int tag, Optional<String> value) {
        put(target, tag, value);
    }

    private static void put(Dataset.Builder target, int tag, Optional<String> value) {
        value.ifPresent(text -> target.put(tag, text));
    }
}
