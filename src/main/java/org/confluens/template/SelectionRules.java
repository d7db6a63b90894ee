package org.confluens.template;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.confluens.sr.Code;

/** Decides which template a study gets: the first rule that matches, tried from top to bottom. */
public final class SelectionRules {
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
    private static final Pattern NOT_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final List<Rule> rules;

    /** A rule of the file. */
    record Rule(String id, Optional<String> templateId, String reason, Test test) {}

    /** A condition on a study. */
    sealed interface Test {
        boolean matches(Study study);
    }

    record Modality(Set<String> any) implements Test {
        @Override
        public boolean matches(Study study) {
            return study.facts().modalities().stream().anyMatch(any::contains);
        }
    }

    record SopClass(Set<String> any) implements Test {
        @Override
        public boolean matches(Study study) {
            return study.facts().sopClasses().stream().anyMatch(any::contains);
        }
    }

    record ProcedureCode(Set<String> any) implements Test {
        @Override
        public boolean matches(Study study) {
            return study.facts().procedureCodes().stream()
                    .map(CodeBook::reference)
                    .anyMatch(any::contains);
        }
    }

    record BodyPart(Set<String> any) implements Test {
        @Override
        public boolean matches(Study study) {
            return study.bodyParts().stream().anyMatch(any::contains);
        }
    }

    record Phrase(List<String> any) implements Test {
        @Override
        public boolean matches(Study study) {
            return any.stream().anyMatch(study.words()::contains);
        }
    }

    record Not(List<Test> tests) implements Test {
        @Override
        public boolean matches(Study study) {
            return tests.stream().noneMatch(t -> t.matches(study));
        }
    }

    record Any(List<Test> tests) implements Test {
        @Override
        public boolean matches(Study study) {
            return tests.stream().anyMatch(t -> t.matches(study));
        }
    }

    record All(List<Test> tests) implements Test {
        @Override
        public boolean matches(Study study) {
            return tests.stream().allMatch(t -> t.matches(study));
        }
    }

    /** A study with its texts made comparable once for all rules. */
    record Study(StudyFacts facts, Set<String> bodyParts, String words) {
        static Study of(StudyFacts facts) {
            String codeMeanings =
                    facts.procedureCodes().stream().map(Code::meaning).collect(Collectors.joining(" | "));
            Set<String> parts =
                    facts.bodyParts().stream().map(SelectionRules::words).collect(Collectors.toSet());
            return new Study(
                    facts, parts, SelectionRules.words(String.join(" | ", facts.texts()) + " | " + codeMeanings));
        }
    }

    SelectionRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** The template for a study with the reason, or none when it is not for us. */
    public Classification classify(StudyFacts facts) {
        Study study = Study.of(facts);
        return rules.stream()
                .filter(rule -> rule.test().matches(study))
                .findFirst()
                .map(rule -> new Classification(rule.templateId(), rule.id(), rule.reason()))
                .orElseGet(
                        () -> new Classification(Optional.empty(), "no-rule", "no selection rule matches this study"));
    }

    /** Lower-case words without accents and punctuation, each with a space before it, so that a phrase begins a word. */
    static String words(String text) {
        String plain = ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        return " " + NOT_WORD.matcher(plain).replaceAll(" ").strip();
    }
}
