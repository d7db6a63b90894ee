package org.confluens.template;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.finding.Examination;
import org.confluens.finding.Role;
import org.confluens.sr.Code;

/**
 * Fills a new form with proposals: from the study, the request, earlier reports, the confirmation asked for. A proposal
 * is not a reading; findings are never proposed.
 */
public final class Prefill {
    private final Template template;
    private final DraftContext context;
    private final FormLayout layout;
    private final FormValues.Builder form = FormValues.builder();

    private Prefill(Template template, DraftContext context) {
        this.template = template;
        this.context = context;
        this.layout = FormLayout.of(template);
    }

    /** A form with every field proposed that something is known about, and the derived ones worked out. */
    public static FormValues draft(Template template, DraftContext context) {
        Prefill prefill = new Prefill(template, context);
        prefill.confirmation();
        FormValues confirmed = prefill.form.build();
        prefill.layout.fields(confirmed).stream()
                .filter(field -> confirmed.field(field.path()).isEmpty())
                .forEach(prefill::field);
        return new Computations(template).apply(prefill.form.build());
    }

    /** The form with proposals in the fields that are empty, as when late images or another request arrive. */
    public static FormValues refresh(Template template, DraftContext context, FormValues before) {
        FormValues.Builder refreshed = before.toBuilder();
        draft(template, context).fields().forEach((path, proposal) -> {
            boolean untouched = before.field(path)
                    .map(f -> f.state() == FieldValue.State.PROPOSED)
                    .orElse(true);
            if (untouched) {
                refreshed.put(path, proposal);
            }
        });
        return new Computations(template).apply(refreshed.build());
    }

    private void field(Field field) {
        Item item = field.item();
        if (item.hasRole(ItemRole.PROCEDURE)) {
            propose(field.path(), "procedure of the study", procedures(item));
        } else if (item.hasRole(ItemRole.COMPARISON) && item.type() == ItemType.COMPOSITE) {
            propose(
                    field.path(),
                    "earlier reports",
                    limited(
                            item,
                            context.priorReports().stream()
                                    .<Value>map(Value.InstanceValue::new)
                                    .toList()));
        } else {
            List<Value> values = new Proposals(context.all()).of(item, isNotAssessable(field));
            String source =
                    item.proposals().stream().anyMatch(p -> p.tag().isPresent()) ? "images or request" : "template";
            propose(field.path(), source, values);
        }
    }

    private boolean isNotAssessable(Field field) {
        return field.segment().isPresent()
                && template.examination()
                        .filter(e -> !field.segment().get().segment().isAssessableBy(e))
                        .isPresent();
    }

    private List<Value> procedures(Item item) {
        ValueSet known = item.values().orElseThrow();
        List<Value> done = StudyFacts.of(context.all()).procedureCodes().stream()
                .flatMap(code -> known.member(code).stream())
                .filter(code -> template.procedures().contains(code))
                .map(Value::of)
                .toList();
        return done.isEmpty()
                ? template.procedures().stream().limit(1).map(Value::of).toList()
                : limited(item, done);
    }

    private void confirmation() {
        Optional<Section> section = template.section(Section.Role.CONFIRMATION);
        if (section.isEmpty()) {
            return;
        }
        int number = 0;
        for (SegmentToConfirm wanted : context.segmentsToConfirm()) {
            number++;
            String scope = section.get().id() + "[" + number + "]";
            for (Node node : section.get().group().children()) {
                if (node instanceof Item item) {
                    propose(scope + "/" + item.id(), "confirmation request", known(item, wanted));
                }
            }
        }
    }

    private List<Value> known(Item item, SegmentToConfirm wanted) {
        if (item.role().isEmpty()) {
            return List.of();
        }
        return switch (item.role().get()) {
            case SEGMENT_REFERENCE -> List.of(Value.of(wanted.segmentId()));
            case PRIOR_EXAMINATION ->
                wanted.seenBy().flatMap(e -> modality(item, e)).stream()
                        .map(Value::of)
                        .toList();
            case PRIOR_FINDING ->
                meaning(item, "kind:stenosis").stream().map(Value::of).toList();
            case PRIOR_PERCENT ->
                wanted.percent().isPresent() ? List.of(Value.of(wanted.percent().getAsDouble())) : List.of();
            case PRIOR_DATE ->
                wanted.studyDate().stream().<Value>map(Value.DateValue::new).toList();
            case PRIOR_REPORT ->
                wanted.report().stream().<Value>map(Value.InstanceValue::new).toList();
            case PRIOR_IMAGE -> limited(item, List.copyOf(wanted.images()));
            case PRIOR_REASON -> wanted.reason().stream().map(Value::of).toList();
            default -> List.of();
        };
    }

    private Optional<Code> modality(Item item, Examination examination) {
        return meaning(item, Role.valueOf(examination.name()).id());
    }

    private Optional<Code> meaning(Item item, String meaning) {
        return item.values().stream()
                .flatMap(set -> set.codes().stream())
                .filter(code -> template.codes().means(code, meaning))
                .findFirst();
    }

    /** What the validator would refuse is no proposal: nobody could save the form with it. */
    private void propose(String path, String source, List<Value> values) {
        List<Value> usable = values.stream()
                .filter(value -> layout.field(path)
                        .filter(field -> ValueChecks.accepts(template, field, value))
                        .isPresent())
                .toList();
        if (!usable.isEmpty()) {
            form.put(path, FieldValue.proposed(source, usable));
        }
    }

    private static List<Value> limited(Item item, List<Value> values) {
        List<Value> distinct = new ArrayList<>(new LinkedHashSet<>(values));
        return distinct.subList(0, Math.min(distinct.size(), item.cardinality().maximum()));
    }

    /** Values that a template says to take from attributes. */
    private record Proposals(List<Dataset> sources) {

        List<Value> of(Item item, boolean notAssessable) {
            List<Value> found = new ArrayList<>();
            for (ProposalSource source : item.proposals()) {
                boolean enough = !found.isEmpty() && !item.cardinality().isRepeatable();
                if (!enough && (!source.onlyNotAssessable() || notAssessable)) {
                    found.addAll(new ProposalReader(item, source).read(sources));
                }
            }
            return limited(item, found);
        }
    }
}
