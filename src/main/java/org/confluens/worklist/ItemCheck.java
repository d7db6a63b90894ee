package org.confluens.worklist;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Dictionary;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.Tags;
import org.confluens.dicom.data.Uids;

/**
 * Whether a worklist item can be answered: the return keys of type 1 and 1C of PS3.4 table K.6-1 have values, and what
 * the worklist is searched by keeps to the length of its VR.
 */
final class ItemCheck {

    private static final List<Integer> REQUEST_TYPE_1 =
            List.of(Tag.PatientName, Tag.PatientID, Tag.StudyInstanceUID, Tag.RequestedProcedureID);
    private static final List<Integer> STEP_TYPE_1 = List.of(
            Tag.ScheduledStationAETitle,
            Tag.ScheduledProcedureStepStartDate,
            Tag.ScheduledProcedureStepStartTime,
            Tag.Modality,
            Tag.ScheduledProcedureStepID);
    private static final Map<Integer, Integer> REQUEST_LENGTHS = Map.of(
            Tag.PatientID, 64,
            Tag.IssuerOfPatientID, 64,
            Tag.AccessionNumber, 16,
            Tag.RequestedProcedureID, 16,
            Tag.AdmissionID, 64,
            Tag.PlacerOrderNumberImagingServiceRequest, 64,
            Tag.FillerOrderNumberImagingServiceRequest, 64);
    private static final Map<Integer, Integer> STEP_LENGTHS =
            Map.of(Tag.ScheduledProcedureStepID, 16, Tag.Modality, 16, Tag.ScheduledStationAETitle, 16);
    private static final int NAME_GROUP_LENGTH = 64;

    private ItemCheck() {}

    /** One sentence a problem; none when the item is fit to be answered. */
    static List<String> problems(Dataset item) {
        List<String> problems = new ArrayList<>();
        Dataset step = item.item(Tag.ScheduledProcedureStepSequence).orElse(Dataset.empty());
        REQUEST_TYPE_1.forEach(tag -> requireValue(item, tag, problems));
        STEP_TYPE_1.forEach(tag -> requireValue(step, tag, problems));
        REQUEST_LENGTHS.forEach((tag, length) -> requireLength(item, tag, length, problems));
        STEP_LENGTHS.forEach((tag, length) -> requireLength(step, tag, length, problems));
        requireName(item, problems);
        requireStart(step, problems);
        item.string(Tag.StudyInstanceUID)
                .filter(uid -> !Uids.isValid(uid))
                .ifPresent(uid -> problems.add(named(Tag.StudyInstanceUID) + " is no UID"));
        requireDescription(item, Tag.RequestedProcedureDescription, Tag.RequestedProcedureCodeSequence, problems);
        requireDescription(step, Tag.ScheduledProcedureStepDescription, Tag.ScheduledProtocolCodeSequence, problems);
        return problems;
    }

    private static void requireValue(Dataset holder, int tag, List<String> problems) {
        if (holder.strings(tag).stream().allMatch(String::isEmpty)) {
            problems.add(named(tag) + " is missing");
        }
    }

    private static void requireLength(Dataset holder, int tag, int most, List<String> problems) {
        if (holder.strings(tag).stream().anyMatch(value -> value.length() > most)) {
            problems.add("%s is longer than %d characters".formatted(named(tag), most));
        }
    }

    private static void requireName(Dataset item, List<String> problems) {
        boolean tooLong = item.strings(Tag.PatientName).stream()
                .flatMap(name -> List.of(name.split("=")).stream())
                .anyMatch(group -> group.length() > NAME_GROUP_LENGTH);
        if (tooLong) {
            problems.add(named(Tag.PatientName) + " has a component group longer than 64 characters");
        }
    }

    private static void requireStart(Dataset step, List<String> problems) {
        if (step.hasValue(Tag.ScheduledProcedureStepStartDate)
                && step.date(Tag.ScheduledProcedureStepStartDate).isEmpty()) {
            problems.add(named(Tag.ScheduledProcedureStepStartDate) + " is no date");
        }
        if (step.hasValue(Tag.ScheduledProcedureStepStartTime)
                && step.time(Tag.ScheduledProcedureStepStartTime).isEmpty()) {
            problems.add(named(Tag.ScheduledProcedureStepStartTime) + " is no time of day");
        }
    }

    private static void requireDescription(Dataset holder, int description, int codes, List<String> problems) {
        if (holder.string(description).isEmpty() && holder.items(codes).isEmpty()) {
            problems.add("%s or %s is needed".formatted(named(description), named(codes)));
        }
        boolean incomplete = holder.items(codes).stream()
                .anyMatch(code -> code.string(Tag.CodingSchemeDesignator).isEmpty()
                        || code.string(Tag.CodeValue).isEmpty()
                                && code.string(Tag.LongCodeValue).isEmpty()
                                && code.string(Tag.URNCodeValue).isEmpty());
        if (incomplete) {
            problems.add("%s has an item without code value or coding scheme".formatted(named(codes)));
        }
    }

    private static String named(int tag) {
        return Dictionary.name(tag) + " " + Tags.format(tag);
    }
}
