package org.confluens.report;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.confluens.report.seal.SealState;
import org.confluens.report.seal.VersionFacts;
import org.confluens.web.ProblemException;

/**
 * One document of a report as it was sent: written once, never changed (the database refuses that too). A later version
 * names the one before as its predecessor.
 */
@Entity
@Table(name = "report_version")
@SequenceGenerator(name = "report_version_seq", sequenceName = "report_version_seq", allocationSize = 50)
public class ReportVersion {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "report_version_seq")
    private long id;

    @Column(name = "report_id", updatable = false)
    private long reportId;

    @Column(updatable = false)
    private int number;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private ReportState stage;

    @Column(name = "sop_instance_uid", updatable = false)
    private String sopInstanceUid;

    @Column(name = "predecessor_uid", updatable = false)
    private String predecessorUid;

    @Column(name = "form_values", updatable = false)
    private String formValues;

    @Column(updatable = false)
    private byte[] document;

    @Column(name = "verified_by", updatable = false)
    private String verifiedBy;

    @Column(name = "made_by", updatable = false)
    private String madeBy;

    @Column(name = "made_at", updatable = false)
    private Instant madeAt;

    @Transient
    private SealState seal = SealState.INTACT;

    protected ReportVersion() {}

    /**
     * A version of the report in the state that it has now, with the values that it has now.
     *
     * @param verifiedBy the names of the verifying observers, in DICOM form, separated by backslashes
     */
    ReportVersion(
            Report report,
            SealedDocument sealed,
            Optional<String> predecessorUid,
            String verifiedBy,
            String madeBy,
            Instant madeAt) {
        this.reportId = report.id();
        this.number = report.nextVersion();
        this.stage = report.state();
        this.sopInstanceUid = sealed.sopInstanceUid();
        this.predecessorUid = predecessorUid.orElse(null);
        this.formValues = report.formValues();
        this.document = sealed.bytes();
        this.verifiedBy = verifiedBy;
        this.madeBy = madeBy;
        this.madeAt = madeAt.truncatedTo(ChronoUnit.MICROS); // as exact as the database, or its seal would not fit
    }

    /** What the seal covers. */
    VersionFacts facts() {
        return new VersionFacts(
                reportId,
                number,
                stage.name(),
                sopInstanceUid,
                predecessorUid(),
                formValues,
                document,
                verifiedBy,
                madeBy,
                madeAt);
    }

    /** How this version stands, as it was found when it was read. */
    void found(SealState state) {
        this.seal = state;
    }

    SealState seal() {
        return seal;
    }

    long id() {
        return id;
    }

    long reportId() {
        return reportId;
    }

    int number() {
        return number;
    }

    ReportState stage() {
        return stage;
    }

    String sopInstanceUid() {
        return sopInstanceUid;
    }

    Optional<String> predecessorUid() {
        return Optional.ofNullable(predecessorUid);
    }

    /**
     * The answers that the version was made of.
     *
     * @throws ProblemException if the version is not as it was written
     */
    String formValues() {
        requireIntact();
        return formValues;
    }

    /**
     * The document.
     *
     * @throws ProblemException if the version is not as it was written
     */
    SealedDocument document() {
        requireIntact();
        return new SealedDocument(sopInstanceUid, document);
    }

    String verifiedBy() {
        return verifiedBy;
    }

    String madeBy() {
        return madeBy;
    }

    Instant madeAt() {
        return madeAt;
    }

    private void requireIntact() {
        if (!seal.intact()) {
            throw Chain.notAsWritten("Version %d of report %d".formatted(number, reportId));
        }
    }
}
