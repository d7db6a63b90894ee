package org.confluens.template;

import java.util.List;
import org.confluens.template.Value.CodeValue;
import org.confluens.template.Value.NumberValue;

/** Decides which fields apply and which must be filled, given what stands in the others. */
final class Conditions {
    private final FormLayout layout;
    private final FormValues values;

    Conditions(FormLayout layout, FormValues values) {
        this.layout = layout;
        this.values = values;
    }

    boolean applies(Field field) {
        return field.guards().stream().allMatch(g -> any(g.conditions(), g.scope()))
                && any(field.item().appliesWhen(), field.scope());
    }

    boolean isRequired(Field field) {
        boolean conditionally =
                !field.item().requiredWhen().isEmpty() && any(field.item().requiredWhen(), field.scope());
        return conditionally || field.item().cardinality().isRequired();
    }

    private boolean any(List<Condition> conditions, String scope) {
        return conditions.isEmpty() || conditions.stream().anyMatch(c -> holds(c, scope));
    }

    private boolean holds(Condition condition, String scope) {
        List<Value> found =
                layout.pathOf(condition.itemId(), scope).map(values::values).orElse(List.of());
        if (found.isEmpty()) {
            return false;
        }
        return condition.filled()
                || found.stream()
                        .anyMatch(v ->
                                v instanceof CodeValue c && condition.codes().contains(c.code()))
                || condition
                        .atLeast()
                        .filter(least -> found.stream()
                                .anyMatch(v ->
                                        v instanceof NumberValue n && n.number().compareTo(least) >= 0))
                        .isPresent();
    }
}
