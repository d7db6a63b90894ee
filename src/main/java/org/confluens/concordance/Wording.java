package org.confluens.concordance;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.confluens.finding.Doubt;
import org.confluens.finding.Examination;
import org.confluens.finding.Kind;
import org.confluens.finding.Lesion;
import org.confluens.finding.SegmentFinding;
import org.confluens.finding.Sign;

/**
 * Says what examinations found and what follows, in a language; English where a language is not there. Each sentence speaks
 * of the evidence it is made from and of nothing else.
 */
public final class Wording {
    private final ResourceBundle texts;

    private Wording(ResourceBundle texts) {
        this.texts = texts;
    }

    public static Wording in(Locale locale) {
        return new Wording(ResourceBundle.getBundle(
                "org.confluens.concordance.texts",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
    }

    /** What follows, by the rule. */
    public String conclusion(Rule rule) {
        return texts.containsKey(rule.id()) ? texts.getString(rule.id()) : rule.reason();
    }

    /** One sentence for each study that looked, then what gave no verdict. */
    public List<String> found(SegmentConcordance compared) {
        List<String> sentences = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        for (Examination examination : Examination.values()) {
            compared.evidence(examination)
                    .filter(e -> e.finding().verdict().assessed())
                    .ifPresentOrElse(
                            e -> sentences.add(sentence(counted(compared, e), e)),
                            () -> silent.add(texts.getString(examination.name())));
        }
        compared.notShowing().stream()
                .filter(e -> !compared.evidence().containsValue(e))
                .forEach(e -> sentences.add(sentence("found", e)));
        compared.earlier().forEach(e -> sentences.add(sentence("before", e)));
        if (!silent.isEmpty()) {
            sentences.add(text("silent", String.join(", ", silent)));
        }
        return List.copyOf(sentences);
    }

    /** Everything that is said of a segment, the conclusion last. */
    public String statement(SegmentConcordance compared) {
        return Stream.concat(found(compared).stream(), Stream.of(conclusion(compared.rule())))
                .collect(Collectors.joining(" "));
    }

    private static String counted(SegmentConcordance compared, Evidence evidence) {
        return Concordance.counts(compared.segment(), evidence.finding().examination()) ? "found" : "uncounted";
    }

    private String sentence(String form, Evidence evidence) {
        return text(
                form,
                texts.getString(evidence.finding().examination().name()),
                evidence.report().studyDate().toString(),
                said(evidence.finding()));
    }

    /** The axes of narrowing, of other obstruction and of flow, as far as the examination speaks of them. */
    private String said(SegmentFinding finding) {
        List<String> parts = new ArrayList<>();
        if (finding.lesions().isEmpty()) {
            parts.add(texts.getString("no-narrowing"));
        }
        finding.lesions().stream().map(this::lesion).distinct().forEach(parts::add);
        if (finding.obstruction() == Sign.ABSENT) {
            parts.add(texts.getString("no-obstruction"));
        }
        parts.addAll(names(finding.obstructions()));
        if (finding.flow() == Sign.ABSENT) {
            parts.add(texts.getString("no-flow-sign"));
        }
        parts.addAll(names(finding.flows()));
        return String.join("; ", parts);
    }

    private String lesion(Lesion lesion) {
        String text = texts.getString(
                switch (lesion.narrowing()) {
                    case FIXED -> lesion.isOcclusion() ? "occlusion" : "fixed";
                    case DISTENSIBLE -> "distensible";
                    case STENOSIS -> lesion.isOcclusion() ? "occlusion" : "narrowing";
                    case INDETERMINATE -> undetermined(lesion);
                    case NO_STENOSIS, NOT_ASSESSED, NOT_ASSESSABLE -> "no-narrowing";
                });
        boolean hasPercent =
                lesion.diameterPercent().isPresent() || lesion.areaPercent().isPresent();
        if (hasPercent && lesion.narrowing().narrow()) {
            double percent = lesion.diameterPercent()
                    .orElseGet(() -> lesion.areaPercent().getAsDouble());
            text = text("percent", text, String.format(Locale.ROOT, "%.0f", percent));
        }
        return lesion.levels().isEmpty() ? text : text("level", text, String.join(", ", names(lesion.levels())));
    }

    private static String undetermined(Lesion lesion) {
        return lesion.doubt()
                .filter(doubt -> doubt != Doubt.READER)
                .map(doubt -> "undetermined-" + doubt.name())
                .orElse("undetermined");
    }

    private List<String> names(Collection<Kind> kinds) {
        return kinds.stream().sorted().map(kind -> texts.getString(kind.id())).toList();
    }

    private String text(String key, Object... values) {
        return new MessageFormat(texts.getString(key), texts.getLocale()).format(values);
    }

    /** The keys that every language has to have, beside the rules. */
    Set<String> keys() {
        return texts.keySet();
    }
}
