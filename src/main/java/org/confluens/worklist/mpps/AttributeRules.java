package org.confluens.worklist.mpps;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Dictionary;
import org.confluens.dicom.data.Element;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.Tags;
import org.confluens.dicom.data.Uids;
import org.confluens.dicom.dimse.DimseException;
import org.confluens.dicom.dimse.DimseStatus;

/**
 * What PS3.4 table F.7.2-1 asks of the attributes of a performed step. Attributes of type 2 that a modality leaves out
 * count as empty unless the site wants them refused.
 */
final class AttributeRules {

    private static final Map<Integer, Rule> TABLE = new LinkedHashMap<>();

    static {
        TableFile.rows("attributes.csv").forEach(row -> Rule.add(TABLE, row));
    }

    private final boolean strict;

    AttributeRules(boolean strict) {
        this.strict = strict;
    }

    /** N-CREATE: everything of type 1 has a value, the state is IN PROGRESS (F.7.2.1). */
    void checkCreate(Dataset attributes) throws DimseException {
        check(attributes, TABLE, Stage.CREATE);
        if (!PerformedState.IN_PROGRESS.term().equals(attributes.string(Tag.PerformedProcedureStepStatus, ""))) {
            throw invalid(Tag.PerformedProcedureStepStatus, "must be IN PROGRESS when the step is created");
        }
    }

    /**
     * N-SET: the identity stays as created; what N-CREATE did not name can't be set (F.7.2.2). An attribute of the
     * identity that is sent again with the same value is passed over.
     *
     * @return the modifications without what was passed over
     */
    Dataset checkSet(Dataset created, Dataset modifications) throws DimseException {
        Dataset.Builder allowed = Dataset.builder();
        for (Element element : modifications) {
            int tag = element.tag();
            Rule rule = TABLE.get(tag);
            boolean fixed = rule != null && rule.fixedOnceCreated();
            if (fixed && !created.element(tag).filter(element::equals).isPresent()) {
                throw invalid(tag, "may not be changed once the step is created");
            }
            if (strict && !created.contains(tag) && tag != Tag.SpecificCharacterSet) {
                throw failure(DimseStatus.NO_SUCH_ATTRIBUTE, Tag.AttributeIdentifierList, tag, "was not created");
            }
            if (!fixed) {
                allowed.put(element);
            }
        }
        Dataset result = allowed.build();
        String state = result.string(Tag.PerformedProcedureStepStatus, PerformedState.IN_PROGRESS.term());
        if (PerformedState.ofTerm(state).isEmpty()) {
            throw invalid(Tag.PerformedProcedureStepStatus, "must be IN PROGRESS, COMPLETED or DISCONTINUED");
        }
        check(result, setRules(result), Stage.SET);
        return result;
    }

    /** What a step must have when it ends. A step given up before its first series has none to list. */
    void checkFinal(Dataset merged, PerformedState state) throws DimseException {
        for (Rule rule : TABLE.values()) {
            boolean excused =
                    !strict && state == PerformedState.DISCONTINUED && rule.tag() == Tag.PerformedSeriesSequence;
            if (!excused) {
                check(merged, rule, rule.end());
                checkItems(merged, rule, Stage.FINAL);
            }
        }
    }

    private static Map<Integer, Rule> setRules(Dataset modifications) {
        Map<Integer, Rule> present = new LinkedHashMap<>(TABLE);
        present.keySet().removeIf(tag -> !modifications.contains(tag));
        return present;
    }

    private enum Stage {
        CREATE,
        SET,
        FINAL
    }

    private void check(Dataset attributes, Map<Integer, Rule> rules, Stage stage) throws DimseException {
        for (Rule rule : rules.values()) {
            check(attributes, rule, type(rule, stage));
            checkItems(attributes, rule, stage);
        }
    }

    private void checkItems(Dataset attributes, Rule sequence, Stage stage) throws DimseException {
        if (!sequence.nested().isEmpty()) {
            for (Dataset item : attributes.items(sequence.tag())) {
                check(item, sequence.nested(), stage);
            }
        }
    }

    private static String type(Rule rule, Stage stage) {
        return switch (stage) {
            case CREATE -> rule.create();
            case SET -> rule.set();
            case FINAL -> rule.end();
        };
    }

    private void check(Dataset attributes, Rule rule, String type) throws DimseException {
        boolean required = type.equals("1") || type.equals("2") && strict;
        if (required && !attributes.contains(rule.tag())) {
            throw failure(DimseStatus.MISSING_ATTRIBUTE, Tag.AttributeIdentifierList, rule.tag(), "is missing");
        }
        if (type.equals("1") && isBlank(attributes, rule)) {
            throw failure(DimseStatus.MISSING_ATTRIBUTE_VALUE, Tag.AttributeIdentifierList, rule.tag(), "has no value");
        }
        checkValue(attributes, rule.tag());
    }

    /** What a date, a time or a UID says is relied on when the step is linked and listed. */
    private static void checkValue(Dataset attributes, int tag) throws DimseException {
        if (!attributes.hasValue(tag)) {
            return;
        }
        boolean valid = switch (Dictionary.vr(tag)) {
            case DA -> attributes.date(tag).isPresent();
            case TM -> attributes.time(tag).isPresent();
            case UI -> attributes.strings(tag).stream().allMatch(Uids::isValid);
            default -> true;
        };
        if (!valid) {
            throw invalid(tag, "has a value that its VR does not allow");
        }
    }

    private static boolean isBlank(Dataset attributes, Rule rule) {
        return attributes.items(rule.tag()).isEmpty()
                && attributes.string(rule.tag()).isEmpty();
    }

    private static DimseException invalid(int tag, String rule) {
        return failure(DimseStatus.INVALID_ATTRIBUTE_VALUE, Tag.AttributeIdentifierList, tag, rule);
    }

    private static DimseException failure(DimseStatus status, int listTag, int tag, String rule) {
        Dataset details = Dataset.builder().putInt(listTag, tag).build();
        List<String> words = List.of(Dictionary.name(tag), Tags.format(tag), rule);
        return new DimseException(status, String.join(" ", words), details);
    }
}
