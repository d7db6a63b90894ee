package org.confluens.hl7;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.PersonName;
import org.confluens.dicom.data.Tag;
import org.confluens.worklist.PatientIdentity;
import org.confluens.worklist.WorklistItem;

/** A scheduled step as ORM^O01, with the imaging identifiers where IHE RAD-4 has them (OBR-18 to OBR-24, ZDS). */
final class OrderMessage {

    private static final DateTimeFormatter TS = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");

    private final Clock clock;

    OrderMessage(Clock clock) {
        this.clock = clock;
    }

    /** @param control NW for a new order, XO to change it, CA to cancel it */
    String of(WorklistItem item, String control) {
        return String.join("\r", header(), patient(item.patient()), order(item, control), request(item), study(item))
                + "\r";
    }

    private String header() {
        String now = TS.format(LocalDateTime.ofInstant(clock.instant(), ZoneId.systemDefault()));
        String controlId = UUID.randomUUID().toString().substring(0, 20);
        return "MSH|^~\\&|CONFLUENS||||" + now + "||ORM^O01^ORM_O01|" + controlId + "|P|2.5||||||UNICODE UTF-8";
    }

    private static String patient(PatientIdentity patient) {
        return fields(
                "PID",
                "1",
                "",
                text(patient.id()) + "^^^" + text(patient.issuer()),
                "",
                names(patient.name()),
                "",
                patient.birthDate(),
                patient.sex());
    }

    /** The three groups of a PN as repetitions of an XPN that name their representation (XPN-8). */
    private static String names(String pn) {
        PersonName name = PersonName.parse(pn);
        String names = name(name.alphabetic(), "A");
        for (String[] other : new String[][] {{name.ideographic(), "I"}, {name.phonetic(), "P"}}) {
            names += other[0].isEmpty() ? "" : "~" + name(other[0], other[1]);
        }
        return names;
    }

    private static String name(String group, String representation) {
        String[] parts = group.split("\\^", -1);
        return String.join("^", part(parts, 0), part(parts, 1), part(parts, 2), part(parts, 4), part(parts, 3)) + "^^L^"
                + representation;
    }

    private static String part(String[] parts, int index) {
        return index < parts.length ? text(parts[index]) : "";
    }

    private static String order(WorklistItem item, String control) {
        String timing = "^^^" + TS.format(item.start()) + "^^" + priority(item);
        return fields("ORC", control, placer(item), "", "", "", "", timing, "", "", "", "", physician(item));
    }

    /** Our accession number is the order's number where nobody else gave it one. */
    private static String placer(WorklistItem item) {
        String number = item.placerOrderNumber();
        return number.isEmpty() ? text(item.accessionNumber()) + "^CONFLUENS" : number;
    }

    private static String physician(WorklistItem item) {
        PersonName name = PersonName.parse(item.dataset().string(Tag.RequestingPhysician, ""));
        return name.isEmpty() ? "" : "^" + text(name.familyName()) + "^" + text(name.givenName());
    }

    private static String priority(WorklistItem item) {
        return switch (item.dataset().string(Tag.RequestedProcedurePriority, "")) {
            case "STAT" -> "S";
            case "HIGH" -> "A";
            case "MEDIUM" -> "P";
            case "ROUTINE", "LOW" -> "R";
            default -> "";
        };
    }

    private static String request(WorklistItem item) {
        Dataset step = item.step();
        String[] obr = new String[32];
        Arrays.fill(obr, "");
        obr[0] = "OBR";
        obr[1] = "1";
        obr[2] = placer(item);
        obr[4] = code(item.dataset(), Tag.RequestedProcedureCodeSequence, Tag.RequestedProcedureDescription) + "^"
                + code(step, Tag.ScheduledProtocolCodeSequence, Tag.ScheduledProcedureStepDescription);
        obr[18] = text(item.accessionNumber());
        obr[19] = text(item.requestedProcedureId());
        obr[20] = text(item.stepId());
        obr[21] = text(item.stationAeTitles().stream().findFirst().orElse(""));
        obr[24] = text(item.modality());
        obr[31] = "^" + text(item.dataset().string(Tag.ReasonForTheRequestedProcedure, ""));
        return String.join("|", obr);
    }

    private static String code(Dataset holder, int codes, int description) {
        Optional<Dataset> code = holder.item(codes);
        String words = text(holder.string(description, ""));
        return code.map(c -> text(c.string(Tag.CodeValue, "")) + "^" + text(c.string(Tag.CodeMeaning, "")) + "^"
                        + text(c.string(Tag.CodingSchemeDesignator, "")))
                .orElse("^" + words + "^");
    }

    private static String study(WorklistItem item) {
        return "ZDS|" + item.studyInstanceUid() + "^CONFLUENS^Application^DICOM";
    }

    private static String text(String value) {
        return Delimiters.STANDARD.escape(value);
    }

    private static String fields(String... fields) {
        return String.join("|", fields).replaceAll("\\|+$", "");
    }
}
