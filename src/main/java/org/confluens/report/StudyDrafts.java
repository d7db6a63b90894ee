package org.confluens.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.confluens.dicom.data.Uids;
import org.confluens.intake.Studies;
import org.confluens.intake.StudyDetails;
import org.confluens.intake.StudyStable;
import org.confluens.patient.PatientKey;
import org.confluens.patient.PatientMerged;
import org.confluens.patient.PatientUpdated;
import org.confluens.patient.Patients;
import org.confluens.template.FormValues;
import org.confluens.template.Prefill;
import org.confluens.template.Template;

/** Makes the draft of a study's report, and amends it while nobody has completed it when late images come. */
@ApplicationScoped
@Transactional
public class StudyDrafts {

    /** Who made it, where no person did. */
    static final String SOFTWARE = "Confluens";

    @Inject
    private Reports reports;

    @Inject
    private ReportLife life;

    @Inject
    private Templates templates;

    @Inject
    private VersionWriter versions;

    @Inject
    private Proposals proposals;

    @Inject
    private Studies studies;

    @Inject
    private Patients patients;

    @Inject
    private Event<ReportDrafted> drafted;

    @Inject
    private Clock clock;

    void studyIsStable(@Observes StudyStable event) {
        Optional<StudyDetails> study = studies.study(event.studyInstanceUid());
        Optional<Template> template = templates.current().template(event.templateId());
        if (study.isEmpty() || template.isEmpty()) {
            return;
        }
        List<Report> present = reports.ofStudy(event.studyInstanceUid());
        if (!present.isEmpty()) {
            present.forEach(report -> imagesChanged(report.id(), study.get()));
        } else if (hasUnreadImages(study.get())) {
            draft(study.get(), template.get());
        }
    }

    /** Whether the study has images at all, and some that no report that was withdrawn knew. */
    private boolean hasUnreadImages(StudyDetails study) {
        Set<String> images = Documents.evidence(study).stream()
                .map(member -> member.sop().sopInstanceUid())
                .collect(Collectors.toSet());
        return !images.isEmpty()
                && reports.withdrawnOfStudy(study.studyInstanceUid()).stream()
                        .noneMatch(report -> versions.evidence(report).containsAll(images));
    }

    private void draft(StudyDetails study, Template template) {
        Report report = new Report(study, template, Report.Origin.OWN, Uids.create(), clock.instant());
        reports.add(report);
        life.write(report, template, Prefill.draft(template, proposals.context(study, template)));
        versions.write(report, List.of(), SOFTWARE);
        reports.flush();
        drafted.fire(new ReportDrafted(report.id(), report.patient(), report.studyInstanceUid(), report.templateId()));
    }

    /** Images came, or were rejected, after the report was begun: the evidence of its newest document is not theirs. */
    private void imagesChanged(long reportId, StudyDetails study) {
        Report report = reports.lock(reportId).orElseThrow();
        if (versions.knowsAllImages(report, study)) {
            return;
        }
        if (!reports.isIntact(report)) {
            return;
        }
        report.describe(study);
        if (Transitions.next(report, Action.REDRAFT).isEmpty()
                || Documents.evidence(study).isEmpty()) {
            report.noteLateImages(clock.instant());
            return;
        }
        Template template = templates.of(report);
        FormValues before = ValuesJson.read(report.formValues());
        life.write(report, template, Prefill.refresh(template, proposals.context(study, template), before));
        life.take(report, Action.REDRAFT, report.editedBy());
        versions.write(report, List.of(), SOFTWARE);
    }

    void patientsWereMerged(@Observes PatientMerged event) {
        for (Report row : reports.ofPatient(event.prior())) {
            reports.lock(row.id()).ifPresent(report -> report.belongTo(event.survivor()));
        }
        reports.moveForeign(event.prior(), event.survivor());
        describe(event.survivor());
    }

    void patientWasCorrected(@Observes PatientUpdated event) {
        describe(event.patient());
    }

    private void describe(PatientKey key) {
        patients.patient(key)
                .ifPresent(patient -> reports.ofPatient(key).stream()
                        .flatMap(row -> reports.lock(row.id()).stream())
                        .forEach(report -> report.describePatient(patient.name(), patient.birthDate(), patient.sex())));
    }
}
