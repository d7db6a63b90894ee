package org.confluens.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.confluens.sr.Code;

/** Forms with something in every field that can be filled. */
final class FullForms {
    private FullForms() {}

    static FormValues of(Template template) {
        return of(template, Integer.MAX_VALUE);
    }

    /** With only so many segments filled, for those whose patience ends. */
    static FormValues of(Template template, int segments) {
        FormValues form = opened(template, segments);
        for (int round = 0; round < 4; round++) {
            FormLayout layout = FormLayout.of(template);
            Conditions conditions = new Conditions(layout, form);
            FormValues.Builder next = form.toBuilder();
            for (Field field : layout.fields(form)) {
                boolean open = form.values(field.path()).isEmpty();
                boolean near = field.segment().isEmpty() || isOpened(form, field);
                if (open && near && conditions.applies(field) && !field.item().isDerived()) {
                    next.put(field.path(), values(template, field.item()));
                }
            }
            form = new Computations(template).apply(next.build());
        }
        return form;
    }

    private static boolean isOpened(FormValues form, Field field) {
        String path = field.path();
        int segmentEnd = path.indexOf('/', path.indexOf('/') + 1);
        return form.hasAny(path.substring(0, segmentEnd));
    }

    /** One occurrence of every repeatable group, in one chosen segment. */
    private static FormValues opened(Template template, int segments) {
        FormValues.Builder opened = FormValues.builder();
        for (Section section : template.sections()) {
            if (section.isSegments()) {
                for (VeinAnatomy.Entry entry : template.veins().entries()) {
                    int number = template.veins().entries().indexOf(entry);
                    boolean wanted = number < (section.everySegment() ? segments : 1);
                    if (wanted) {
                        open(
                                template,
                                section.group(),
                                section.id() + "/" + entry.segment().id(),
                                opened);
                    }
                }
            } else {
                String path = section.id() + (section.group().cardinality().isRepeatable() ? "[1]" : "");
                open(template, section.group(), path, opened);
                if (section.group().cardinality().isRepeatable()) {
                    open(template, section.group(), section.id() + "[2]", opened);
                }
            }
        }
        return opened.build();
    }

    private static void open(Template template, Group group, String scope, FormValues.Builder form) {
        boolean first = true;
        for (Node node : group.children()) {
            if (node instanceof Group inner) {
                String path = scope + "/" + inner.id();
                open(template, inner, inner.cardinality().isRepeatable() ? path + "[1]" : path, form);
            } else if (first) {
                Item item = (Item) node;
                form.put(scope + "/" + item.id(), values(template, item));
                first = false;
            }
        }
    }

    /** The values that open the most other fields: what is assessed and present. */
    private static List<Value> values(Template template, Item item) {
        if (item.type() != ItemType.CODE) {
            return List.of(middle(item));
        }
        List<Code> codes = item.hasRole(ItemRole.PROCEDURE)
                ? template.procedures()
                : item.values().orElseThrow().codes();
        int many = Math.min(item.cardinality().maximum(), 3);
        List<Value> values = new ArrayList<>();
        codes.stream().limit(many).forEach(code -> values.add(Value.of(code)));
        return switch (item.encoding()) {
            case VALUE, PRESENCE -> values;
            case UNCERTAINTY, ABSENCE -> List.of(Value.of(codes.get(codes.size() - 1)));
        };
    }

    private static Value middle(Item item) {
        if (item.range().isPresent()) {
            NumberRange range = item.range().get();
            BigDecimal low = range.minimum().orElse(BigDecimal.ZERO);
            BigDecimal step = range.step().orElse(new BigDecimal("0.25"));
            return new Value.NumberValue(low.add(step));
        }
        return RequiredAnswers.any(item);
    }

    static Map<String, FieldValue> nonEmpty(FormValues form) {
        Map<String, FieldValue> fields = new java.util.LinkedHashMap<>(form.fields());
        fields.values().removeIf(f -> f.values().isEmpty());
        return fields;
    }
}
