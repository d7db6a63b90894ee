package org.confluens.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.intake.DocumentArrived;
import org.confluens.intake.Studies;
import org.confluens.intake.StudyDetails;
import org.confluens.report.ForeignDocument.Verdict;
import org.confluens.sr.Code;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrProblem;
import org.confluens.sr.SrReader;
import org.confluens.sr.SrReading;
import org.confluens.sr.StudyReference;

/**
 * Deals with the documents that others store to us: what was made of our draft is taken over, a verified report that
 * nobody had a draft for counts on its own, and what can be neither is put aside with the reason. A document that has
 * nothing to do with our studies is not remembered.
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
    private TakeOver takeOver;

    @Inject
    private CountedReports counted;

    @Inject
    private Clock clock;

    void arrived(@Observes DocumentArrived event) {
        String sopClass = event.document().string(Tag.SOPClassUID, "");
        boolean known =
                reports.version(event.sopInstanceUid()).isPresent() || reports.knowsForeign(event.sopInstanceUid());
        Optional<StudyDetails> study = studies.study(event.studyInstanceUid());
        if (!REPORTS.contains(sopClass) || known || study.isEmpty()) {
            return;
        }
        SrReading reading = SrReader.read(event.document());
        judge(reading, study.get())
                .ifPresent(verdict -> reports.add(new ForeignDocument(
                        event.sopInstanceUid(),
                        event.studyInstanceUid(),
                        study.get().patient(),
                        event.callingAeTitle(),
                        shortened(title(reading.document()), LONGEST_TITLE),
                        new Verdict(verdict.outcome(), shortened(verdict.reason(), LONGEST_REASON), verdict.reportId()),
                        clock.instant())));
    }

    private Optional<Verdict> judge(SrReading reading, StudyDetails study) {
        SrDocument document = reading.document();
        Optional<ReportVersion> predecessor = document.provenance().predecessors().stream()
                .flatMap(StudyReference::sops)
                .flatMap(sop -> reports.version(sop.sopInstanceUid()).stream())
                .findFirst();
        Optional<Report> report = predecessor
                .flatMap(version -> reports.lock(version.reportId()))
                .or(() -> takeOver.untouchedDraft(document, study));
        if (report.isEmpty()) {
            return counted.judge(reading, study);
        }
        if (!reading.isClean()) {
            return Optional.of(Verdict.setAside("It breaks rules of its own document type: " + errors(reading)));
        }
        return Optional.of(takeOver.judge(document, study, report.get(), predecessor));
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

    /** The documents that were put aside or taken over, the newest first. */
    List<ForeignDocument> list(Optional<ForeignDocument.Outcome> outcome, int limit) {
        return reports.foreign(outcome, limit);
    }
}
