package org.confluens.worklist;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;

/**
 * What somebody wants done: the wish from which a scheduled procedure step is made. Identifiers that are left empty
 * ({@code stepId}, {@code studyInstanceUid}, {@code requestedProcedureId}, {@code accessionNumber}) are given by the
 * worklist. An order whose {@code stepId} exists already for the same study changes nothing.
 */
public record StepOrder(
        PatientIdentity patient,
        String modality,
        List<String> stationAeTitles,
        LocalDateTime start,
        String description,
        List<ProcedureCode> protocolCodes,
        String requestedProcedureDescription,
        List<ProcedureCode> requestedProcedureCodes,
        String studyInstanceUid,
        String stepId,
        String requestedProcedureId,
        String accessionNumber,
        String priority,
        String referringPhysician,
        String requestingPhysician,
        String performingPhysician,
        String reason) {

    public StepOrder {
        Objects.requireNonNull(patient);
        Objects.requireNonNull(modality);
        Objects.requireNonNull(start);
        stationAeTitles = List.copyOf(stationAeTitles);
        protocolCodes = List.copyOf(protocolCodes);
        requestedProcedureCodes = List.copyOf(requestedProcedureCodes);
    }

    /** An order that names only what no order can do without; the rest follows by the builder. */
    public static Builder of(PatientIdentity patient, String modality, LocalDateTime start) {
        return new Builder(patient, modality, start);
    }

    /** Collects the optional parts of an order. */
    public static final class Builder {
        private final PatientIdentity patient;
        private final String modality;
        private final LocalDateTime start;
        private List<String> stationAeTitles = List.of();
        private String description = "";
        private List<ProcedureCode> protocolCodes = List.of();
        private String requestedProcedureDescription = "";
        private List<ProcedureCode> requestedProcedureCodes = List.of();
        private String studyInstanceUid = "";
        private String stepId = "";
        private String requestedProcedureId = "";
        private String accessionNumber = "";
        private String priority = "";
        private String referringPhysician = "";
        private String requestingPhysician = "";
        private String performingPhysician = "";
        private String reason = "";

        private Builder(PatientIdentity patient, String modality, LocalDateTime start) {
            this.patient = patient;
            this.modality = modality;
            this.start = start;
        }

        public Builder stations(List<String> aeTitles) {
            this.stationAeTitles = aeTitles;
            return this;
        }

        public Builder protocol(String description, List<ProcedureCode> codes) {
            this.description = description;
            this.protocolCodes = codes;
            return this;
        }

        public Builder requestedProcedure(String description, List<ProcedureCode> codes) {
            this.requestedProcedureDescription = description;
            this.requestedProcedureCodes = codes;
            return this;
        }

        public Builder studyInstanceUid(String uid) {
            this.studyInstanceUid = uid;
            return this;
        }

        public Builder stepId(String id) {
            this.stepId = id;
            return this;
        }

        public Builder requestedProcedureId(String id) {
            this.requestedProcedureId = id;
            return this;
        }

        public Builder accessionNumber(String number) {
            this.accessionNumber = number;
            return this;
        }

        /** Requested Procedure Priority (0040,1003): STAT, HIGH, ROUTINE, MEDIUM, LOW. */
        public Builder priority(String term) {
            this.priority = term;
            return this;
        }

        public Builder physicians(String referring, String requesting, String performing) {
            this.referringPhysician = referring;
            this.requestingPhysician = requesting;
            this.performingPhysician = performing;
            return this;
        }

        /** Reason for the Requested Procedure (0040,1002), what the modality's operator reads. */
        public Builder reason(String text) {
            this.reason = text;
            return this;
        }

        public StepOrder build() {
            return new StepOrder(
                    patient,
                    modality,
                    stationAeTitles,
                    start,
                    description,
                    protocolCodes,
                    requestedProcedureDescription,
                    requestedProcedureCodes,
                    studyInstanceUid,
                    stepId,
                    requestedProcedureId,
                    accessionNumber,
                    priority,
                    referringPhysician,
                    requestingPhysician,
                    performingPhysician,
                    reason);
        }
    }
}
