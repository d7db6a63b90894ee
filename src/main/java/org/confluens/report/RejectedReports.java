package org.confluens.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.confluens.report.ForeignDocument.Outcome;
import org.confluens.report.ForeignDocument.Verdict;
import org.confluens.sr.RejectionReason;
import org.confluens.sr.SopReference;
import org.confluens.sr.SrDocument;
import org.confluens.sr.StudyReference;
import org.confluens.sr.TextItem;

/**
 * Follows the rejection notes of an archive (IHE RAD TF, Imaging Object Change Management): whoever rejects the version of
 * a report that counts has withdrawn the report.
 */
@ApplicationScoped
class RejectedReports {

    private static final int LONGEST_REASON = 1000;
    private static final String ARCHIVE = "rejection note";

    @Inject
    private Reports reports;

    @Inject
    private ReportLife life;

    /** What was done about the reports that a note rejects; empty if it is no such note, or rejects nothing that counts. */
    Optional<Verdict> judge(SrDocument note, Authority authority) {
        Optional<RejectionReason> reason = RejectionReason.of(note);
        if (reason.isEmpty()) {
            return Optional.empty();
        }
        Set<String> rejected = Stream.concat(
                        note.provenance().currentEvidence().stream(), note.provenance().otherEvidence().stream())
                .flatMap(StudyReference::sops)
                .map(SopReference::sopInstanceUid)
                .collect(Collectors.toSet());
        Map<Long, Set<Integer>> byReport = byReport(rejected);
        if (!authority.rejects()) {
            return Optional.of(authority.waiting(
                    Authority.Lack.REJECT,
                    byReport.keySet().stream().findFirst().flatMap(reports::find)));
        }
        List<Verdict> verdicts = new ArrayList<>();
        byReport.forEach((id, numbers) -> reports.lock(id)
                .flatMap(report -> judge(report, numbers, reason.get(), words(note, reason.get()), rejected))
                .ifPresent(verdicts::add));
        return together(verdicts);
    }

    /** The rejected version numbers of each report, by its id, so that reports are always locked in the same order. */
    private Map<Long, Set<Integer>> byReport(Set<String> rejected) {
        return rejected.stream()
                .flatMap(uid -> reports.version(uid).stream())
                .collect(Collectors.groupingBy(
                        ReportVersion::reportId,
                        TreeMap::new,
                        Collectors.mapping(ReportVersion::number, Collectors.toSet())));
    }

    private Optional<Verdict> judge(
            Report report, Set<Integer> numbers, RejectionReason reason, String words, Set<String> rejected) {
        OptionalInt verified = report.verifiedVersion();
        boolean counts = numbers.contains(verified.orElse(report.currentVersion()));
        if (report.state() == ReportState.WITHDRAWN || !counts && !numbers.contains(report.currentVersion())) {
            return Optional.empty(); // superseded versions may go
        }
        if (!counts) {
            return Optional.of(Verdict.setAside(
                    report,
                    "It rejects version %d of report %d, an amendment in progress; version %d still counts"
                            .formatted(report.currentVersion(), report.id(), verified.getAsInt())));
        }
        if (reason == RejectionReason.RETENTION_EXPIRED) {
            return Optional.of(Verdict.setAside(
                    report,
                    "The archive does not keep report %d any longer: %s. The report still counts here"
                            .formatted(report.id(), words)));
        }
        life.withdraw(report, words, ARCHIVE, rejected);
        return Optional.of(ForeignReports.takenOver(report, "It withdrew report %d: %s".formatted(report.id(), words)));
    }

    private static String words(SrDocument note, RejectionReason reason) {
        String told = note.root().children().stream()
                .filter(TextItem.class::isInstance)
                .map(item -> ((TextItem) item).text())
                .findFirst()
                .map(text -> ": " + text)
                .orElse("");
        String words = reason.title().meaning() + told;
        return words.length() <= LONGEST_REASON ? words : words.substring(0, LONGEST_REASON);
    }

    private static Optional<Verdict> together(List<Verdict> verdicts) {
        if (verdicts.isEmpty()) {
            return Optional.empty();
        }
        boolean allDone = verdicts.stream().allMatch(verdict -> verdict.outcome() == Outcome.TAKEN_OVER);
        OptionalLong report = verdicts.get(0).reportId();
        String reasons = verdicts.stream().map(Verdict::reason).collect(Collectors.joining("; "));
        return Optional.of(new Verdict(allDone ? Outcome.TAKEN_OVER : Outcome.SET_ASIDE, reasons, report));
    }
}
