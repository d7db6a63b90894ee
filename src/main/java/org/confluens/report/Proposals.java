package org.confluens.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.finding.ReportFindings;
import org.confluens.finding.SegmentFinding;
import org.confluens.intake.StudyDetails;
import org.confluens.patient.Patient;
import org.confluens.patient.PatientKey;
import org.confluens.patient.Patients;
import org.confluens.sr.SrDocument;
import org.confluens.sr.StudyReference;
import org.confluens.template.DraftContext;
import org.confluens.template.ObjectReference;
import org.confluens.template.SegmentToConfirm;
import org.confluens.template.Template;
import org.confluens.template.Value;
import org.confluens.worklist.ScheduledSteps;

/**
 * Gathers what a draft is filled from: the study, its request, its worklist item, the patient's earlier reports, what others
 * contribute.
 */
@ApplicationScoped
class Proposals {

    @Inject
    private Reports reports;

    @Inject
    private VersionWriter versions;

    @Inject
    private VerifiedReports verifiedReports;

    @Inject
    private ScheduledSteps steps;

    @Inject
    private Patients patients;

    @Inject
    @Any
    private Instance<DraftContributor> contributors;

    DraftContext context(StudyDetails study, Template template) {
        List<SrDocument> priors = priors(study);
        return DraftContext.of(Documents.imageHeaders(study))
                .withRequests(requests(study))
                .withPriorReports(priors.stream()
                        .map(prior -> reference(prior.asMember()))
                        .toList())
                .withSegmentsToConfirm(segments(study, template, priors));
    }

    /** What the images say of their request, and after it the worklist, since many modalities copy nothing from there. */
    private List<Dataset> requests(StudyDetails study) {
        List<Dataset> requests = new ArrayList<>(study.requestAttributes());
        steps.items(study.studyInstanceUid(), study.accessionNumber()).stream()
                .filter(item -> isOf(item, study.patient()))
                .forEach(requests::add);
        return requests;
    }

    private boolean isOf(Dataset item, PatientKey patient) {
        PatientKey named = new PatientKey(item.string(Tag.PatientID, ""), item.string(Tag.IssuerOfPatientID, ""));
        return patients.who(named, item.string(Tag.PatientBirthDate, ""))
                .map(Patient::key)
                .filter(patient::equals)
                .isPresent();
    }

    /** The documents of the patient's other reports that count now, the newest images first. */
    private List<SrDocument> priors(StudyDetails study) {
        List<Report> others = new ArrayList<>(reports.ofPatient(study.patient()));
        others.removeIf(report -> report.studyInstanceUid().equals(study.studyInstanceUid()));
        others.sort(Comparator.comparing(Report::studyDate).reversed());
        return others.stream()
                .flatMap(report -> versions.verified(report).stream())
                .filter(version -> version.seal().intact())
                .map(VersionWriter::read)
                .toList();
    }

    private List<SegmentToConfirm> segments(StudyDetails study, Template template, List<SrDocument> priors) {
        List<Proposal> proposals = contributors.stream()
                .flatMap(contributor -> contributor.contribute(study, template).stream())
                .toList();
        List<ReportFindings> findings = proposals.isEmpty() ? List.of() : findings(study.patient());
        return proposals.stream()
                .map(proposal -> segment(proposal, findings, priors))
                .toList();
    }

    private List<ReportFindings> findings(PatientKey patient) {
        return verifiedReports.of(patient);
    }

    private static SegmentToConfirm segment(Proposal proposal, List<ReportFindings> findings, List<SrDocument> priors) {
        Predicate<String> isMeant =
                uid -> proposal.reportUid().filter(uid::equals).isPresent();
        Optional<ReportFindings> source =
                findings.stream().filter(one -> isMeant.test(one.reportUid())).findFirst();
        Optional<SrDocument> document = priors.stream()
                .filter(one -> isMeant.test(one.sopInstanceUid()))
                .findFirst();
        Optional<SegmentFinding> seen = source.flatMap(one -> one.findings().stream()
                .filter(finding -> finding.segment().id().equals(proposal.segmentId()))
                .findFirst());
        return new SegmentToConfirm(
                proposal.segmentId(),
                source.map(ReportFindings::examination),
                seen.map(SegmentFinding::percent).orElse(OptionalDouble.empty()),
                source.map(ReportFindings::studyDate),
                document.map(one -> reference(one.asMember())),
                document.map(one -> images(one, seen)).orElse(List.of()),
                Optional.of(proposal.reason()));
    }

    /** The images that the finding names, with the series that the document's evidence gives them. */
    private static List<Value.InstanceValue> images(SrDocument document, Optional<SegmentFinding> seen) {
        List<StudyReference.Member> evidence = document.provenance().currentEvidence().stream()
                .flatMap(StudyReference::members)
                .toList();
        return seen.stream()
                .flatMap(finding -> finding.images().stream())
                .flatMap(image -> evidence.stream()
                        .filter(member -> member.sop().sopInstanceUid().equals(image.sopInstanceUid()))
                        .limit(1)
                        .map(member -> new Value.InstanceValue(reference(member), image.frames())))
                .toList();
    }

    private static ObjectReference reference(StudyReference.Member member) {
        return new ObjectReference(
                member.studyInstanceUid(),
                member.seriesInstanceUid(),
                member.sop().sopClassUid(),
                member.sop().sopInstanceUid());
    }
}
