package org.confluens.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.confluens.finding.Kind;
import org.confluens.finding.Role;
import org.confluens.sr.Code;
import org.confluens.template.xml.CodeElement;
import org.confluens.template.xml.CodesElement;
import org.confluens.template.xml.SchemeElement;
import org.confluens.template.xml.ValueElement;
import org.confluens.template.xml.ValueSetElement;

/** Reads the codes and value sets; a private code without a definition is refused. */
final class CodeReader {
    private static final String KIND = "kind:";

    private final Problems problems;
    private final Map<String, CodeBook.Entry> entries = new LinkedHashMap<>();
    private final Map<String, ValueSet> valueSets = new LinkedHashMap<>();
    private final Map<String, CodeBook.Scheme> schemes = new LinkedHashMap<>();

    CodeReader(Problems problems) {
        this.problems = problems;
    }

    CodeBook read(List<XmlFile> files) {
        files.forEach(this::codes);
        files.forEach(this::valueSets);
        return new CodeBook(entries, valueSets, schemes);
    }

    private void codes(XmlFile file) {
        CodesElement root = (CodesElement) file.root();
        for (SchemeElement scheme : root.getScheme()) {
            schemes.put(
                    scheme.getDesignator(),
                    new CodeBook.Scheme(
                            scheme.getDesignator(),
                            scheme.getName(),
                            Optional.ofNullable(scheme.getUid()),
                            Optional.ofNullable(scheme.getOrganization())));
        }
        root.getCode().forEach(code -> code(file, code));
    }

    private void code(XmlFile file, CodeElement code) {
        int line = file.line(code);
        if (entries.containsKey(code.getId())) {
            problems.add(file.name(), line, "duplicate-code", code.getId() + " is listed twice");
        }
        int colon = code.getId().indexOf(':');
        Code value = new Code(code.getId().substring(colon + 1), code.getId().substring(0, colon), code.getMeaning());
        if (value.isPrivate() && code.getDefinition() == null) {
            problems.add(
                    file.name(),
                    line,
                    "definition-missing",
                    code.getId() + " is a private code and needs a definition");
        }
        if (!schemes.containsKey(value.scheme())) {
            problems.add(file.name(), line, "unknown-scheme", value.scheme() + " is not among the schemes of the file");
        }
        for (String meaning : code.getMeans()) {
            if (!isKnown(meaning)) {
                problems.add(file.name(), line, "unknown-meaning", "the software does not know \"" + meaning + "\"");
            }
        }
        entries.put(
                code.getId(),
                new CodeBook.Entry(
                        value,
                        Optional.ofNullable(code.getLabel()).orElse(code.getMeaning()),
                        Optional.ofNullable(code.getDefinition()),
                        Set.copyOf(code.getMeans())));
    }

    private static boolean isKnown(String meaning) {
        return meaning.startsWith(KIND)
                ? Kind.of(meaning.substring(KIND.length())).isPresent()
                : Role.of(meaning).isPresent();
    }

    private void valueSets(XmlFile file) {
        for (ValueSetElement set : ((CodesElement) file.root()).getValueSet()) {
            List<Code> codes = new ArrayList<>();
            for (ValueElement value : set.getValue()) {
                Optional<CodeBook.Entry> entry = Optional.ofNullable(entries.get(value.getCode()));
                entry.ifPresentOrElse(
                        e -> codes.add(e.code()),
                        () -> problems.add(
                                file.name(),
                                file.line(value),
                                "unknown-code",
                                value.getCode() + " is not in a codes file"));
            }
            if (valueSets.putIfAbsent(set.getId(), new ValueSet(set.getId(), codes, set.isExtensible())) != null) {
                problems.add(
                        file.name(), file.line(set), "duplicate-id", "value set " + set.getId() + " is defined twice");
            }
        }
    }
}
