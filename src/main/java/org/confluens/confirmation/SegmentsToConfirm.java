package org.confluens.confirmation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.confluens.concordance.ConcordanceRules;
import org.confluens.finding.Examination;
import org.confluens.intake.StudyDetails;
import org.confluens.report.DraftContributor;
import org.confluens.report.Proposal;
import org.confluens.template.Template;

/** Tells the draft of a catheter study which segments it is to confirm, and what MR or CT venography said of them. */
@ApplicationScoped
class SegmentsToConfirm implements DraftContributor {
    private static final ConcordanceRules RULES = ConcordanceRules.load();

    private FlagBook flags;

    protected SegmentsToConfirm() {}

    @Inject
    SegmentsToConfirm(FlagBook flags) {
        this.flags = flags;
    }

    @Override
    @Transactional
    public List<Proposal> contribute(StudyDetails study, Template template) {
        if (template.examination().filter(Examination::isInvasive).isEmpty()) {
            return List.of();
        }
        return flags.of(study.patient()).stream()
                .filter(flag -> !flag.state().settled())
                .map(flag -> new Proposal(flag.segmentId(), sentence(flag), Optional.of(flag.reportUid())))
                .toList();
    }

    /** What was seen and where, and what the comparison says of it so far. */
    static String sentence(Flag flag) {
        String modality = flag.examination() == Examination.CTV ? "CT venography" : "MR venography";
        StringBuilder text = new StringBuilder(modality)
                .append(" of ")
                .append(flag.studyDate())
                .append(flag.occlusion() ? ": occlusion" : ": narrowing");
        if (flag.percent().isPresent()) {
            text.append(String.format(Locale.ROOT, " of %.0f %%", flag.percent().getAsDouble()));
        }
        if (!flag.levels().isEmpty()) {
            text.append(", level: ")
                    .append(flag.levels().stream()
                            .map(level -> level.id().replace('-', ' '))
                            .collect(Collectors.joining(", ")));
        }
        text.append('.');
        RULES.rule(flag.ruleId()).ifPresent(rule -> text.append(' ').append(rule.reason()));
        if (flag.physiologicalSite()) {
            text.append(" Healthy veins are often narrow at this site.");
        }
        return text.toString();
    }
}
