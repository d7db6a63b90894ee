package org.confluens.hl7;

import ca.uhn.hl7v2.model.Segment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Dictionary;
import org.confluens.dicom.data.Tag;
import org.confluens.patient.PatientKey;
import org.confluens.worklist.PatientIdentity;

/** PID, PV1 and the names in them as DICOM has them. */
final class PatientFields {

    /** Patient ID and Issuer of Patient ID are LO (PS3.5 6.2). */
    private static final int LO_LENGTH = 64;

    private PatientFields() {}

    /** Who PID names; PID-3 is the one thing it can't do without. */
    static PatientIdentity identity(Segment pid, IdentifierChoice choice) throws RefusedMessageException {
        PatientKey key = choice.of(pid, 3)
                .orElseThrow(() -> RefusedMessageException.missing("PID^1^3^1^1", "The patient identifier (PID-3)"));
        requireFit(key, "PID^1^3");
        return new PatientIdentity(
                key.id(), key.issuer(), personName(pid, 5), birthDate(pid), sex(Segments.text(pid, 8, 1)));
    }

    /** @throws RefusedMessageException for an identifier that no DICOM object can have */
    static void requireFit(PatientKey key, String location) throws RefusedMessageException {
        if (key.id().length() > LO_LENGTH || key.issuer().length() > LO_LENGTH) {
            throw new RefusedMessageException(
                    RefusedMessageException.Kind.AE,
                    RefusedMessageException.Code.DATA_TYPE_ERROR,
                    location,
                    "The patient identifier or its authority is longer than DICOM can hold");
        }
    }

    /** HL7 lets a date end after the year or the month, DICOM does not: then the date of birth is not known here. */
    private static String birthDate(Segment pid) throws RefusedMessageException {
        String value = Segments.text(pid, 7, 1);
        if (value.isEmpty() || value.matches("\\d{4}(\\d{2})?|0{8}.*")) {
            return "";
        }
        if (!value.matches("\\d{8}.*") || !HlTime.isDate(value.substring(0, 8))) {
            throw new RefusedMessageException(
                    RefusedMessageException.Kind.AE,
                    RefusedMessageException.Code.DATA_TYPE_ERROR,
                    "PID^1^7",
                    "The date of birth (PID-7) is no date");
        }
        return value.substring(0, 8);
    }

    private static String sex(String term) {
        return switch (term) {
            case "F", "M", "O" -> term;
            case "A" -> "O"; // ambiguous
            default -> "";
        };
    }

    /**
     * An XPN as PN: its repetitions are the alphabetic, ideographic and phonetic groups by XPN-8 where they say so, else
     * the first is the name.
     */
    static String personName(Segment segment, int field) {
        String[] groups = {"", "", ""};
        for (int i = 0; i < Segments.repetitions(segment, field); i++) {
            String representation = Segments.text(segment, field, i, 8, 1);
            int group = switch (representation) {
                case "I" -> 1;
                case "P" -> 2;
                default -> 0;
            };
            if (groups[group].isEmpty()) {
                groups[group] = name(segment, field, i, 1);
            }
        }
        String joined = String.join("=", groups);
        return joined.replaceAll("=+$", "");
    }

    /** An XCN, which begins with an identifier, as PN. */
    static String physician(Segment segment, int field) {
        return name(segment, field, 0, 2);
    }

    /** Family, given, middle, suffix, prefix in HL7; family, given, middle, prefix, suffix in DICOM. */
    private static String name(Segment segment, int field, int repetition, int familyComponent) {
        List<String> parts = new ArrayList<>();
        for (int offset : new int[] {0, 1, 2, 4, 3}) {
            parts.add(component(Segments.text(segment, field, repetition, familyComponent + offset, 1)));
        }
        return parts.stream().collect(Collectors.joining("^")).replaceAll("\\^+$", "");
    }

    private static String component(String text) {
        return text.replace('^', ' ').replace('=', ' ');
    }

    static void put(Dataset.Builder item, PatientIdentity patient) {
        item.put(Tag.PatientID, patient.id())
                .put(Tag.IssuerOfPatientID, patient.issuer())
                .put(Tag.PatientName, patient.name())
                .put(Tag.PatientBirthDate, patient.birthDate())
                .put(Tag.PatientSex, patient.sex());
    }

    /** The visit: where the patient is, by whom referred, whether pregnant. */
    static void putVisit(Dataset.Builder item, Segment pv1) {
        String location = Arrays.asList(1, 2, 3).stream()
                .map(component -> Segments.text(pv1, 3, component))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        putText(item, Tag.CurrentPatientLocation, location);
        putText(item, Tag.ReferringPhysicianName, physician(pv1, 8));
        putIdentifier(item, Tag.AdmissionID, Segments.text(pv1, 19, 1));
        putText(item, Tag.ConfidentialityConstraintOnPatientDataDescription, Segments.text(pv1, 16, 1));
        if (Segments.text(pv1, 15, 1).equals("B6")) { // HL7 table 0009: pregnant
            item.put(Tag.PregnancyStatus, "3");
        }
    }

    /** Words for people, as many as fit the attribute: HL7 allows longer ones than DICOM. */
    static void putText(Dataset.Builder item, int tag, String value) {
        int most = switch (Dictionary.vr(tag)) {
            case CS, SH -> 16;
            case LO, PN -> 64;
            case ST -> 1024;
            case LT -> 10_240;
            default -> Integer.MAX_VALUE;
        };
        putIdentifier(item, tag, cut(value, most));
    }

    /** Cuts to a number of characters (code points). */
    static String cut(String value, int most) {
        return value.codePointCount(0, value.length()) <= most
                ? value
                : value.substring(0, value.offsetByCodePoints(0, most)).strip();
    }

    /** What names something, and would name something else if it were cut: the worklist refuses what is too long. */
    static void putIdentifier(Dataset.Builder item, int tag, String value) {
        if (!value.isEmpty()) {
            item.put(tag, value);
        }
    }
}
