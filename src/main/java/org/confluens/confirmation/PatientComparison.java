package org.confluens.confirmation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Period;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.confluens.concordance.Concordance;
import org.confluens.concordance.FlagEffect;
import org.confluens.concordance.SegmentConcordance;
import org.confluens.config.Settings;
import org.confluens.finding.ReportFindings;
import org.confluens.patient.PatientKey;
import org.confluens.report.VerifiedReports;
import org.confluens.transaction.ContainerTransaction;

/**
 * Compares all verified reports of a patient and brings flags and requests into line with what follows. Idempotent; two
 * of them for one patient, on whichever nodes, run one after the other.
 */
@ApplicationScoped
class PatientComparison {
    private static final String EVIDENCE_GONE =
            "No verified report shows the stenosis any more that nobody has dismissed.";
    private static final String DUPLICATE = "Another flag shows the same segment, since two patients became one.";
    private static final String ANSWER_GONE = "No verified report answers the flag any more.";

    private final Concordance concordance = Concordance.standard();

    private VerifiedReports reports;
    private VeinMap veins;
    private Settings settings;
    private FlagBook flags;
    private RequestBook requests;
    private Scheduling scheduling;
    private ComparisonStore store;
    private ContainerTransaction transaction;

    protected PatientComparison() {}

    @Inject
    PatientComparison(
            VerifiedReports reports,
            VeinMap veins,
            Settings settings,
            FlagBook flags,
            RequestBook requests,
            Scheduling scheduling,
            ComparisonStore store,
            ContainerTransaction transaction) {
        this.transaction = transaction;
        this.reports = reports;
        this.veins = veins;
        this.settings = settings;
        this.flags = flags;
        this.requests = requests;
        this.scheduling = scheduling;
        this.store = store;
    }

    /** The comparison as it stands now; changes nothing. */
    @Transactional
    List<SegmentConcordance> compare(PatientKey patient) {
        return compare(reports.of(patient));
    }

    /** What became of the newest narrowing of a segment by MR or CT venography; empty where none is seen. */
    @Transactional
    Optional<SegmentConcordance> narrowing(PatientKey patient, String segmentId) {
        return narrowing(segmentId, reports.of(patient));
    }

    private Optional<SegmentConcordance> narrowing(String segmentId, Collection<ReportFindings> findings) {
        return veins.anatomy()
                .segment(segmentId)
                .flatMap(segment -> concordance.narrowing(segment, findings, window()));
    }

    /** The verified reports of a patient that count now. */
    @Transactional
    List<ReportFindings> reports(PatientKey patient) {
        return reports.of(patient);
    }

    List<SegmentConcordance> compare(Collection<ReportFindings> findings) {
        return concordance.assess(findings, veins.anatomy(), window());
    }

    Period window() {
        return Period.ofDays(
                (int) settings.duration("confluens.concordance.window").toDays());
    }

    /** Compares and brings everything that depends on it into line, in the caller's transaction. */
    @Transactional
    void update(PatientKey patient) {
        long row = store.lock(patient);
        bringIntoLine(new TreeMap<>(Map.of(row, patient)));
    }

    /** The same for several patients together, by their rows, in a transaction of its own. */
    void updateTogether(SortedMap<Long, PatientKey> patients) {
        transaction.callNew(() -> {
            store.lock(new TreeSet<>(patients.keySet()));
            bringIntoLine(patients);
            return patients;
        });
    }

    /** Reads for all of them, compares each, writes for all of them; the rows of the patients are locked. */
    private void bringIntoLine(SortedMap<Long, PatientKey> patients) {
        Map<PatientKey, List<ReportFindings>> findings = reports.ofLocked(patients.values());
        Map<PatientKey, List<Flag>> known =
                flags
                        .ofPatientIds(
                                patients.values().stream().map(PatientKey::id).collect(Collectors.toSet()))
                        .stream()
                        .collect(Collectors.groupingBy(Flag::patient));
        SortedMap<Long, List<SegmentConcordance>> compared = new TreeMap<>();
        patients.forEach((row, patient) -> {
            List<ReportFindings> counted = findings.get(patient);
            compared.put(row, compare(counted));
            follow(patient, counted, known.getOrDefault(patient, List.of()));
        });
        store.write(compared);
    }

