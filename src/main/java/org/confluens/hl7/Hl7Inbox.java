package org.confluens.hl7;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.Segment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import org.confluens.dicom.data.Dataset;
import org.confluens.hl7.RefusedMessageException.Code;
import org.confluens.hl7.RefusedMessageException.Kind;
import org.confluens.intake.PatientKey;
import org.confluens.intake.Patients;
import org.confluens.worklist.PatientIdentity;
import org.confluens.worklist.StepRefusedException;
import org.confluens.worklist.Worklist;

/** Carries messages out, each whole or not at all. */
@ApplicationScoped
@Transactional(rollbackOn = RefusedMessageException.class)
public class Hl7Inbox {

    private static final Table ORDER_CONTROL = Table.read("order-control.csv");

    private Worklist worklist;
    private Patients patients;
    private MessageLog log;

    protected Hl7Inbox() {}

    @Inject
    Hl7Inbox(Worklist worklist, Patients patients, MessageLog log) {
        this.worklist = worklist;
        this.patients = patients;
        this.log = log;
    }

    /**
     * Carries the message out unless the same one was carried out before.
     *
     * @throws RefusedMessageException with everything that the acknowledgement must say; then nothing is changed
     */
    void carryOut(Header header, String message) throws RefusedMessageException {
        if (log.isCarriedOut(message)) {
            return;
        }
        Segments segments = parse(message);
        switch (header.messageType()) {
            case "ORM" -> orders(segments, header, "O01");
            case "OMI" -> orders(segments, header, "O23");
            case "ADT" -> patient(segments, header);
            default ->
                throw new RefusedMessageException(
                        Kind.AR, Code.UNSUPPORTED_MESSAGE_TYPE, "MSH^1^9^1^1", "This message type is not taken here");
        }
        log.carriedOut(header, message);
    }

    private static Segments parse(String message) throws RefusedMessageException {
        try {
            return Segments.parse(message);
        } catch (HL7Exception | RuntimeException e) {
            throw new RefusedMessageException(
                    Kind.AR, Code.SEGMENT_SEQUENCE_ERROR, "", "The message can't be read as HL7 v2 (ER7)");
        }
    }

    private static void requireEvent(Header header, String event) throws RefusedMessageException {
        if (!header.event().equals(event)) {
            throw new RefusedMessageException(
                    Kind.AR,
                    Code.UNSUPPORTED_EVENT_CODE,
                    "MSH^1^9^1^2",
                    "Of this message type only the event " + event + " is taken here");
        }
    }

    private void orders(Segments segments, Header header, String event) throws RefusedMessageException {
        requireEvent(header, event);
        Segment pid = segments.first("PID").orElseThrow(() -> noSegment("PID"));
        List<OrderGroup> orders = OrderGroup.of(segments);
        if (orders.isEmpty()) {
            throw noSegment("ORC");
        }
        for (int i = 0; i < orders.size(); i++) {
            order(segments, pid, orders.get(i), i + 1);
        }
    }

    private void order(Segments segments, Segment pid, OrderGroup order, int sequence) throws RefusedMessageException {
        String control = Segments.text(order.control(), 1, 1);
        String action = ORDER_CONTROL
                .get(control)
                .orElseThrow(() -> new RefusedMessageException(
                        Kind.AE,
                        Code.TABLE_VALUE_NOT_FOUND,
                        "ORC^" + sequence + "^1",
                        "This order control code (ORC-1) is not known here"));
        switch (action) {
            case "schedule" -> put(OrderMapping.dataset(segments, pid, order), false, sequence);
            case "change" -> put(OrderMapping.dataset(segments, pid, order), true, sequence);
            case "cancel" -> cancel(order, sequence);
            default -> {
                // A status that is not ours to keep.
            }
        }
    }

    private void put(Dataset dataset, boolean change, int sequence) throws RefusedMessageException {
        try {
            if (change) {
                worklist.replaceOrder(dataset, "HL7");
            } else {
                worklist.replace(dataset, "HL7");
            }
        } catch (StepRefusedException e) {
            throw new RefusedMessageException(Kind.AE, Code.REQUIRED_FIELD_MISSING, "OBR^" + sequence, e.getMessage());
        }
    }

    private void cancel(OrderGroup order, int sequence) throws RefusedMessageException {
        String number = OrderMapping.placerOrderNumber(order);
        if (number.isEmpty()) {
            throw RefusedMessageException.missing("ORC^" + sequence + "^2^1^1", "The placer order number (ORC-2)");
        }
        if (!worklist.hasOrder(number)) {
            throw new RefusedMessageException(
                    Kind.AE, Code.UNKNOWN_KEY_IDENTIFIER, "ORC^" + sequence + "^2^1^1", "There is no such order");
        }
        worklist.cancelOrder(number);
    }

    private void patient(Segments segments, Header header) throws RefusedMessageException {
        Segment pid = segments.first("PID").orElseThrow(() -> noSegment("PID"));
        PatientIdentity patient = PatientFields.identity(pid);
        PatientKey key = new PatientKey(patient.id(), patient.issuer());
        switch (header.event()) {
            case "A01", "A04", "A05", "A08", "A31" -> {
                worklist.updatePatient(patient);
                patients.update(key, patient.name(), patient.birthDate(), patient.sex());
            }
            case "A40" -> merge(segments, patient, key);
            default ->
                throw new RefusedMessageException(
                        Kind.AR, Code.UNSUPPORTED_EVENT_CODE, "MSH^1^9^1^2", "This ADT event is not taken here");
        }
    }

    private void merge(Segments segments, PatientIdentity survivor, PatientKey key) throws RefusedMessageException {
        Segment mrg = segments.first("MRG").orElseThrow(() -> noSegment("MRG"));
        String prior = Segments.text(mrg, 1, 1);
        if (prior.isEmpty()) {
            throw RefusedMessageException.missing("MRG^1^1^1^1", "The prior patient identifier (MRG-1)");
        }
        String issuer = PatientFields.issuer(mrg, 1);
        PatientKey priorKey = new PatientKey(prior, issuer.isEmpty() ? survivor.issuer() : issuer);
        worklist.mergePatient(priorKey.id(), priorKey.issuer(), survivor);
        patients.merge(priorKey, key);
    }

    private static RefusedMessageException noSegment(String name) {
        return new RefusedMessageException(
                Kind.AE, Code.SEGMENT_SEQUENCE_ERROR, name + "^1", "The message has no segment " + name);
    }
}
