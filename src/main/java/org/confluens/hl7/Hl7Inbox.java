package org.confluens.hl7;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.Segment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.confluens.config.Settings;
import org.confluens.hl7.RefusedMessageException.Code;
import org.confluens.hl7.RefusedMessageException.Kind;
import org.confluens.patient.PatientKey;
import org.confluens.patient.Patients;
import org.confluens.worklist.OrderCancellation;
import org.confluens.worklist.PatientIdentity;
import org.confluens.worklist.StepRefusedException;
import org.confluens.worklist.Worklist;

/** Carries messages out, each whole or not at all. */
@ApplicationScoped
@Transactional(rollbackOn = RefusedMessageException.class)
public class Hl7Inbox {

    private static final Map<String, Set<String>> TAKEN = Map.of(
            "ORM", Set.of("O01"),
            "OMI", Set.of("O23"),
            "ADT", Set.of("A01", "A04", "A05", "A08", "A31", "A34", "A36", "A40", "A43", "A47"));
    private static final Table ORDER_CONTROL = Table.read("order-control.csv");
    private static final Table ORDER_STATUS = Table.read("order-status.csv");

    private Worklist worklist;
    private Patients patients;
    private MessageLog log;
    private IdentifierChoice identifiers;

    protected Hl7Inbox() {}

    @Inject
    Hl7Inbox(Worklist worklist, Patients patients, MessageLog log, Settings settings, Clock clock) {
        this(worklist, patients, log, new IdentifierChoice(settings.text("confluens.hl7.patient-authorities"), clock));
    }

    Hl7Inbox(Worklist worklist, Patients patients, MessageLog log, IdentifierChoice identifiers) {
        this.identifiers = identifiers;
        this.worklist = worklist;
        this.patients = patients;
        this.log = log;
    }

    /**
     * Carries the message out unless the same one was carried out before.
     *
     * @return whether it was carried out now
     * @throws RefusedMessageException with everything that the acknowledgement must say; then nothing is changed
     */
    boolean carryOut(Header header, String message) throws RefusedMessageException {
        if (log.isCarriedOut(message)) {
            return false;
        }
        requireTaken(header);
        Segments segments = parse(message);
        if (header.messageType().equals("ADT")) {
            patient(segments, header);
        } else {
            orders(segments);
        }
        log.carriedOut(header, message);
        return true;
    }

    private static Segments parse(String message) throws RefusedMessageException {
        try {
            return Segments.parse(message);
        } catch (HL7Exception | RuntimeException e) {
            throw new RefusedMessageException(
                    Kind.AR, Code.SEGMENT_SEQUENCE_ERROR, "", "The message can't be read as HL7 v2 (ER7)");
        }
    }

    /** Before anything else: a message that is not for us need not be one that can be read. */
    private static void requireTaken(Header header) throws RefusedMessageException {
        Set<String> events = TAKEN.getOrDefault(header.messageType(), Set.of());
        if (events.isEmpty()) {
            throw new RefusedMessageException(
                    Kind.AR, Code.UNSUPPORTED_MESSAGE_TYPE, "MSH^1^9^1^1", "This message type is not taken here");
        }
        if (!events.contains(header.event())) {
            throw new RefusedMessageException(
                    Kind.AR,
                    Code.UNSUPPORTED_EVENT_CODE,
                    "MSH^1^9^1^2",
                    "Of this message type only these events are taken here: "
                            + events.stream().sorted().collect(Collectors.joining(", ")));
        }
    }

    private void orders(Segments segments) throws RefusedMessageException {
        Segment pid = segments.first("PID").orElseThrow(() -> noSegment("PID"));
        if (segments.count("PID") > 1) {
            throw new RefusedMessageException(
                    Kind.AE, Code.SEGMENT_SEQUENCE_ERROR, "PID^2", "An order message is about one patient");
        }
        List<OrderGroup> orders = OrderGroup.of(segments);
        if (orders.isEmpty()) {
            throw noSegment("ORC");
        }
        Map<String, List<OrderGroup>> byAction = new HashMap<>();
        for (OrderGroup order : orders) {
            byAction.computeIfAbsent(action(order), a -> new ArrayList<>()).add(order);
        }
        List<OrderGroup> replaced = byAction.getOrDefault("replace", List.of());
        if (orders.stream().noneMatch(Hl7Inbox::isReplacement)) {
            byAction.computeIfAbsent("change", a -> new ArrayList<>()).addAll(replaced);
            replaced = List.of();
        }
        for (OrderGroup order : byAction.getOrDefault("cancel", List.of())) {
            cancel(order, Unless.UNKNOWN_OR_BEGUN);
        }
        for (OrderGroup order : replaced) {
            cancel(order, Unless.BEGUN);
        }
        for (OrderGroup order : byAction.getOrDefault("complete", List.of())) {
            cancel(order, Unless.NOTHING);
        }
        put(OrderMapping.requests(segments, pid, identifiers, byAction.getOrDefault("schedule", List.of())));
        change(OrderMapping.requests(segments, pid, identifiers, byAction.getOrDefault("change", List.of())));
    }

    /** HL7 v2.5 4.2.2.1: the order that takes the place of those that the same message replaces. */
    private static boolean isReplacement(OrderGroup order) {
        return Segments.text(order.control(), 1, 1).equals("RO");
    }

