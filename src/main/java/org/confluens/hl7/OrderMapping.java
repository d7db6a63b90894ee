package org.confluens.hl7;

import static org.confluens.hl7.OrderGroup.Place.at;

import ca.uhn.hl7v2.model.Segment;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.worklist.PatientIdentity;

/**
 * Orders as worklist data sets, one a requested procedure. ORM^O01 carries the imaging identifiers in OBR-18 to OBR-24 and
 * ZDS, with an ORC and OBR for each step and each of its protocol codes (IHE RAD-4); OMI^O23 carries them in IPC, one a
 * step. Times are in TQ1, else in ORC-7 and OBR-27.
 */
final class OrderMapping {

    private static final OrderGroup.Place[] ACCESSION_NUMBER = {at("IPC", 1, 1), at("OBR", 18, 1)};
    private static final OrderGroup.Place[] PROCEDURE_ID = {at("IPC", 2, 1), at("OBR", 19, 1)};
    private static final OrderGroup.Place[] STUDY = {at("IPC", 3, 1), at("ZDS", 1, 1)};

    private OrderMapping() {}

    /** A requested procedure and the order that its first step stands in. */
    record Request(OrderGroup order, Dataset dataset) {}

    /** What makes steps belong to the same requested procedure. */
    private record Identity(String order, String accessionNumber, String procedureId, String study) {
        static Identity of(OrderGroup step) {
            return new Identity(
                    placerOrderNumber(step), step.text(ACCESSION_NUMBER), step.text(PROCEDURE_ID), step.text(STUDY));
        }
    }

    /** The requested procedures of these orders with all their steps. */
    static List<Request> requests(Segments message, Segment pid, IdentifierChoice identifiers, List<OrderGroup> orders)
            throws RefusedMessageException {
        if (orders.isEmpty()) {
            return List.of();
        }
        PatientIdentity patient = PatientFields.identity(pid, identifiers);
        Map<Identity, List<OrderGroup>> steps = new LinkedHashMap<>();
        orders.stream()
                .flatMap(order -> order.byImagingSegment().stream())
                .forEach(step -> steps.computeIfAbsent(Identity.of(step), i -> new ArrayList<>())
                        .add(step));
        List<Request> requests = new ArrayList<>();
        for (List<OrderGroup> ofOne : steps.values()) {
            requests.add(new Request(ofOne.get(0), dataset(message, patient, ofOne)));
        }
        return requests;
    }

    private static Dataset dataset(Segments message, PatientIdentity patient, List<OrderGroup> steps)
            throws RefusedMessageException {
        Dataset.Builder item = Dataset.builder();
        PatientFields.put(item, patient);
        message.first("PV1").ifPresent(pv1 -> PatientFields.putVisit(item, pv1));
        putRequest(item, steps.get(0));
        ZoneId unsaid = HlTime.zone(
                message.first("MSH").map(msh -> Segments.text(msh, 7, 1)).orElse(""), ZoneId.systemDefault());
        List<Dataset> distinct = new ArrayList<>();
        for (OrderGroup step : steps) {
            add(distinct, step(step, unsaid));
        }
        return item.putItems(Tag.ScheduledProcedureStepSequence, distinct).build();
    }

    /** A step that is there already, by its id, gets the protocol codes of this one. */
    private static void add(List<Dataset> steps, Dataset step) {
        String id = step.string(Tag.ScheduledProcedureStepID, "");
        for (int i = 0; i < steps.size() && !id.isEmpty(); i++) {
            Dataset present = steps.get(i);
            if (present.string(Tag.ScheduledProcedureStepID, "").equals(id)) {
                List<Dataset> codes = Stream.of(present, step)
                        .flatMap(s -> s.items(Tag.ScheduledProtocolCodeSequence).stream())
                        .distinct()
                        .toList();
                if (!codes.isEmpty()) {
                    steps.set(
                            i,
                            present.toBuilder()
                                    .putItems(Tag.ScheduledProtocolCodeSequence, codes)
                                    .build());
                }
                return;
            }
        }
        steps.add(step);
    }

    /** The placer's number and who gave it: how later messages name the order. */
    static String placerOrderNumber(OrderGroup order) {
        String number = order.text(at("ORC", 2, 1), at("OBR", 2, 1));
        String authority = order.text(at("ORC", 2, 2), at("OBR", 2, 2));
        return number.isEmpty() || authority.isEmpty() ? number : number + "^" + authority;
    }

    /** The filler's number, by which a message can name an order that has no placer's number. */
    static String fillerOrderNumber(OrderGroup order) {
        return order.text(at("ORC", 3, 1), at("OBR", 3, 1));
    }

    private static void putRequest(Dataset.Builder item, OrderGroup order) {
        PatientFields.putIdentifier(item, Tag.PlacerOrderNumberImagingServiceRequest, placerOrderNumber(order));
        putIdentifier(item, Tag.FillerOrderNumberImagingServiceRequest, order, at("ORC", 3, 1), at("OBR", 3, 1));
        putIdentifier(item, Tag.AccessionNumber, order, ACCESSION_NUMBER);
        putIdentifier(item, Tag.RequestedProcedureID, order, PROCEDURE_ID);
        putIdentifier(item, Tag.StudyInstanceUID, order, STUDY);
        put(item, Tag.ReasonForTheRequestedProcedure, order, at("OBR", 31, 2), at("OBR", 31, 1), at("ORC", 16, 2));
        put(item, Tag.PatientTransportArrangements, order, at("OBR", 30, 1));
        put(item, Tag.AdditionalPatientHistory, order, at("OBR", 13, 1));
        put(item, Tag.PatientState, order, at("OBR", 12, 2), at("OBR", 12, 1));
        PatientFields.putText(
                item,
                Tag.RequestedProcedurePriority,
                priority(order.text(at("TQ1", 9, 1), at("ORC", 7, 6), at("OBR", 27, 6))));
        String requesting = PatientFields.physician(order.control(), 12);
        PatientFields.putText(
                item,
                Tag.RequestingPhysician,
                requesting.isEmpty()
                        ? order.first("OBR")
                                .map(obr -> PatientFields.physician(obr, 16))
                                .orElse("")
                        : requesting);
        order.first("OBR").ifPresent(obr -> putCode(item, obr));
    }

