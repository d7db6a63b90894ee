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
import java.util.stream.Collectors;
import org.confluens.delivery.Outbox;
import org.confluens.dicom.data.Dataset;
import org.confluens.intake.Studies;
import org.confluens.intake.StudyDetails;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrException;
import org.confluens.sr.SrReader;
import org.confluens.sr.SrWriter;
import org.confluens.sr.StudyReference;
import org.confluens.sr.VerifyingObserver;

/** Writes a report as a document in its present state: a new SOP instance that names the one before, kept and sent. */
@ApplicationScoped
class VersionWriter {

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
        Optional<SrDocument> predecessor = last(report).map(VersionWriter::read);
        SrDocument document = documents.compose(report, study(report), predecessor, observers, now());
        try {
            Dataset dataset = SrWriter.write(document);
            ReportVersion version = keep(report, dataset, predecessor.map(SrDocument::sopInstanceUid), observers, who);
            outbox.store(dataset, "report " + report.id() + " version " + version.number());
            companion.follow(report, document, now());
            return version;
        } catch (SrException e) {
            throw new IllegalStateException(
                    "a document of template " + report.templateId() + " is not valid: " + e.getMessage(), e);
        }
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
        ReportVersion version =
                new ReportVersion(report, SealedDocument.of(dataset), predecessor, names, who, clock.instant());
        reports.add(version);
        return version;
    }

    /** Sends a rejection note for every document of the report that was sent. */
    void reject(Report report) {
        List<StudyReference.Member> members = new ArrayList<>();
        Dataset any = Dataset.empty();
        for (VersionRow row : reports.versions(report.id())) {
            Dataset document = reports.version(row.sopInstanceUid())
                    .orElseThrow()
                    .document()
                    .dataset();
            members.add(SrReader.read(document).document().asMember());
            any = document;
        }
        if (members.isEmpty()) {
            return;
        }
        try {
            outbox.store(
                    RejectionNote.of(any, members, report.withdrawnReason(), now()),
                    "report " + report.id() + " rejection note");
        } catch (SrException e) {
            throw new IllegalStateException("a rejection note is not valid: " + e.getMessage(), e);
        }
    }

    /** The newest version. */
    Optional<ReportVersion> last(Report report) {
        return report.versions() == 0 ? Optional.empty() : reports.version(report.id(), report.versions());
    }

    /** The verified version that counts now. */
    Optional<ReportVersion> verified(Report report) {
        return report.verifiedVersion().isPresent()
                ? reports.version(report.id(), report.verifiedVersion().getAsInt())
                : Optional.empty();
    }

    /** Who has verified the newest version. */
    List<VerifyingObserver> observersOfLast(Report report) {
        return last(report)
                .map(version -> read(version).state().verifyingObservers())
                .orElse(List.of());
    }

    static SrDocument read(ReportVersion version) {
        return SrReader.read(version.document().dataset()).document();
    }

    private StudyDetails study(Report report) {
        return studies.study(report.studyInstanceUid())
                .orElseThrow(() -> new IllegalStateException("the study of report " + report.id() + " is gone"));
    }

    private OffsetDateTime now() {
        Instant instant = clock.instant();
        return instant.atZone(ZoneId.systemDefault()).toOffsetDateTime();
    }
}
