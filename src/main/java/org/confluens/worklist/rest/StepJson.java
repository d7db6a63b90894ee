package org.confluens.worklist.rest;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;
import org.confluens.worklist.PatientIdentity;
import org.confluens.worklist.ProcedureCode;
import org.confluens.worklist.StepOrder;
import org.confluens.worklist.WorklistItem;

/** Our own JSON form of a scheduled procedure step. */
final class StepJson {

    private StepJson() {}

    static JsonObject write(WorklistItem item) {
        Dataset request = item.dataset();
        Dataset step = item.step();
        PatientIdentity patient = item.patient();
        return Json.createObjectBuilder()
                .add("stepId", item.stepId())
                .add("state", item.state().name())
                .add("studyInstanceUid", item.studyInstanceUid())
                .add("requestedProcedureId", item.requestedProcedureId())
                .add("accessionNumber", item.accessionNumber())
                .add(
                        "patient",
                        Json.createObjectBuilder()
                                .add("id", patient.id())
                                .add("issuer", patient.issuer())
                                .add("name", patient.name())
                                .add("birthDate", patient.birthDate())
                                .add("sex", patient.sex()))
                .add("modality", item.modality())
                .add("stations", Json.createArrayBuilder(item.stationAeTitles()))
                .add("start", item.start().toString())
                .add("description", step.string(Tag.ScheduledProcedureStepDescription, ""))
                .add("protocolCodes", codes(step, Tag.ScheduledProtocolCodeSequence))
                .add("requestedProcedure", request.string(Tag.RequestedProcedureDescription, ""))
                .add("requestedProcedureCodes", codes(request, Tag.RequestedProcedureCodeSequence))
                .add("priority", request.string(Tag.RequestedProcedurePriority, ""))
                .add("reason", request.string(Tag.ReasonForTheRequestedProcedure, ""))
                .add("referringPhysician", request.string(Tag.ReferringPhysicianName, ""))
                .add("requestingPhysician", request.string(Tag.RequestingPhysician, ""))
                .add("performingPhysician", step.string(Tag.ScheduledPerformingPhysicianName, ""))
                .build();
    }

    private static JsonArrayBuilder codes(Dataset holder, int sequence) {
        JsonArrayBuilder codes = Json.createArrayBuilder();
        for (Dataset code : holder.items(sequence)) {
            codes.add(Json.createObjectBuilder()
                    .add("value", code.string(Tag.CodeValue, ""))
                    .add("scheme", code.string(Tag.CodingSchemeDesignator, ""))
                    .add("meaning", code.string(Tag.CodeMeaning, "")));
        }
        return codes;
    }

    /** @throws ProblemException when a member that no order can do without is missing, or has the wrong form */
    static StepOrder read(JsonObject json) {
        JsonObject patient = object(json, "patient");
        PatientIdentity identity = new PatientIdentity(
                text(patient, "id"),
                text(patient, "issuer"),
                text(patient, "name"),
                text(patient, "birthDate").replace("-", ""),
                text(patient, "sex"));
        return StepOrder.of(identity, text(json, "modality"), start(json))
                .stepId(text(json, "stepId"))
                .studyInstanceUid(text(json, "studyInstanceUid"))
                .requestedProcedureId(text(json, "requestedProcedureId"))
                .accessionNumber(text(json, "accessionNumber"))
                .stations(stations(json))
                .protocol(text(json, "description"), codes(json, "protocolCodes"))
                .requestedProcedure(text(json, "requestedProcedure"), codes(json, "requestedProcedureCodes"))
                .priority(text(json, "priority"))
                .reason(text(json, "reason"))
                .physicians(
                        text(json, "referringPhysician"),
                        text(json, "requestingPhysician"),
                        text(json, "performingPhysician"))
                .build();
    }

    private static LocalDateTime start(JsonObject json) {
        try {
            return LocalDateTime.parse(text(json, "start"));
        } catch (DateTimeParseException e) {
            throw invalid("start", "date-time", "The start is no local date and time", "Send 2026-11-23T09:30");
        }
    }

    private static List<String> stations(JsonObject json) {
        return array(json, "stations").getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .toList();
    }

    private static List<ProcedureCode> codes(JsonObject json, String member) {
        return array(json, member).getValuesAs(JsonObject.class).stream()
                .map(code -> new ProcedureCode(text(code, "value"), text(code, "scheme"), text(code, "meaning")))
                .toList();
    }

    private static JsonObject object(JsonObject json, String member) {
        try {
            return json.containsKey(member) ? json.getJsonObject(member) : JsonObject.EMPTY_JSON_OBJECT;
        } catch (ClassCastException e) {
            throw invalid(member, "type", "The member is no object", "Send an object");
        }
    }

    private static JsonArray array(JsonObject json, String member) {
        try {
            return json.containsKey(member) ? json.getJsonArray(member) : JsonArray.EMPTY_JSON_ARRAY;
        } catch (ClassCastException e) {
            throw invalid(member, "type", "The member is no array", "Send an array");
        }
    }

    private static String text(JsonObject json, String member) {
        try {
            String value = json.getString(member, "");
            if (value.indexOf('\\') >= 0 || value.chars().anyMatch(c -> c < ' ')) {
                throw invalid(
                        member,
                        "characters",
                        "The text holds a backslash or a control character, which DICOM can't carry",
                        "Leave them out");
            }
            return value;
        } catch (ClassCastException e) {
            throw invalid(member, "type", "The member is no text", "Send a string");
        }
    }

    private static ProblemException invalid(String field, String rule, String message, String remedy) {
        return new ProblemException(Problem.invalid(field, rule, message, remedy));
    }
}
