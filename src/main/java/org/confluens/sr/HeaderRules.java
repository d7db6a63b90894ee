package org.confluens.sr;

import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.Uids;

/** What the modules around the content tree demand (PS3.3 C.17.1, C.17.2 and C.17.6). */
final class HeaderRules {

    private final SrDocument document;
    private final Findings findings;

    private HeaderRules(SrDocument document, Findings findings) {
        this.document = document;
        this.findings = findings;
    }

    static void check(SrDocument document, Findings findings) {
        HeaderRules rules = new HeaderRules(document, findings);
        rules.identity();
        rules.sopClass();
        if (rules.isKeyObjectSelection()) {
            rules.keyObjectSelection();
        } else {
            rules.state();
        }
        if (document.sopClassUid().equals(UID.ExtensibleSRStorage)) {
            rules.enhancedEquipment();
        }
        document.provenance().predecessors().forEach(rules::reference);
        document.provenance().identicalDocuments().forEach(rules::reference);
        document.provenance().currentEvidence().forEach(rules::reference);
        document.provenance().otherEvidence().forEach(rules::reference);
    }

    private boolean isKeyObjectSelection() {
        return document.sopClassUid().equals(UID.KeyObjectSelectionDocumentStorage);
    }

    private void identity() {
        DocumentIdentity identity = document.identity();
        uid(Tag.SOPClassUID, identity.sopClassUid());
        uid(Tag.SOPInstanceUID, identity.sopInstanceUid());
        uid(Tag.StudyInstanceUID, document.studyInstanceUid());
        uid(Tag.SeriesInstanceUID, document.series().seriesInstanceUid());
        present(Tag.InstanceNumber, identity.instanceNumber());
        present(Tag.SeriesNumber, document.series().seriesNumber());
        if (present(Tag.ContentDate, identity.contentDate())
                && DicomTime.parseDate(identity.contentDate()).isEmpty()) {
            findings.report(SrProblemCode.INVALID_VALUE, Tag.ContentDate, "not a date");
        }
        if (present(Tag.ContentTime, identity.contentTime())
                && DicomTime.parseTime(identity.contentTime()).isEmpty()) {
            findings.report(SrProblemCode.INVALID_VALUE, Tag.ContentTime, "not a time");
        }
    }

    private void sopClass() {
        if (IodConstraints.of(document.sopClassUid()).isEmpty()) {
            findings.report(
                    SrProblemCode.UNKNOWN_DOCUMENT_TYPE, Tag.SOPClassUID, "its relationships are not constrained here");
        }
        String modality = isKeyObjectSelection() ? "KO" : "SR";
        if (present(Tag.Modality, document.series().modality())
                && !document.series().modality().equals(modality)) {
            findings.report(SrProblemCode.UNSUPPORTED_VALUE, Tag.Modality, "not " + modality);
        }
    }

    /** The Enhanced General Equipment Module (C.7.5.2), which names the device in full. */
    private void enhancedEquipment() {
        Equipment equipment = document.equipment();
        present(Tag.Manufacturer, equipment.manufacturer());
        present(Tag.ManufacturerModelName, equipment.modelName().orElse(""));
        present(Tag.DeviceSerialNumber, equipment.deviceSerialNumber().orElse(""));
        if (equipment.softwareVersions().isEmpty()) {
            findings.missing(Tag.SoftwareVersions);
        }
    }

    private void keyObjectSelection() {
        if (document.provenance().currentEvidence().isEmpty()) {
            findings.missing(Tag.CurrentRequestedProcedureEvidenceSequence);
        }
    }

    private void state() {
        DocumentState state = document.state();
        if (state.completion().isEmpty()) {
            findings.missing(Tag.CompletionFlag);
        }
        if (state.verification().isEmpty()) {
            findings.missing(Tag.VerificationFlag);
        }
        if (state.isVerified() && !state.isComplete()) {
            findings.report(SrProblemCode.INVALID_STATE, Tag.VerificationFlag, "VERIFIED although not COMPLETE");
        }
        if (state.isVerified() && state.verifyingObservers().isEmpty()) {
            findings.report(SrProblemCode.INVALID_STATE, Tag.VerifyingObserverSequence, "VERIFIED by nobody");
        }
        if (!state.isVerified() && !state.verifyingObservers().isEmpty()) {
            findings.report(SrProblemCode.INVALID_STATE, Tag.VerifyingObserverSequence, "present although UNVERIFIED");
        }
        state.verifyingObservers().forEach(this::verifyingObserver);
    }

    private void verifyingObserver(VerifyingObserver observer) {
        if (observer.name().isEmpty()) {
            findings.missing(Tag.VerifyingObserverName);
        }
        present(Tag.VerifyingOrganization, observer.organization());
        if (present(Tag.VerificationDateTime, observer.dateTime())
                && DicomTime.parseDateTime(observer.dateTime()).isEmpty()) {
            findings.report(SrProblemCode.INVALID_VALUE, Tag.VerificationDateTime, "not a date and time");
        }
    }

    private void reference(StudyReference study) {
        uid(Tag.StudyInstanceUID, study.studyInstanceUid());
        if (study.series().isEmpty()) {
            findings.missing(Tag.ReferencedSeriesSequence);
        }
        for (StudyReference.Series series : study.series()) {
            uid(Tag.SeriesInstanceUID, series.seriesInstanceUid());
            if (series.instances().isEmpty()) {
                findings.missing(Tag.ReferencedSOPSequence);
            }
            for (StudyReference.Instance instance : series.instances()) {
                uid(Tag.ReferencedSOPClassUID, instance.sop().sopClassUid());
                uid(Tag.ReferencedSOPInstanceUID, instance.sop().sopInstanceUid());
            }
        }
    }

    private boolean present(int tag, String value) {
        if (value.isEmpty()) {
            findings.missing(tag);
        }
        return !value.isEmpty();
    }

    private void uid(int tag, String value) {
        if (present(tag, value) && !Uids.isValid(value)) {
            findings.report(SrProblemCode.INVALID_VALUE, tag, "not a UID");
        }
    }
}