    private void follow(PatientKey patient, List<ReportFindings> findings, List<Flag> known) {
        Map<Long, Flag> byId = new LinkedHashMap<>();
        known.forEach(flag -> byId.put(flag.id(), flag));
        List<Decision> decisions = FlagPolicy.decide(
                findings, known.stream().map(this::known).toList(), segmentId -> narrowing(segmentId, findings));
        decisions.forEach(decision -> apply(patient, decision, byId));
        settle(patient, byId.values());
    }

    /** Which studies were made for a request matters only while the flag is on the worklist. */
    private FlagPolicy.Known known(Flag flag) {
        boolean onWorklist = flag.state() == FlagState.SCHEDULED || flag.state() == FlagState.IN_PROGRESS;
        Set<String> linked =
                onWorklist ? flag.request().map(requests::linkedStudies).orElse(Set.of()) : Set.of();
        return new FlagPolicy.Known(
                flag.id(),
                flag.segmentId(),
                flag.studyInstanceUid(),
                flag.state(),
                flag.outcome(),
                flag.dismissal(),
                linked,
                flag.askedBy().isPresent(),
                flag.adjudicatedEvidence());
    }

    private void apply(PatientKey patient, Decision decision, Map<Long, Flag> byId) {
        if (decision instanceof Decision.Raise raise) {
            Flag flag = flags.raise(patient, raise.segment(), raise.evidence());
            byId.put(flag.id(), flag);
        } else if (decision instanceof Decision.Keep keep) {
            show(byId.get(keep.flagId()), keep.segment(), keep.evidence());
        } else if (decision instanceof Decision.Release release) {
            Flag flag = byId.get(release.flagId());
            show(flag, release.segment(), release.evidence());
            release(flag, release.segment());
        } else if (decision instanceof Decision.Hold hold) {
            Flag flag = byId.get(hold.flagId());
            show(flag, hold.segment(), hold.evidence());
            release(flag, hold.segment());
            requests.hold(flag, hold.segment().rule().reason());
        } else if (decision instanceof Decision.Resolve resolve) {
            Flag flag = byId.get(resolve.flagId());
            show(flag, resolve.segment(), resolve.evidence());
            flags.resolve(flag, resolve.segment());
        } else if (decision instanceof Decision.Reopen reopen) {
            Flag flag = byId.get(reopen.flagId());
            flags.change(flag, FlagEvent.REOPEN, FlagBook.SYSTEM, ANSWER_GONE);
            show(flag, reopen.segment(), reopen.evidence());
            flag.detach();
        } else if (decision instanceof Decision.Withdraw withdraw) {
            String why = withdraw.dismissal() == Dismissal.DUPLICATE ? DUPLICATE : EVIDENCE_GONE;
            flags.dismiss(byId.get(withdraw.flagId()), withdraw.dismissal(), FlagBook.SYSTEM, why);
        }
    }

    private void release(Flag flag, SegmentConcordance segment) {
        flag.request()
                .ifPresent(request ->
                        requests.release(request, List.of(flag), segment.rule().reason()));
    }

    private static void show(Flag flag, SegmentConcordance segment, org.confluens.concordance.Evidence evidence) {
        flag.show(evidence, segment.physiologicalSite());
        flag.applyRule(segment.rule());
    }

    /** Whether the software proposes a catheter study, or a person has asked for one. */
    private boolean isProposed(Flag flag) {
        return flag.askedBy().isPresent()
                || concordance
                        .rule(flag.ruleId())
                        .filter(rule -> rule.flag() == FlagEffect.PROPOSED)
                        .isPresent();
    }

    private void settle(PatientKey patient, Collection<Flag> all) {
        List<Flag> open = all.stream()
                .filter(flag -> flag.state() == FlagState.OPEN && isProposed(flag))
                .toList();
        Optional<ConfirmationRequest> proposed = requests.propose(patient, open);
        Set<ConfirmationRequest> touched =
                all.stream().flatMap(flag -> flag.request().stream()).collect(Collectors.toCollection(HashSet::new));
        touched.forEach(requests::endIfSettled);
        if (proposed.isPresent()
                && scheduling.canFind(patient)
                && settings.flag("confluens.confirmation.auto-schedule")) {
            scheduling.schedule(proposed.get(), SchedulingWish.none(), FlagBook.SYSTEM);
        }
    }
}
