package org.confluens.template;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Answers whatever a form still asks for with the first thing that is allowed. */
final class RequiredAnswers {
    private RequiredAnswers() {}

    static FormValues fill(Template template, FormValues form) {
        FormValues filled = form;
        for (int round = 0; round < 5; round++) {
            List<FieldProblem> missing = FormValidator.validate(template, filled, Stage.COMPLETE).stream()
                    .filter(p -> p.rule().equals("required"))
                    .toList();
            FormLayout layout = FormLayout.of(template);
            for (FieldProblem problem : missing) {
                if (layout.field(problem.path()).isPresent()) {
                    Field field = layout.field(problem.path()).orElseThrow();
                    filled = filled.answered(Map.of(field.path(), List.of(any(field.item()))));
                }
            }
        }
        return filled;
    }

    /** A value that the item takes. */
    static Value any(Item item) {
        return switch (item.type()) {
            case CODE -> Value.of(item.values().orElseThrow().codes().get(0));
            case NUM ->
                new Value.NumberValue(item.range().orElseThrow().maximum().orElse(BigDecimal.ONE));
            case TEXT ->
                Value.of(
                        item.hasRole(ItemRole.SEGMENT_REFERENCE)
                                ? "IJV-L-J1"
                                : item.fixedText().orElse("Text of " + item.id() + "."));
            case DATE -> new Value.DateValue(LocalDate.of(2026, 1, 2));
            case TIME -> new Value.TimeValue(java.time.LocalTime.of(8, 30));
            case DATETIME -> new Value.DateTimeValue("20250607");
            case PNAME -> new Value.PersonValue(org.confluens.dicom.data.PersonName.parse("ROE^RICHARD"));
            case UIDREF -> new Value.UidValue("2.25.4711");
            case IMAGE ->
                new Value.InstanceValue(new ObjectReference(
                        Samples.STUDY, "2.25.1002", org.confluens.dicom.data.UID.MRImageStorage, "2.25.1003"));
            case COMPOSITE ->
                new Value.InstanceValue(new ObjectReference(
                        "2.25.2001", "2.25.2002", org.confluens.dicom.data.UID.ComprehensiveSRStorage, "2.25.2003"));
        };
    }
}
