package org.confluens.template;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.confluens.template.Value.CodeValue;
import org.confluens.template.Value.NumberValue;
import org.confluens.template.Value.TextValue;

/** Works out the fields that nobody types: counts, differences, fixed texts. */
public final class Computations {
    private static final int SCALE = 3;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final String SOURCE = "computed";

    private final Template template;
    private final FormLayout layout;

    public Computations(Template template) {
        this.template = template;
        this.layout = FormLayout.of(template);
    }

    /** The form with every derived field filled as its template says, or emptied where nothing follows. */
    public FormValues apply(FormValues values) {
        List<Field> derived = layout.fields(values).stream()
                .filter(field -> field.item().isDerived())
                .toList();
        long longestChain = template.items().filter(Item::isDerived).count();
        FormValues before = values;
        FormValues result = pass(derived, values);
        for (long passes = 1; passes < longestChain && !result.equals(before); passes++) {
            before = result;
            result = pass(derived, result);
        }
        return result;
    }

    /** All derived fields at once from what the form holds; one that rests on another follows in the next pass. */
    private FormValues pass(List<Field> derived, FormValues values) {
        FormValues.Builder builder = values.toBuilder();
        for (Field field : derived) {
            List<Value> following = derive(field, values);
            if (following.isEmpty()) {
                builder.remove(field.path());
            } else {
                builder.put(
                        field.path(),
                        new FieldValue(FieldValue.State.CONFIRMED, following, following, Optional.of(SOURCE)));
            }
        }
        return builder.build();
    }

    /** What the field must hold. */
    List<Value> derive(Field field, FormValues values) {
        Item item = field.item();
        if (item.fixedText().isPresent()) {
            return List.of(new TextValue(item.fixedText().get()));
        }
        if (!new Conditions(layout, values).applies(field)) {
            return List.of();
        }
        Computation computation = item.computation().orElseThrow();
        return switch (computation.function()) {
            case COUNT -> number(BigDecimal.valueOf(count(values, "present")), anyCriterion(values));
            case TWO_OF_FIVE -> result(item, values, computation.atLeast());
            case DIFFERENCE -> arithmetic(field, computation, values, (a, b) -> Optional.of(a.subtract(b)));
            case PERCENT_REDUCTION -> arithmetic(field, computation, values, Computations::reduction);
        };
    }

    private static List<Value> number(BigDecimal number, boolean known) {
        return known ? List.of(new NumberValue(number)) : List.of();
    }

    private List<Value> result(Item item, FormValues values, int atLeast) {
        if (!anyCriterion(values)) {
            return List.of();
        }
        long present = count(values, "present");
        long open = criteria().size() - present - count(values, "absent");
        String meaning = present >= atLeast ? "present" : present + open >= atLeast ? "indeterminate" : "absent";
        return item.values().stream()
                .flatMap(set -> set.codes().stream())
                .filter(code -> template.codes().means(code, meaning))
                .limit(1)
                .map(Value::of)
                .toList();
    }

    private List<Field> criteria() {
        return layout.fields(FormValues.empty()).stream()
                .filter(f -> f.item().hasRole(ItemRole.CRITERION))
                .toList();
    }

    private boolean anyCriterion(FormValues values) {
        return criteria().stream().anyMatch(f -> !values.values(f.path()).isEmpty());
    }

    private long count(FormValues values, String meaning) {
        return criteria().stream()
                .filter(f -> values.values(f.path()).stream()
                        .anyMatch(v ->
                                v instanceof CodeValue c && template.codes().means(c.code(), meaning)))
                .count();
    }

    private interface Operation {
        Optional<BigDecimal> of(BigDecimal first, BigDecimal second);
    }

    private List<Value> arithmetic(Field field, Computation computation, FormValues values, Operation operation) {
        Optional<BigDecimal> first = operand(field, computation.first(), values);
        Optional<BigDecimal> second = operand(field, computation.second(), values);
        return first.flatMap(a -> second.flatMap(b -> operation.of(a, b)))
                .map(n -> n.multiply(computation.factor().orElse(BigDecimal.ONE)))
                .map(n -> n.setScale(Math.min(n.scale(), SCALE), RoundingMode.HALF_UP))
                .map(n -> List.<Value>of(new NumberValue(n)))
                .orElse(List.of());
    }

    private Optional<BigDecimal> operand(Field field, Optional<String> itemId, FormValues values) {
        return itemId.flatMap(id -> layout.pathOf(id, field.scope()))
                .flatMap(values::value)
                .filter(NumberValue.class::isInstance)
                .map(v -> ((NumberValue) v).number());
    }

    private static Optional<BigDecimal> reduction(BigDecimal narrow, BigDecimal reference) {
        if (reference.signum() == 0) {
            return Optional.empty();
        }
        return Optional.of(reference.subtract(narrow).multiply(HUNDRED).divide(reference, 1, RoundingMode.HALF_UP));
    }
}
