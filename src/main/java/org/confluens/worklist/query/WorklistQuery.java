package org.confluens.worklist.query;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.patient.PatientKey;

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

    /** The Patient IDs that are asked for, as far as they are told exactly. */
    List<String> patientIds() {
        return exact(Tag.PatientID);
    }

    /** The issuer that is asked for, if one is told exactly. */
    Optional<String> issuer() {
        List<String> issuers = exact(Tag.IssuerOfPatientID);
        return issuers.size() == 1 ? Optional.of(issuers.get(0)) : Optional.empty();
    }

    private List<String> exact(int tag) {
        return criteria.stream()
                .flatMap(c -> c instanceof TextCriterion text && text.tag() == tag && text.isExact()
                        ? text.wanted().stream()
                        : Stream.empty())
                .toList();
    }

    /** The same query, which finds also those whom the names in it were merged into. */
    WorklistQuery alsoOf(List<PatientKey> survivors) {
        if (survivors.isEmpty()) {
            return this;
        }
        Predicate<Criterion> ofPatient = c ->
                c instanceof TextCriterion text && (text.tag() == Tag.PatientID || text.tag() == Tag.IssuerOfPatientID);
        Criterion patient =
                new PatientCriterion(criteria.stream().filter(ofPatient).toList(), survivors);
        return new WorklistQuery(
                identifier,
                Stream.concat(criteria.stream().filter(ofPatient.negate()), Stream.of(patient))
                        .toList(),
                unsupportedKeys);
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
