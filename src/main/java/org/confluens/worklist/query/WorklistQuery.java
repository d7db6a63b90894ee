package org.confluens.worklist.query;

import java.util.List;
import java.util.stream.Stream;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;

/**
 * A query as it was understood: all criteria must hold. {@code unsupportedKeys} says that the identifier holds optional
 * keys that the worklist neither matches nor knows, which the status FF01 tells the caller.
 */
record WorklistQuery(Dataset identifier, List<Criterion> criteria, boolean unsupportedKeys) {

    WorklistQuery {
        criteria = List.copyOf(criteria);
    }

    boolean matches(Dataset item) {
        return criteria.stream().allMatch(c -> c.matches(item));
    }

    /** The criteria on the scheduled procedure step. */
    List<Criterion> stepCriteria() {
        return criteria.stream()
                .flatMap(c -> c instanceof SequenceCriterion s && s.tag() == Tag.ScheduledProcedureStepSequence
                        ? s.criteria().stream()
                        : Stream.empty())
                .toList();
    }

    /** The same query with one more condition on the scheduled procedure step. */
    WorklistQuery andStep(Criterion criterion) {
        List<Criterion> others = criteria.stream()
                .filter(c -> !(c instanceof SequenceCriterion s && s.tag() == Tag.ScheduledProcedureStepSequence))
                .toList();
        List<Criterion> step =
                Stream.concat(stepCriteria().stream(), Stream.of(criterion)).toList();
        Criterion sequence = new SequenceCriterion(Tag.ScheduledProcedureStepSequence, step);
        return new WorklistQuery(
                identifier, Stream.concat(others.stream(), Stream.of(sequence)).toList(), unsupportedKeys);
    }
}
