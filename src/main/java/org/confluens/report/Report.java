package org.confluens.report;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.confluens.intake.StudyDetails;
import org.confluens.patient.PatientKey;
import org.confluens.report.seal.ReportFacts;
import org.confluens.report.seal.Seal;
import org.confluens.report.seal.SealState;
import org.confluens.template.Template;

/**
 * The report of one study: where it stands, and the values that people are working on. What was sent is in its
 * {@link ReportVersion}s; what is known of the patient and the study is copied here for lists.
 */
@Entity
@Table(name = "report")
@EntityListeners(StateSealing.class)
@SequenceGenerator(name = "report_seq", sequenceName = "report_seq", allocationSize = 50)
public class Report {

    /** Who wrote the report. */
    public enum Origin {
        OWN,
        FOREIGN
    }

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "report_seq")
    private long id;

    @Version
    @Column(name = "lock_version")
    private long lockVersion;

    @Column(name = "study_instance_uid")
    private String studyInstanceUid;

    @Column(name = "patient_id")
    private String patientId;

    @Column(name = "patient_issuer")
    private String patientIssuer;

    @Column(name = "patient_name")
    private String patientName;

    @Column(name = "patient_birth_date")
    private String patientBirthDate;

    @Column(name = "patient_sex")
    private String patientSex;

    @Column(name = "study_date")
    private String studyDate;

    @Column(name = "accession_number")
    private String accessionNumber;

    private String description;

    @Column(name = "template_id")
    private String templateId;

    @Column(name = "template_version")
    private String templateVersion;

    @Enumerated(EnumType.STRING)
    private ReportState state;

    @Enumerated(EnumType.STRING)
    private Origin origin;

    @Column(name = "series_instance_uid")
    private String seriesInstanceUid;

    @Column(name = "form_values")
    private String formValues;

    private int versions;

    @Column(name = "current_version")
    private int currentVersion;

    @Column(name = "verified_version")
    private Integer verifiedVersion;

    @Column(name = "late_images_at")
    private Instant lateImagesAt;

    @Column(name = "edited_by")
    private String editedBy;

    @Column(name = "withdrawn_reason")
    private String withdrawnReason;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "changed_at")
    private Instant changedAt;

    @Column(name = "state_seal")
    private byte[] stateSeal;

    @Column(name = "seal_count")
    private int sealings;

    @Transient
    private SealState seal = SealState.INTACT;

    protected Report() {}

    Report(StudyDetails study, Template template, Origin origin, String seriesInstanceUid, Instant now) {
        this.templateId = template.id();
        this.templateVersion = template.version();
        this.state = ReportState.DRAFT;
        this.origin = origin;
        this.seriesInstanceUid = seriesInstanceUid;
        this.formValues = "{}";
        this.editedBy = "";
        this.withdrawnReason = "";
        this.createdAt = now;
        this.changedAt = now;
        describe(study);
    }

    /** Copies what lists show of the patient and the study. */
    final void describe(StudyDetails study) {
        this.studyInstanceUid = study.studyInstanceUid();
        belongTo(study.patient());
        describePatient(study.patientName(), study.patientBirthDate(), study.patientSex());
        this.studyDate = study.studyDate();
        this.accessionNumber = study.accessionNumber();
        this.description = study.description();
    }

    final void belongTo(PatientKey patient) {
        this.patientId = patient.id();
        this.patientIssuer = patient.issuer();
    }

    final void describePatient(String name, String birthDate, String sex) {
        this.patientName = name;
        this.patientBirthDate = birthDate;
        this.patientSex = sex;
    }

    /** Takes an action that the table of transitions allows; the caller has checked. */
    void enter(ReportState next, String by, Instant now) {
        this.state = next;
        this.editedBy = by;
        this.changedAt = now;
    }

    void write(String values) {
        this.formValues = values;
    }

    /** Counts one more version and gives its number. */
    int nextVersion() {
        versions++;
        currentVersion = versions;
        return versions;
    }

    void verified(int version) {
        this.verifiedVersion = version;
    }

    /** Goes back to the verified version and what it says; the versions after it stand for nothing any more. */
    void returnTo(ReportVersion verified) {
        this.currentVersion = verified.number();
        this.formValues = verified.formValues();
    }

    void withdraw(String reason) {
        this.withdrawnReason = reason;
    }

    void noteLateImages(Instant now) {
        this.lateImagesAt = now;
    }

    /** The newest document's evidence is that of the study. */
    void knowsAllImages() {
        this.lateImagesAt = null;
    }

    /** What the seal of the state covers; the texts that are shown in the order of {@link Chains#SHOWN}. */
    ReportFacts facts() {
        return new ReportFacts(
                id,
                studyInstanceUid,
                patientId,
                patientIssuer,
                templateId,
                state.name(),
                origin.name(),
                versions,
                currentVersion,
                verifiedVersion == null ? OptionalInt.empty() : OptionalInt.of(verifiedVersion),
                sealings,
                Chains.shown(ReportRow.of(this), seriesInstanceUid, withdrawnReason));
    }

    void seal(Seal key) {
        sealings++;
        this.stateSeal = key.of(facts());
    }

    /** How often the state was sealed. */
    int sealings() {
        return sealings;
    }

    Optional<byte[]> stateSeal() {
        return Optional.ofNullable(stateSeal);
    }

    /** How the state stands, as it was found when it was read. */
    void found(SealState found) {
        this.seal = found;
    }

    SealState seal() {
        return seal;
    }

    public long id() {
        return id;
    }

    /** The line of the outbox in which everything that is sent of this report keeps its order. */
    String line() {
        return "report " + id;
    }

    long lockVersion() {
        return lockVersion;
    }

    public String studyInstanceUid() {
        return studyInstanceUid;
    }

    public PatientKey patient() {
        return new PatientKey(patientId, patientIssuer);
    }

    String patientName() {
        return patientName;
    }

    String patientBirthDate() {
        return patientBirthDate;
    }

    String patientSex() {
        return patientSex;
    }

    String studyDate() {
        return studyDate;
    }

    String accessionNumber() {
        return accessionNumber;
    }

    String description() {
        return description;
    }

    public String templateId() {
        return templateId;
    }

    String templateVersion() {
        return templateVersion;
    }

    public ReportState state() {
        return state;
    }

    Origin origin() {
        return origin;
    }

    String seriesInstanceUid() {
        return seriesInstanceUid;
    }

    String formValues() {
        return formValues;
    }

    int versions() {
        return versions;
    }

    /** The number of the version that the next one follows: the newest that was not given up, 0 before the first. */
    int currentVersion() {
        return currentVersion;
    }

    /** The number of the verified version that counts; it stays while an amendment is in progress. */
    OptionalInt verifiedVersion() {
        return verifiedVersion == null || state == ReportState.WITHDRAWN
                ? OptionalInt.empty()
                : OptionalInt.of(verifiedVersion);
    }

    /** When the images of the study changed after the report was completed, so that its evidence is not theirs. */
    Optional<Instant> lateImagesAt() {
        return Optional.ofNullable(lateImagesAt);
    }

    String editedBy() {
        return editedBy;
    }

    String withdrawnReason() {
        return withdrawnReason;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant changedAt() {
        return changedAt;
    }
}
