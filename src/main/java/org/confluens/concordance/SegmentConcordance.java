package org.confluens.concordance;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.confluens.finding.Examination;
import org.confluens.finding.Segment;
import org.confluens.finding.Verdict;

/**
 * What all examinations together say about one segment.
 *
 * @param evidence per examination the statement that was compared
 * @param rule the rule that led to the outcome
 * @param category the finer category, with ultrasound
 * @param physiologicalSite whether a narrowing was seen where healthy veins are often narrow
 */
public record SegmentConcordance(
        Segment segment, Map<Examination, Evidence> evidence, Rule rule, Category category, boolean physiologicalSite) {

    public SegmentConcordance {
        Map<Examination, Evidence> ordered = new EnumMap<>(Examination.class);
        ordered.putAll(evidence);
        evidence = Collections.unmodifiableMap(ordered);
    }

    public Outcome outcome() {
        return rule.outcome();
    }

    /** What the examination said, whether or not it counts for this vein. */
    public Verdict verdict(Examination examination) {
        return evidence(examination).map(e -> e.finding().verdict()).orElse(Verdict.NOT_ASSESSED);
    }

    public Optional<Evidence> evidence(Examination examination) {
        return Optional.ofNullable(evidence.get(examination));
    }
}