    private static String action(OrderGroup order) throws RefusedMessageException {
        String control = ORDER_CONTROL
                .get(Segments.text(order.control(), 1, 1))
                .orElseThrow(() -> new RefusedMessageException(
                        Kind.AE,
                        Code.TABLE_VALUE_NOT_FOUND,
                        "ORC^" + order.sequence() + "^1",
                        "This order control code (ORC-1) is not known here"));
        String status = Segments.text(order.control(), 5, 1);
        Optional<String> byStatus = ORDER_STATUS.get(status);
        if (control.equals("none") && !status.isEmpty() && byStatus.isEmpty()) {
            throw new RefusedMessageException(
                    Kind.AE,
                    Code.TABLE_VALUE_NOT_FOUND,
                    "ORC^" + order.sequence() + "^5",
                    "This order status (ORC-5) is not known here");
        }
        return byStatus.filter(action -> !action.equals("none") && !control.equals("cancel"))
                .orElse(control);
    }

    /** What makes a message that takes an order off the worklist one that can't be carried out. */
    private enum Unless {
        UNKNOWN_OR_BEGUN,
        /** An order that is replaced may have been for somebody else. */
        BEGUN,
        /** An order that is completed may have been, and somebody may have begun it here. */
        NOTHING
    }

    private List<Worklist.Placed> put(List<OrderMapping.Request> requests) throws RefusedMessageException {
        List<Worklist.Placed> placed = new ArrayList<>();
        for (OrderMapping.Request request : requests) {
            try {
                placed.addAll(worklist.replace(request.dataset(), "HL7"));
            } catch (StepRefusedException e) {
                throw new RefusedMessageException(
                        Kind.AE,
                        Code.REQUIRED_FIELD_MISSING,
                        "OBR^" + request.order().sequence(),
                        e.getMessage());
            }
        }
        return placed;
    }

    /** A changed order is what the message says it is: steps that it no longer names are canceled. */
    private void change(List<OrderMapping.Request> requests) throws RefusedMessageException {
        List<Worklist.Placed> placed = put(requests);
        requests.stream()
                .map(request -> OrderMapping.placerOrderNumber(request.order()))
                .filter(number -> !number.isEmpty())
                .distinct()
                .forEach(number -> worklist.cancelOthers(number, placed));
    }

    private void cancel(OrderGroup order, Unless unless) throws RefusedMessageException {
        String location = "ORC^" + order.sequence() + "^2^1^1";
        switch (cancellation(order, location)) {
            case UNKNOWN -> {
                if (unless == Unless.UNKNOWN_OR_BEGUN) {
                    throw new RefusedMessageException(
                            Kind.AE, Code.UNKNOWN_KEY_IDENTIFIER, location, "There is no such order");
                }
            }
            case TOO_LATE -> {
                if (unless != Unless.NOTHING) {
                    throw new RefusedMessageException(
                            Kind.AE,
                            Code.APPLICATION_RECORD_LOCKED,
                            location,
                            "The order can't be canceled any more: a modality has begun it");
                }
            }
            case DONE -> {
                // Nobody works on the order now.
            }
        }
    }

    private OrderCancellation cancellation(OrderGroup order, String location) throws RefusedMessageException {
        String placer = OrderMapping.placerOrderNumber(order);
        String filler = OrderMapping.fillerOrderNumber(order);
        if (placer.isEmpty() && filler.isEmpty()) {
            throw RefusedMessageException.missing(location, "The placer or filler order number (ORC-2, ORC-3)");
        }
        return placer.isEmpty() ? worklist.cancelFillerOrder(filler) : worklist.cancelOrder(placer);
    }

    private void patient(Segments segments, Header header) throws RefusedMessageException {
        if (header.isMerge()) {
            merge(segments, header.event());
        } else {
            update(segments);
        }
    }

    private void update(Segments segments) throws RefusedMessageException {
        PatientIdentity patient =
                PatientFields.identity(segments.first("PID").orElseThrow(() -> noSegment("PID")), identifiers);
        patients.correct(patient.asPatient())
                .orElseThrow(() -> new RefusedMessageException(
                        Kind.AE,
                        Code.UNKNOWN_KEY_IDENTIFIER,
                        "PID^1^3^1^4",
                        "Several patients have this identifier; the message must say who issued it (PID-3.4)"));
    }

    /** A message may merge several pairs of patients, each a PID and the MRG after it (HL7 v2.5 3.3.40). */
    private void merge(Segments segments, String event) throws RefusedMessageException {
        Optional<Segment> pid = Optional.empty();
        boolean any = false;
        for (Segment segment : segments.all()) {
            if (segment.getName().equals("PID")) {
                requireMerged(pid);
                pid = Optional.of(segment);
            } else if (segment.getName().equals("MRG")) {
                merge(pid.orElseThrow(() -> noSegment("PID")), segment, event);
                pid = Optional.empty();
                any = true;
            }
        }
        requireMerged(pid);
        if (!any) {
            throw noSegment("PID");
        }
    }

    private static void requireMerged(Optional<Segment> pid) throws RefusedMessageException {
        if (pid.isPresent()) {
            throw noSegment("MRG");
        }
    }

    private void merge(Segment pid, Segment mrg, String event) throws RefusedMessageException {
        PatientIdentity survivor = PatientFields.identity(pid, identifiers);
        PatientKey prior = identifiers
                .like(survivor.key(), mrg, 1)
                .orElseThrow(
                        () -> RefusedMessageException.missing("MRG^1^1^1^1", "The prior patient identifier (MRG-1)"));
        PatientFields.requireFit(prior, "MRG^1^1");
        PatientKey priorKey = prior.issuer().isEmpty() ? new PatientKey(prior.id(), survivor.issuer()) : prior;
        if (event.equals("A43")) {
            patients.move(priorKey, survivor.asPatient());
        } else {
            patients.merge(priorKey, survivor.asPatient());
        }
    }

    private static RefusedMessageException noSegment(String name) {
        return new RefusedMessageException(
                Kind.AE, Code.SEGMENT_SEQUENCE_ERROR, name + "^1", "The message has no segment " + name);
    }
}