    /** OBR-44, else OBR-4, is the requested procedure. */
    private static void putCode(Dataset.Builder item, Segment obr) {
        int field = Segments.text(obr, 44, 1).isEmpty() ? 4 : 44;
        PatientFields.putText(item, Tag.RequestedProcedureDescription, description(obr, field, 1));
        code(obr, field, 1).ifPresent(code -> item.putItems(Tag.RequestedProcedureCodeSequence, code));
    }

    private static Dataset step(OrderGroup order, ZoneId unsaid) throws RefusedMessageException {
        Optional<Segment> ipc = order.first("IPC");
        Dataset.Builder step = Dataset.builder();
        putIdentifier(step, Tag.ScheduledProcedureStepID, ipc, 4, order.text(at("OBR", 20, 1)));
        putIdentifier(step, Tag.Modality, ipc, 5, order.text(at("OBR", 24, 1)));
        PatientFields.putText(step, Tag.ScheduledStationName, order.text(at("IPC", 7, 1)));
        PatientFields.putText(step, Tag.ScheduledProcedureStepLocation, order.text(at("IPC", 8, 1)));
        putIdentifier(step, Tag.ScheduledStationAETitle, ipc, 9, order.text(at("OBR", 21, 1)));
        String start = order.text(at("TQ1", 7, 1), at("ORC", 7, 4), at("OBR", 27, 4), at("OBR", 36, 1));
        HlTime time = HlTime.parse(start, "ORC^" + order.sequence() + "^7^1^4", unsaid, ZoneId.systemDefault());
        step.put(Tag.ScheduledProcedureStepStartDate, time.date())
                .put(Tag.ScheduledProcedureStepStartTime, time.time());
        order.first("OBR").ifPresent(obr -> {
            PatientFields.putText(step, Tag.ScheduledPerformingPhysicianName, technician(obr));
            putProtocol(step, obr, ipc);
        });
        return step.build();
    }

    /** OBR-34 is an NDL: its first component holds an identifier and a name. */
    private static String technician(Segment obr) {
        String family = Segments.text(obr, 34, 0, 1, 2);
        String given = Segments.text(obr, 34, 0, 1, 3);
        return given.isEmpty() ? family : family + "^" + given;
    }

    /** IPC-6, else the local half of OBR-4, is the protocol of the step. */
    private static void putProtocol(Dataset.Builder step, Segment obr, Optional<Segment> ipc) {
        Optional<Dataset> protocol = ipc.flatMap(segment -> code(segment, 6, 1)).or(() -> code(obr, 4, 4));
        protocol.ifPresent(code -> step.putItems(Tag.ScheduledProtocolCodeSequence, code));
        String description =
                protocol.flatMap(code -> code.string(Tag.CodeMeaning)).orElseGet(() -> description(obr, 4, 1));
        PatientFields.putText(step, Tag.ScheduledProcedureStepDescription, description);
    }

    private static String description(Segment segment, int field, int component) {
        String text = Segments.text(segment, field, component + 1);
        return text.isEmpty() ? Segments.text(segment, field, component) : text;
    }

    /** A coded element; one without a coding scheme is no code in DICOM. */
    private static Optional<Dataset> code(Segment segment, int field, int component) {
        String value = Segments.text(segment, field, component);
        String scheme = Segments.text(segment, field, component + 2);
        if (value.isEmpty() || scheme.isEmpty()) {
            return Optional.empty();
        }
        String meaning = Segments.text(segment, field, component + 1);
        return Optional.of(Dataset.builder()
                .put(value.length() > 16 ? Tag.LongCodeValue : Tag.CodeValue, value)
                .put(Tag.CodingSchemeDesignator, scheme)
                .put(Tag.CodeMeaning, PatientFields.cut(meaning.isEmpty() ? value : meaning, 64))
                .build());
    }

    /** HL7 table 0485 to Requested Procedure Priority (PS3.3 C.4.11). */
    private static String priority(String term) {
        return switch (term) {
            case "S" -> "STAT";
            case "A" -> "HIGH";
            case "R" -> "ROUTINE";
            case "P", "C", "T" -> "MEDIUM";
            default -> "";
        };
    }

    private static void put(Dataset.Builder item, int tag, OrderGroup order, OrderGroup.Place... places) {
        PatientFields.putText(item, tag, order.text(places));
    }

    private static void putIdentifier(Dataset.Builder item, int tag, OrderGroup order, OrderGroup.Place... places) {
        PatientFields.putIdentifier(item, tag, order.text(places));
    }

    private static void putIdentifier(
            Dataset.Builder step, int tag, Optional<Segment> ipc, int field, String otherwise) {
        String value = ipc.map(segment -> Segments.text(segment, field, 1)).orElse("");
        PatientFields.putIdentifier(step, tag, value.isEmpty() ? otherwise : value);
    }
}
