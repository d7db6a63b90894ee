package org.confluens.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.intake.DocumentArrived;
import org.confluens.intake.DocumentReading;
import org.confluens.intake.InstanceRejection;
import org.confluens.intake.Studies;
import org.confluens.intake.StudyDetails;
import org.confluens.report.ForeignDocument.Verdict;
import org.confluens.sr.Code;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrProblem;
import org.confluens.sr.SrReader;
import org.confluens.sr.SrReading;
import org.confluens.sr.StudyReference;
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;

/**
 * Deals with the documents that others store to us: what was made of our draft is taken over, a verified report that
 * nobody had a draft for counts on its own, a rejection note withdraws, and what can be none of this is put aside with the
 * reason until a person settles it. A document that has nothing to do with our studies is not remembered.
 */
@ApplicationScoped
@Transactional
public class ForeignReports {

    private static final Set<String> REPORTS = Set.of(
            UID.BasicTextSRStorage,
            UID.EnhancedSRStorage,
            UID.ComprehensiveSRStorage,
            UID.Comprehensive3DSRStorage,
            UID.ExtensibleSRStorage);
    private static final int LONGEST_REASON = 2000;
    private static final int LONGEST_TITLE = 400;

    @Inject
    private Reports reports;

    @Inject
    private Studies studies;

    @Inject
    private DocumentReading documents;

    @Inject
    private TakeOver takeOver;

    @Inject
    private CountedReports counted;

    @Inject
    private RejectedReports rejections;

    @Inject
    private InstanceRejection instances;

    @Inject
    private Clock clock;

    void arrived(@Observes DocumentArrived event) {
        Optional<StudyDetails> study = studies.study(event.studyInstanceUid());
        if (study.isEmpty()) {
            return;
        }
        SrReading reading = SrReader.read(event.document());
        Authority authority = Authority.of(event.origin());
        Optional<ForeignDocument> before = reports.lockForeign(event.sopInstanceUid());
        Optional<Verdict> judged = event.whole()
                ? judge(event.sopInstanceUid(), reading, study.get(), authority, false)
                : tooLong(reading.document());
        judged.ifPresent(verdict -> {
            ForeignDocument document = before.orElseGet(() -> new ForeignDocument(
                    event.sopInstanceUid(),
                    event.studyInstanceUid(),
                    study.get().patient(),
                    shortened(title(reading.document()), LONGEST_TITLE)));
            // What cannot be read cannot be accepted either, so it needs none.
            String seen = event.whole() ? fingerprint(event.document()) : "";
            document.arrived(event.origin(), seen, shortened(verdict), clock.instant());
            if (before.isEmpty()) {
                reports.add(document);
            }
        });
    }

    private Optional<Verdict> tooLong(SrDocument document) {
        boolean ours = REPORTS.contains(document.sopClassUid())
                || document.sopClassUid().equals(UID.KeyObjectSelectionDocumentStorage);
        return Optional.of(Verdict.setAside("It is longer than the " + documents.longest()
                        + " MiB that are read of a document; it is kept as it came"))
                .filter(verdict -> ours);
    }

    /** What is to be done with a document; empty if nothing, because it says nothing new or has nothing to do with us. */
    private Optional<Verdict> judge(
            String sopInstanceUid, SrReading reading, StudyDetails study, Authority authority, boolean replace) {
        SrDocument document = reading.document();
        if (document.sopClassUid().equals(UID.KeyObjectSelectionDocumentStorage)) {
            return rejections.judge(document, authority);
        }
        if (!REPORTS.contains(document.sopClassUid())) {
            return Optional.empty();
        }
        Optional<ReportVersion> same = reports.version(sopInstanceUid);
        if (same.isPresent() && !same.get().seal().intact()) {
            return Optional.empty();
        }
        return same.isPresent() ? repeated(document, same.get()) : judge(reading, study, authority, replace);
    }

    /** A document that we have under this UID comes back: as it was, or changed by somebody who gave it no new UID. */
    private Optional<Verdict> repeated(SrDocument document, ReportVersion ours) {
        SrDocument kept = VersionWriter.read(ours);
        if (kept.root().equals(document.root()) && kept.state().equals(document.state())) {
            return Optional.empty();
        }
        return reports.find(ours.reportId())
                .map(report -> Verdict.setAside(
                        report,
                        "It has the SOP Instance UID of version %d of report %d but says something else; a changed document"
                                        .formatted(ours.number(), report.id())
                                + " needs a UID of its own"));
    }

