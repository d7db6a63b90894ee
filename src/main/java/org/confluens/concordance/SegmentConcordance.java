package org.confluens.concordance;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.confluens.finding.Examination;
import org.confluens.finding.Segment;
import org.confluens.finding.Verdict;

/**
 * What all examinations together say about one segment.
 *
 * @param evidence per examination the statement that was compared
 * @param earlier catheter studies from before the narrowing was seen, oldest first: they answer nothing
 * @param notShowing studies by MR or CT venography that do not show the narrowing, oldest first
 * @param lesions each narrowing with its own outcome; empty where none is seen from outside
 * @param paired per examination the statement that statistics pair
 * @param rule the rule that led to the outcome; of several lesions that of the one for which most is left to do
 * @param category the finer category, with ultrasound
 * @param physiologicalSite whether a narrowing was seen where healthy veins are often narrow
 */
public record SegmentConcordance(
        Segment segment,
        Map<Examination, Evidence> evidence,
        List<Evidence> earlier,
        List<Evidence> notShowing,
        List<LesionConcordance> lesions,
        Map<Examination, Evidence> paired,
        Rule rule,
        Category category,
        boolean physiologicalSite) {

    public SegmentConcordance {
        evidence = inOrder(evidence);
        earlier = List.copyOf(earlier);
        notShowing = List.copyOf(notShowing);
        lesions = List.copyOf(lesions);
        paired = inOrder(paired);
    }

    private static Map<Examination, Evidence> inOrder(Map<Examination, Evidence> evidence) {
        Map<Examination, Evidence> ordered = new EnumMap<>(Examination.class);
        ordered.putAll(evidence);
        return Collections.unmodifiableMap(ordered);
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

    /**
     * The study by MR or CT venography that shows the narrowing.
     *
     * @throws IllegalStateException where none is seen from outside
     */
    public Evidence seen() {
        return lesions.stream()
                .map(LesionConcordance::seen)
                .filter(e -> e.finding().examination().isCrossSectional())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no narrowing is seen from outside in " + segment.id()));
    }

    /** A short text that changes when what speaks for or against the narrowing does; what was adjudicated is about it. */
    public String evidenceKey() {
        String said = Stream.of(evidence.values(), notShowing)
                .flatMap(Collection::stream)
                .map(e -> e.finding().examination() + " " + e.report().studyInstanceUid() + " "
                        + e.finding().verdict() + " " + e.finding().obstruction())
                .sorted()
                .distinct()
                .collect(Collectors.joining("\n"));
        return UUID.nameUUIDFromBytes((rule.id() + "\n" + said).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** The statement of an examination that statistics pair with the others. */
    public Optional<Evidence> paired(Examination examination) {
        return Optional.ofNullable(paired.get(examination));
    }
}
