package org.confluens.intake;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import org.confluens.dicom.data.Dictionary;
import org.confluens.patient.PatientKey;

/** Studies as the REST interface shows them. */
final class StudyJson {

    private StudyJson() {}

    static JsonObject summary(Study study) {
        return builder(study).build();
    }

    static JsonObject details(Study study, StudyDetails details) {
        JsonArrayBuilder series = Json.createArrayBuilder();
        details.series().forEach(one -> series.add(series(one)));
        return builder(study).add("series", series).build();
    }

    private static JsonObjectBuilder builder(Study study) {
        PatientKey key = study.patient().key();
        return Json.createObjectBuilder()
                .add("studyInstanceUid", study.studyInstanceUid())
                .add("patient", patient(study.patient(), key))
                .add("accessionNumber", study.accessionNumber())
                .add("studyDate", study.studyDate())
                .add("studyTime", study.studyTime())
                .add("description", study.description())
                .add(
                        "modalities",
                        Json.createArrayBuilder(
                                java.util.List.of(study.modalities().split("\\\\"))))
                .add("instances", study.instances())
                .add("sender", study.sender())
                .add("state", study.state().name())
                .add("firstArrivalAt", study.firstArrivalAt().toString())
                .add("lastArrivalAt", study.lastArrivalAt().toString())
                .add("stableAt", study.stableAt().toString())
                .add("stableReason", study.stableReason())
                .add("timesStable", study.timesStable())
                .add("template", study.templateId().orElse(""))
                .add("rule", study.ruleId())
                .add("reason", study.classificationReason())
                .add("problem", study.problem());
    }

    private static JsonObjectBuilder patient(PatientRow patient, PatientKey key) {
        return Json.createObjectBuilder()
                .add("id", key.shownId())
                .add("issuer", key.shownIssuer())
                .add("name", patient.name())
                .add("birthDate", patient.birthDate())
                .add("sex", patient.sex());
    }

    private static JsonObjectBuilder series(SeriesDetails series) {
        JsonArrayBuilder instances = Json.createArrayBuilder();
        series.instances()
                .forEach(instance -> instances.add(Json.createObjectBuilder()
                        .add("sopInstanceUid", instance.sopInstanceUid())
                        .add("sopClassUid", instance.sopClassUid())
                        .add("frames", instance.frames())));
        return Json.createObjectBuilder()
                .add("seriesInstanceUid", series.seriesInstanceUid())
                .add("modality", series.modality())
                .add("number", series.number())
                .add("description", series.description())
                .add("bodyPart", series.bodyPart())
                .add("instances", instances);
    }

    static JsonObject refusal(Refusal refusal) {
        return Json.createObjectBuilder()
                .add("refusedAt", refusal.refusedAt().toString())
                .add("sender", refusal.sender())
                .add("sopClassUid", refusal.sopClassUid())
                .add("sopClass", Dictionary.uidName(refusal.sopClassUid()).orElse(""))
                .add("sopInstanceUid", refusal.sopInstanceUid())
                .add("transferSyntaxUid", refusal.transferSyntaxUid())
                .add("status", String.format("%04XH", refusal.status()))
                .add("reason", refusal.reason())
                .build();
    }
}
