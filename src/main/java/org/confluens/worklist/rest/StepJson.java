package org.confluens.worklist.rest;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
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

    /** Characters of an LO, and of a component group of a PN (PS3.5 6.2). */
    private static final int WORDS = 64;

    /** Characters of an SH. */
    private static final int CODE = 16;

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
                birthDate(patient),
                text(patient, "sex", 16));
        return StepOrder.of(identity, text(json, "modality"), start(json))
                .stepId(text(json, "stepId"))
                .studyInstanceUid(text(json, "studyInstanceUid"))
                .requestedProcedureId(text(json, "requestedProcedureId"))
                .accessionNumber(text(json, "accessionNumber"))
                .stations(stations(json))
                .protocol(text(json, "description", WORDS), codes(json, "protocolCodes"))
                .requestedProcedure(text(json, "requestedProcedure", WORDS), codes(json, "requestedProcedureCodes"))
                .priority(text(json, "priority"))
                .reason(text(json, "reason", WORDS))
                .physicians(
                        text(json, "referringPhysician", 3 * WORDS),
                        text(json, "requestingPhysician", 3 * WORDS),
                        text(json, "performingPhysician", 3 * WORDS))
                .build();
    }

    private static LocalDateTime start(JsonObject json) {
        try {
            return LocalDateTime.parse(text(json, "start"));
        } catch (DateTimeParseException e) {
            throw invalid("start", "date-time", "The start is no local date and time", "Send 2026-11-23T09:30");
        }
    }

    private static String birthDate(JsonObject patient) {
        String day = text(patient, "birthDate");
        if (day.isEmpty()) {
            return "";
        }
        try {
            return DateTimeFormatter.BASIC_ISO_DATE.format(
                    day.contains("-") ? LocalDate.parse(day) : LocalDate.parse(day, DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeException e) {
            throw invalid("patient.birthDate", "date", "The date of birth is no date", "Send 1970-01-02");
        }
    }

    private static List<String> stations(JsonObject json) {
        return array(json, "stations", JsonString.class).stream()
                .map(JsonString::getString)
                .toList();
    }

    private static List<ProcedureCode> codes(JsonObject json, String member) {
        return array(json, member, JsonObject.class).stream()
                .map(code -> new ProcedureCode(
                        text(code, "value", CODE), text(code, "scheme", CODE), text(code, "meaning", WORDS)))
                .toList();
    }

    private static JsonObject object(JsonObject json, String member) {
        try {
            return json.containsKey(member) ? json.getJsonObject(member) : JsonObject.EMPTY_JSON_OBJECT;
        } catch (ClassCastException e) {
            throw invalid(member, "type", "The member is no object", "Send an object");
        }
    }

    private static <T extends JsonValue> List<T> array(JsonObject json, String member, Class<T> kind) {
        try {
            return json.containsKey(member)
                    ? json.getJsonArray(member).stream().map(kind::cast).toList()
                    : List.of();
        } catch (ClassCastException e) {
            String wanted = kind == JsonString.class ? "texts" : "objects";
            throw invalid(member, "type", "The member is no array of " + wanted, "Send an array of " + wanted);
        }
    }

    private static String text(JsonObject json, String member, int most) {
        String value = text(json, member);
        if (value.codePointCount(0, value.length()) > most) {
            throw invalid(
                    member, "length", "The text is longer than DICOM allows", "Send at most " + most + " characters");
        }
        return value;
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
