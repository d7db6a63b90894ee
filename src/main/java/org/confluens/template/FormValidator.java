package org.confluens.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.confluens.sr.Code;

/** Checks the content of a form, by whatever route it came: a form, a REST call, a document of another editor. */
public final class FormValidator {
    private final Template template;
    private final FormValues values;
    private final Stage stage;
    private final FormLayout layout;
    private final Conditions conditions;
    private final List<FieldProblem> problems = new ArrayList<>();

    private FormValidator(Template template, FormValues values, Stage stage) {
        this.template = template;
        this.values = values;
        this.stage = stage;
        this.layout = FormLayout.of(template);
        this.conditions = new Conditions(layout, values);
    }

    /** Everything that keeps the form from passing this stage; none when it may pass. */
    public static List<FieldProblem> validate(Template template, FormValues values, Stage stage) {
        FormValidator validator = new FormValidator(template, values, stage);
        validator.contents();
        if (stage != Stage.SAVE) {
            validator.completeness();
        }
        return List.copyOf(validator.problems);
    }

    private void contents() {
        ValueChecks checks = new ValueChecks(template, problems);
        for (Map.Entry<String, FieldValue> entry : values.fields().entrySet()) {
            layout.field(entry.getKey())
                    .ifPresentOrElse(
                            field -> checks.check(field, entry.getValue()),
                            () -> add(
                                    entry.getKey(),
                                    "unknown-field",
                                    "template " + template.id() + " " + template.version() + " has no such field",
                                    "use a path of the form"));
        }
    }

    private void completeness() {
        List<Field> fields = layout.fields(values);
        for (Field field : fields) {
            boolean applies = conditions.applies(field);
            boolean filled = !values.values(field.path()).isEmpty();
            if (!applies && filled && !field.item().isDerived()) {
                add(field.path(), "not-applicable", "this field does not apply to the other answers", "clear it");
            }
            if (applies && !filled && isAsked(field)) {
                add(field.path(), "required", "\"" + field.item().label() + "\" is not answered", "fill it");
            }
            if (applies && filled) {
                attested(field);
            }
        }
        contradictions(fields);
        sections();
    }

    /** A finding can't be present and excluded, or uncertain, in one place. */
    private void contradictions(List<Field> fields) {
        Map<String, Map<Code, Field>> named = new HashMap<>();
        for (Field field : fields) {
            if (field.item().namesFindings()) {
                for (Value value : values.values(field.path())) {
                    contradiction(field, value, named.computeIfAbsent(field.scope(), k -> new HashMap<>()));
                }
            }
        }
    }

    private void contradiction(Field field, Value value, Map<Code, Field> named) {
        if (value instanceof Value.CodeValue coded) {
            Field other = named.putIfAbsent(coded.code(), field);
            if (other != null && other != field) {
                String finding = template.codes().label(coded.code());
                add(
                        field.path(),
                        "contradiction",
                        "\"" + finding + "\" is among \"" + other.item().label() + "\" too",
                        "leave it in one of them");
            }
        }
    }

    private boolean isAsked(Field field) {
        if (!conditions.isRequired(field)) {
            return false;
        }
        if (field.segment().isPresent()) {
            String scope = template.segments().orElseThrow().id() + "/"
                    + field.segment().get().segment().id();
            return isExpected(field.segment().get()) || values.hasAny(scope);
        }
        Section section = template.section(firstId(field.path())).orElseThrow();
        return section.group().cardinality().isRequired() || isOpened(field) || isTopOfPlainSection(section, field);
    }

    /** A required item directly in a section that occurs once is asked even if the rest of the section is empty. */
    private static boolean isTopOfPlainSection(Section section, Field field) {
        return !section.group().cardinality().isRepeatable() && field.scope().equals(section.id());
    }

    /** Whether somebody began to fill the group. */
    private boolean isOpened(Field field) {
        return values.hasAny(field.scope());
    }

    private boolean isExpected(VeinAnatomy.Entry segment) {
        return template.segments().orElseThrow().everySegment()
                && template.examination().filter(segment.expectedBy()::contains).isPresent();
    }

    private void attested(Field field) {
        FieldValue value = values.field(field.path()).orElseThrow();
        if (field.item().clinical() && !value.state().isAttested()) {
            add(
                    field.path(),
                    "proposal-not-reviewed",
                    "\"" + field.item().label() + "\" holds a proposal that nobody looked at",
                    "confirm, correct or reject it");
        }
        if (field.item().isDerived()
                && !new Computations(template).derive(field, values).equals(value.values())) {
            add(field.path(), "computed", "this value does not follow from the others", "leave it to the software");
        }
    }

    private void sections() {
        for (Section section : template.sections()) {
            int minimum = section.group().cardinality().minimum();
            if (section.isSegments()) {
                if (minimum > 0
                        && !section.everySegment()
                        && layout.segments(section, values).isEmpty()) {
                    add(section.id(), "required", "no vein segment is described", "add a segment");
                }
            } else if (section.group().cardinality().isRepeatable()
                    && values.occurrences(section.id()).size() < minimum) {
                add(
                        section.id(),
                        "cardinality",
                        "\"" + section.group().label() + "\" is needed at least " + minimum + " times",
                        "add one");
            }
        }
    }

    private static String firstId(String path) {
        String first = path.substring(0, path.indexOf('/'));
        return first.contains("[") ? first.substring(0, first.indexOf('[')) : first;
    }

    private void add(String path, String rule, String message, String remedy) {
        problems.add(new FieldProblem(path, rule, message, remedy));
    }
}
