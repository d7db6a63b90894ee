package org.confluens.template;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.confluens.template.xml.PhrasesElement;
import org.confluens.template.xml.RuleElement;
import org.confluens.template.xml.SelectionRulesElement;
import org.confluens.template.xml.TestsElement;
import org.confluens.template.xml.WordsElement;

/** Reads the selection rules; a rule for a template of which no version is in use is refused. */
final class RulesReader {
    private final Set<String> templateIds;
    private final Problems problems;

    RulesReader(Set<String> templateIds, Problems problems) {
        this.templateIds = templateIds;
        this.problems = problems;
    }

    SelectionRules read(List<XmlFile> files) {
        List<SelectionRules.Rule> rules = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (XmlFile file : files) {
            for (RuleElement xml : ((SelectionRulesElement) file.root()).getRule()) {
                if (!ids.add(xml.getId())) {
                    problems.add(
                            file.name(), file.line(xml), "duplicate-id", "rule " + xml.getId() + " is defined twice");
                }
                if (xml.getTemplate() != null && !templateIds.contains(xml.getTemplate())) {
                    problems.add(
                            file.name(),
                            file.line(xml),
                            "unknown-template",
                            "rule " + xml.getId() + " names template " + xml.getTemplate()
                                    + ", which does not exist or is retired");
                }
                rules.add(new SelectionRules.Rule(
                        xml.getId(),
                        Optional.ofNullable(xml.getTemplate()),
                        xml.getReason(),
                        new SelectionRules.All(tests(xml.getModalityOrSopClassOrProcedureCode()))));
            }
        }
        return new SelectionRules(rules);
    }

    private List<SelectionRules.Test> tests(List<jakarta.xml.bind.JAXBElement<?>> elements) {
        return elements.stream()
                .map(e -> test(e.getName().getLocalPart(), e.getValue()))
                .toList();
    }

    private SelectionRules.Test test(String name, Object value) {
        if (value instanceof PhrasesElement phrases) {
            return new SelectionRules.Phrase(Arrays.stream(phrases.getHas().split(";"))
                    .filter(p -> !p.isBlank())
                    .map(SelectionRules::words)
                    .toList());
        }
        if (value instanceof TestsElement tests) {
            List<SelectionRules.Test> inner = tests(tests.getModalityOrSopClassOrProcedureCode());
            return switch (name) {
                case "not" -> new SelectionRules.Not(inner);
                case "any" -> new SelectionRules.Any(inner);
                default -> new SelectionRules.All(inner);
            };
        }
        List<String> words = ((WordsElement) value).getIn();
        return switch (name) {
            case "modality" ->
                new SelectionRules.Modality(
                        words.stream().map(w -> w.toUpperCase(Locale.ROOT)).collect(Collectors.toSet()));
            case "sop-class" -> new SelectionRules.SopClass(Set.copyOf(words));
            case "procedure-code" -> new SelectionRules.ProcedureCode(Set.copyOf(words));
            default ->
                new SelectionRules.BodyPart(
                        words.stream().map(SelectionRules::words).collect(Collectors.toSet()));
        };
    }
}
