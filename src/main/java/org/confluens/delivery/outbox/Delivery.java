package org.confluens.delivery.outbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.confluens.destination.Meaning;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;

/** A document on its way to the PACS. Its content is in the table {@code delivery_content}. */
@Entity
@Table(name = "delivery")
@SequenceGenerator(name = "delivery_seq", sequenceName = "delivery_seq", allocationSize = 50)
public class Delivery {

    private static final int PROBLEM_LENGTH = 1000;
    private static final int REFERENCE_LENGTH = 128;

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "delivery_seq")
    private long id;

    private String reference;

    @Column(name = "sop_class_uid")
    private String sopClassUid;

    @Column(name = "sop_instance_uid")
    private String sopInstanceUid;

    @Column(name = "study_instance_uid")
    private String studyInstanceUid;

    private String destination;

    @Enumerated(EnumType.STRING)
    private DeliveryState state;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "next_attempt_at")
    private Instant nextAttemptAt;

    @Column(name = "delivered_at")
    private Instant deliveredAt;

    private int attempts;
    private Integer status;

    @Enumerated(EnumType.STRING)
    private Meaning answer;

    private String line;
    private Long place;

    @Column(name = "refused_since")
    private Instant refusedSince;

    private String problem = "";

    @Enumerated(EnumType.STRING)
    private CommitmentState commitment = CommitmentState.NONE;

    @Column(name = "commitment_uid")
    private String commitmentUid = "";

    @Column(name = "commitment_at")
    private Instant commitmentAt;

    @Column(name = "commitment_failures")
    private int commitmentFailures;

    @Column(name = "commitment_problem")
    private String commitmentProblem = "";

    @Version
    private long version;

    protected Delivery() {}

    /** @param place after which others of its line it is sent; no two have the same */
    Delivery(Dataset document, String reference, String destination, String line, long place, Instant now) {
        this.line = required(line, "a line", REFERENCE_LENGTH);
        this.place = place;
        this.reference = required(reference, "a reference", REFERENCE_LENGTH);
        this.sopClassUid = required(document.string(Tag.SOPClassUID, ""), "a SOP Class UID", 64);
        this.sopInstanceUid = required(document.string(Tag.SOPInstanceUID, ""), "a SOP Instance UID", 64);
        this.studyInstanceUid = required(document.string(Tag.StudyInstanceUID, ""), "a Study Instance UID", 64);
        this.destination = destination;
        this.state = destination.isEmpty() ? DeliveryState.KEPT : DeliveryState.WAITING;
        this.createdAt = now;
        this.nextAttemptAt = now;
    }

    private static String required(String value, String what, int length) {
        if (value.isEmpty() || value.length() > length) {
            throw new IllegalArgumentException("a delivery needs " + what + " of 1 to " + length + " characters");
        }
        return value;
    }

    /** Its key. */
    public long id() {
        return id;
    }

    public String reference() {
        return reference;
    }

    public String sopClassUid() {
        return sopClassUid;
    }

    public String sopInstanceUid() {
        return sopInstanceUid;
    }

    public String studyInstanceUid() {
        return studyInstanceUid;
    }

    public String destination() {
        return destination;
    }

    public DeliveryState state() {
        return state;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant nextAttemptAt() {
        return nextAttemptAt;
    }

    public Optional<Instant> deliveredAt() {
        return Optional.ofNullable(deliveredAt);
    }

    public int attempts() {
        return attempts;
    }

    /** The status of the last answer, DIMSE or HTTP; none before the first, and when the PACS gave none. */
    public OptionalInt status() {
        return status == null ? OptionalInt.empty() : OptionalInt.of(status);
    }

    public String problem() {
        return problem;
    }

    /** What the last answer meant; none before the first. */
    public Optional<Meaning> answer() {
        return Optional.ofNullable(answer);
    }

    /** Among whose documents it keeps its order; none of a document that was left before there was an order. */
    public Optional<String> line() {
        return Optional.ofNullable(line);
    }

    /** Its place in its line, from 1; 0 without a line. */
    public long place() {
        return place == null ? 0 : place;
    }

    public CommitmentState commitment() {
        return commitment;
    }

    /** Being sent to a destination from now on; to be sent again if nothing is heard until the time given. */
    void sending(String to, Instant until) {
        this.destination = to;
        this.state = DeliveryState.SENDING;
        this.attempts++;
        this.nextAttemptAt = until;
    }

    void delivered(Instant now, SendResult result) {
        this.state = DeliveryState.DELIVERED;
        this.deliveredAt = now;
        this.nextAttemptAt = now;
        this.refusedSince = null;
        note(result);
    }

    /** Not begun after all: as it was before, and due. */
    void notBegun(Instant now) {
        this.state = DeliveryState.WAITING;
        this.attempts--;
        this.nextAttemptAt = now;
    }

    /** Whether it is being sent, in the given try. */
    boolean isInTry(int attempt) {
        return state == DeliveryState.SENDING && attempts == attempt;
    }

    /**
     * Since when the destination has answered that it does not take it for now, this answer included. Where it could not be
     * reached in between, that counts from anew: then it had no chance.
     */
    Instant refusedSince(SendResult result, Instant now) {
        if (result.meaning() == Meaning.AWAY) {
            this.refusedSince = null;
            return now;
        }
        if (refusedSince == null) {
            this.refusedSince = now;
        }
        return refusedSince;
    }

    /** To be sent again at a time. */
    void putOff(SendResult result, Instant again) {
        this.state = DeliveryState.WAITING;
        this.nextAttemptAt = again;
        note(result);
    }

    /** To be sent no more, unless a person wants so. */
    void failed(SendResult result) {
        this.state = DeliveryState.FAILED;
        note(result);
    }

    private void note(SendResult result) {
        this.answer = result.meaning();
        this.status = result.status().isPresent() ? result.status().getAsInt() : null;
        this.problem = result.comment().substring(0, Math.min(result.comment().length(), PROBLEM_LENGTH));
    }

    /** To be sent again, because a person wants so; what is being sent is not sent a second time beside that. */
    void resend(Instant now) {
        if (state == DeliveryState.SENDING) {
            return;
        }
        this.state = DeliveryState.WAITING;
        this.attempts = 0;
        this.nextAttemptAt = now;
        this.refusedSince = null;
        this.commitment = CommitmentState.NONE;
        this.commitmentUid = "";
        this.commitmentAt = null;
        this.commitmentFailures = 0;
        this.commitmentProblem = "";
    }

    /** Why the PACS did not confirm the last time that it keeps the document; empty when it did, or was not asked yet. */
    public String commitmentProblem() {
        return commitmentProblem;
    }

    /** The PACS is being asked whether it keeps it. */
    public void commitmentRequested(String transactionUid, Instant now) {
        this.commitment = CommitmentState.REQUESTED;
        this.commitmentUid = transactionUid;
        this.commitmentAt = now;
    }

    /** The PACS keeps it; what it said before counts no more. */
    public void committed(Instant now) {
        this.commitment = CommitmentState.COMMITTED;
        this.commitmentAt = now;
        this.commitmentFailures = 0;
        this.commitmentProblem = "";
    }

    /** A request that came to nothing. */
    public void notAsked(CommitmentState result, Instant now, Instant again) {
        this.commitment = result;
        this.commitmentAt = now;
        this.nextAttemptAt = again;
    }

    /** How often in a row the PACS did not confirm that it keeps it. */
    public int commitmentFailures() {
        return commitmentFailures;
    }

    /** The PACS does not confirm it, and may later. */
    public void askAgain(String problem, Instant now, Instant again) {
        notConfirmed(problem, now);
        this.commitment = CommitmentState.NONE;
        this.nextAttemptAt = again;
    }

    /** The PACS has not got it after all. */
    public void sendAgain(String problem, Instant now, Instant again) {
        askAgain(problem, now, again);
        this.state = DeliveryState.WAITING;
        this.attempts = 0;
        this.refusedSince = null;
    }

    /** The PACS does not confirm it, and a person has to look. */
    public void notCommitted(String problem, Instant now) {
        notConfirmed(problem, now);
        this.commitment = CommitmentState.FAILED;
    }

    private void notConfirmed(String problem, Instant now) {
        this.commitmentFailures++;
        this.commitmentProblem = problem;
        this.commitmentAt = now;
    }
}
