package org.confluens.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.confluens.delivery.outbox.Outbox;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Uids;
import org.confluens.intake.Studies;
import org.confluens.intake.StudyDetails;
import org.confluens.sr.LifeCycle;
import org.confluens.sr.SopReference;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrException;
import org.confluens.sr.SrReader;
import org.confluens.sr.SrWriter;
import org.confluens.sr.StudyReference;
import org.confluens.sr.VerifyingObserver;
import org.confluens.sr.Version;

/** Writes a report as a document in its present state: a new SOP instance that names the one before, kept and sent. */
@ApplicationScoped
class VersionWriter {

    private static final int LONGEST_NAMES = 2000;

    private Reports reports;
    private Documents documents;
    private Studies studies;
    private Outbox outbox;
    private PdfCompanion companion;
    private Clock clock;

    protected VersionWriter() {}

    @Inject
    VersionWriter(
            Reports reports, Documents documents, Studies studies, Outbox outbox, PdfCompanion companion, Clock clock) {
        this.reports = reports;
        this.documents = documents;
        this.studies = studies;
        this.outbox = outbox;
        this.companion = companion;
        this.clock = clock;
    }

    /** The new version; with verifying observers if the report is verified. */
    ReportVersion write(Report report, List<VerifyingObserver> observers, String who) {
        Optional<SrDocument> predecessor = current(report).map(VersionWriter::read);
        SrDocument document = documents.compose(report, study(report), predecessor, observers, now());
        try {
            return send(report, document, predecessor, who);
        } catch (SrException e) {
            throw new IllegalStateException(
                    "a document of template " + report.templateId() + " is not valid: " + e.getMessage(), e);
        }
    }

    private ReportVersion send(Report report, SrDocument document, Optional<SrDocument> predecessor, String who)
            throws SrException {
        Dataset dataset = SrWriter.write(document);
        ReportVersion version = keep(
                report,
                dataset,
                predecessor.map(SrDocument::sopInstanceUid),
                document.state().verifyingObservers(),
                who);
        outbox.store(dataset, "report " + report.id() + " version " + version.number(), report.line());
        companion.follow(report, document, now());
        return version;
    }

    /** Keeps a document as the report's next version, without sending it. */
    ReportVersion keep(
            Report report,
            Dataset dataset,
            Optional<String> predecessor,
            List<VerifyingObserver> observers,
            String who) {
        String names =
                observers.stream().map(observer -> observer.name().toString()).collect(Collectors.joining("\\"));
        ReportVersion version = new ReportVersion(
                report, SealedDocument.of(dataset), predecessor, shortened(names), who, clock.instant());
        reports.add(version);
        return version;
    }

    /**
     * Keeps what another editor made of the report as its next version. The archive has the document already, but no PDF of it.
     *
     * @throws SrException when the document breaks rules of its own type
     */
    ReportVersion takeOver(Report report, SrDocument document, String who) throws SrException {
        ReportVersion version = keep(
                report,
                SrWriter.write(document),
                current(report).map(ReportVersion::sopInstanceUid),
                document.state().verifyingObservers(),
                who);
        companion.follow(report, document, now());
        return version;
    }

    /** The same document with one more verifying observer; nothing of what it says is written anew. */
    ReportVersion countersign(Report report, VerifyingObserver observer, String who) {
        SrDocument signed = read(current(report).orElseThrow());
        try {
            SrDocument document = LifeCycle.verify(signed, observer, new Version(Uids.create(), now()));
            return send(report, document, Optional.of(signed), who);
        } catch (SrException e) {
            throw new IllegalStateException("report " + report.id() + " cannot be countersigned", e);
        }
    }

    /** As many names as the list of versions holds; the document has all. */
    private static String shortened(String names) {
        return names.length() <= LONGEST_NAMES ? names : names.substring(0, names.lastIndexOf('\\', LONGEST_NAMES));
    }

    /** Sends a rejection note for some of the documents of the report; those that are not as they were written name nothing. */
    void reject(Report report, Predicate<VersionRow> rejected, String reason) {
        List<StudyReference.Member> members = new ArrayList<>();
        Dataset any = Dataset.empty();
        for (VersionRow row :
                reports.chain(report).versions().stream().filter(rejected).toList()) {
            Optional<ReportVersion> version = reports.version(row.sopInstanceUid())
                    .filter(known -> known.seal().intact());
            if (version.isPresent()) {
                any = version.get().document().dataset();
                members.add(SrReader.read(any).document().asMember());
            }
        }
        if (members.isEmpty()) {
            return;
        }
        try {
            outbox.store(
                    RejectionNote.of(any, members, reason, now()),
                    "report " + report.id() + " rejection note",
                    report.line());
        } catch (SrException e) {
            throw new IllegalStateException("a rejection note is not valid: " + e.getMessage(), e);
        }
    }

    /** The version that the next one follows. */
    Optional<ReportVersion> current(Report report) {
        return report.currentVersion() == 0 ? Optional.empty() : reports.version(report.id(), report.currentVersion());
    }

    /** Whether the newest document's evidence is the images that the study has now. */
    boolean knowsAllImages(Report report, StudyDetails study) {
        return evidence(report)
                .equals(Documents.evidence(study).stream()
                        .map(member -> member.sop().sopInstanceUid())
                        .collect(Collectors.toSet()));
    }

    /** The verified version that counts now. */
    Optional<ReportVersion> verified(Report report) {
        return report.verifiedVersion().isPresent()
                ? reports.version(report.id(), report.verifiedVersion().getAsInt())
                : Optional.empty();
    }

    /** The SOP Instance UIDs of the newest document's evidence. */
    Set<String> evidence(Report report) {
        return current(report).filter(version -> version.seal().intact()).map(VersionWriter::read).stream()
                .flatMap(document -> document.provenance().currentEvidence().stream())
                .flatMap(StudyReference::sops)
                .map(SopReference::sopInstanceUid)
                .collect(Collectors.toSet());
    }

    /** Who has verified the version that stands now. */
    List<VerifyingObserver> observers(Report report) {
        return current(report)
                .map(version -> read(version).state().verifyingObservers())
                .orElse(List.of());
    }

    static SrDocument read(ReportVersion version) {
        return SrReader.read(version.document().dataset()).document();
    }

    StudyDetails study(Report report) {
        return studies.study(report.studyInstanceUid())
                .orElseThrow(() -> new IllegalStateException("the study of report " + report.id() + " is gone"));
    }

    private OffsetDateTime now() {
        Instant instant = clock.instant();
        return instant.atZone(ZoneId.systemDefault()).toOffsetDateTime();
    }
}