    private Optional<Verdict> judge(SrReading reading, StudyDetails study, Authority authority, boolean replace) {
        SrDocument document = reading.document();
        Optional<ReportVersion> predecessor = document.provenance().predecessors().stream()
                .flatMap(StudyReference::sops)
                .flatMap(sop -> reports.version(sop.sopInstanceUid()).stream())
                .findFirst();
        Optional<Report> report = predecessor
                .flatMap(version -> reports.lock(version.reportId()))
                .or(() -> takeOver.untouchedDraft(document, study));
        if (report.isEmpty()) {
            return takeOver.touchedReport(document, study)
                    .map(touched -> Verdict.setAside(
                            touched,
                            "It follows the template of report %d, which is %s, but does not say which version it continues"
                                    .formatted(touched.id(), touched.state())))
                    .or(() -> counted.judge(reading, study, authority));
        }
        if (!reports.isIntact(report.get())) {
            return Optional.of(Verdict.setAside(
                    report.get(),
                    "Report %d was changed in the database; nothing is built on it"
                            .formatted(report.get().id())));
        }
        if (!reading.isClean()) {
            return Optional.of(
                    Verdict.setAside(report.get(), "It breaks rules of its own document type: " + errors(reading)));
        }
        return Optional.of(takeOver.judge(document, study, report.get(), predecessor, authority, replace));
    }

    /**
     * Lets a document that waits take effect on the word of a person here, as far as nothing else stands in its way; also one
     * that was put aside for another reason, which may be gone.
     *
     * @param seen the fingerprint of what the person has read; empty for whatever waits now
     * @param replace whether it may take the place of what was entered in the form meanwhile, which is kept as a version
     */
    ForeignDocument accept(String sopInstanceUid, Optional<String> seen, boolean replace, String who) {
        ForeignDocument document = waiting(sopInstanceUid);
        Dataset content = content(sopInstanceUid);
        if (seen.filter(print -> !print.equals(fingerprint(content))).isPresent()) {
            throw new ProblemException(Problem.conflict(
                    "changed-meanwhile",
                    "This document has come again in another form",
                    "Read what it says now, then decide."));
        }
        StudyDetails study = studies.study(document.studyInstanceUid()).orElseThrow();
        Authority authority = new Authority(document.origin(), Optional.of(who));
        instances.reject(sopInstanceUid, content);
        judge(sopInstanceUid, SrReader.read(content), study, authority, replace)
                .or(() -> document.lacks()
                        .map(lack -> new Verdict(
                                ForeignDocument.Outcome.TAKEN_OVER, "What it says is done", OptionalLong.empty())))
                .ifPresent(verdict -> document.accept(who, shortened(verdict)));
        reports.flush();
        return document;
    }

    /** Tells whether a document that came again is the one that somebody has read. */
    private static String fingerprint(Dataset document) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(DatasetWriter.bytes(document, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java machine has SHA-256", e);
        }
    }

    /** Notes what a person did about a document that was put aside, so that nobody has to look at it again. */
    ForeignDocument settle(String sopInstanceUid, String note, String who) {
        ForeignDocument document = waiting(sopInstanceUid);
        document.settle(who, note, clock.instant());
        return document;
    }

    /** The document itself. */
    Dataset content(String sopInstanceUid) {
        if (documents.isTooLong(sopInstanceUid)) {
            throw new ProblemException(Problem.conflict(
                    "document-too-long",
                    "The document is too long to be read",
                    "It has more than " + documents.longest() + " MiB (confluens.report.max-document-size); look at it"
                            + " where it came from."));
        }
        return studies.document(sopInstanceUid).orElseThrow(() -> new ProblemException(Problem.notFound("document")));
    }

    private ForeignDocument waiting(String sopInstanceUid) {
        ForeignDocument document = reports.lockForeign(sopInstanceUid)
                .orElseThrow(() -> new ProblemException(Problem.notFound("document")));
        if (!document.waits()) {
            throw new ProblemException(Problem.conflict(
                    "settled-already",
                    "This document does not wait for anybody",
                    "It was taken over, counts, or somebody has settled it."));
        }
        return document;
    }

    private static Verdict shortened(Verdict verdict) {
        return verdict.shortened(LONGEST_REASON);
    }

    static String errors(SrReading reading) {
        return String.join(
                "; ",
                reading.problems().stream()
                        .filter(SrProblem::isError)
                        .map(SrProblem::toString)
                        .limit(5)
                        .toList());
    }

    private static String title(SrDocument document) {
        return document.root().concept().map(Code::meaning).orElse("(no title)");
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    static Verdict takenOver(Report report, String how) {
        return new Verdict(ForeignDocument.Outcome.TAKEN_OVER, how, OptionalLong.of(report.id()));
    }

    /** The documents that were put aside or taken over, the newest first; put aside are those that still wait. */
    List<ForeignDocument> list(Optional<ForeignDocument.Outcome> outcome, int limit) {
        return reports.foreign(outcome, limit);
    }
}
