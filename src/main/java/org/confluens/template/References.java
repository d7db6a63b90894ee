package org.confluens.template;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.confluens.dicom.data.Dictionary;
import org.confluens.sr.Code;
import org.confluens.template.xml.ComputedElement;
import org.confluens.template.xml.ConditionElement;
import org.confluens.template.xml.ItemElement;
import org.confluens.template.xml.ProposeElement;
import org.confluens.template.xml.RangeElement;

/** Makes items of their XML, resolving what they refer to; what does not exist is a problem at its line. */
final class References {
    private final XmlFile file;
    private final CodeBook codes;
    private final Set<String> veins;
    private final Problems problems;

    References(XmlFile file, CodeBook codes, Set<String> veins, Problems problems) {
        this.file = file;
        this.codes = codes;
        this.veins = veins;
        this.problems = problems;
    }

    Item item(ItemElement xml) {
        int line = file.line(xml);
        for (String vein : xml.getVeins()) {
            if (!veins.contains(vein)) {
                problems.add(file.name(), line, "unknown-vein", "the anatomy has no vein " + vein);
            }
        }
        Optional<ValueSet> values = Optional.ofNullable(xml.getValues()).flatMap(id -> valueSet(line, id));
        xml.getPropose().forEach(propose -> proposesMember(propose, values));
        return new Item(
                xml.getId(),
                ItemType.valueOf(xml.getType().value()),
                code(line, xml.getConcept()),
                cardinality(line, xml.getMin(), xml.getMax()),
                label(xml.getLabel(), xml.getConcept()),
                Optional.ofNullable(xml.getHelp()),
                conditions(xml.getAppliesWhen()),
                conditions(xml.getRequiredWhen()),
                values,
                Item.Encoding.valueOf(xml.getEncoding().name()),
                Optional.ofNullable(xml.getRange()).map(this::range),
                xml.getModifier().stream()
                        .map(m ->
                                new Item.Modifier(code(file.line(m), m.getConcept()), code(file.line(m), m.getValue())))
                        .toList(),
                xml.getSuggestion(),
                xml.getPropose().stream().map(this::proposal).toList(),
                Optional.ofNullable(xml.getComputed()).map(References::computation),
                Optional.ofNullable(xml.getFixed()),
                Optional.ofNullable(xml.getRole()).map(r -> ItemRole.valueOf(r.name())),
                xml.isClinical(),
                Set.copyOf(xml.getVeins()));
    }

    private void proposesMember(ProposeElement propose, Optional<ValueSet> values) {
        boolean known = propose.getValue() == null
                || values.isEmpty()
                || values.get().codes().stream().map(CodeBook::reference).anyMatch(propose.getValue()::equals);
        if (!known) {
            problems.add(
                    file.name(),
                    file.line(propose),
                    "propose",
                    propose.getValue() + " is not in the value set "
                            + values.get().id());
        }
    }

    Code code(int line, String reference) {
        Optional<CodeBook.Entry> entry = codes.entry(reference);
        if (entry.isEmpty()) {
            problems.add(file.name(), line, "unknown-code", reference + " is not in a codes file");
        }
        return entry.map(CodeBook.Entry::code).orElseGet(() -> {
            int colon = reference.indexOf(':');
            return new Code(reference.substring(colon + 1), reference.substring(0, colon), reference);
        });
    }

    String label(String label, String concept) {
        return Optional.ofNullable(label)
                .orElseGet(() -> codes.entry(concept).map(CodeBook.Entry::label).orElse(concept));
    }

    Cardinality cardinality(int line, BigInteger min, String max) {
        int maximum = max.equals("*") ? Cardinality.UNBOUNDED : Integer.parseInt(max);
        int minimum = min.min(BigInteger.valueOf(999)).intValue();
        if (minimum > maximum) {
            problems.add(file.name(), line, "cardinality", "at least " + minimum + " is more than at most " + maximum);
            return new Cardinality(maximum, maximum);
        }
        return new Cardinality(minimum, maximum);
    }

    List<Condition> conditions(List<ConditionElement> xml) {
        return xml.stream()
                .map(c -> {
                    if (c.getIs().isEmpty() && c.isFilled() == null && c.getAtLeast() == null) {
                        problems.add(file.name(), file.line(c), "condition", "needs is, filled or at-least");
                    }
                    Set<Code> is = Set.copyOf(
                            c.getIs().stream().map(r -> code(file.line(c), r)).toList());
                    return new Condition(
                            c.getItem(), is, Boolean.TRUE.equals(c.isFilled()), Optional.ofNullable(c.getAtLeast()));
                })
                .toList();
    }

    private Optional<ValueSet> valueSet(int line, String id) {
        Optional<ValueSet> set = codes.valueSet(id);
        if (set.isEmpty()) {
            problems.add(file.name(), line, "unknown-value-set", "no value set has the id " + id);
        }
        return set;
    }

    private NumberRange range(RangeElement xml) {
        int line = file.line(xml);
        Code unit = code(line, xml.getUnit());
        if (!unit.scheme().equals("UCUM")) {
            problems.add(file.name(), line, "unit", xml.getUnit() + " is not a UCUM unit");
        }
        if (xml.getMinimum() != null
                && xml.getMaximum() != null
                && xml.getMinimum().compareTo(xml.getMaximum()) > 0) {
            problems.add(file.name(), line, "range", "the minimum is more than the maximum");
        }
        if (xml.getStep() != null && xml.getStep().signum() <= 0) {
            problems.add(file.name(), line, "range", "a step is more than 0");
        }
        return new NumberRange(
                Optional.ofNullable(xml.getMinimum()),
                Optional.ofNullable(xml.getMaximum()),
                Optional.ofNullable(xml.getStep()).filter(s -> s.signum() > 0),
                unit);
    }

    private ProposalSource proposal(ProposeElement xml) {
        OptionalInt tag = OptionalInt.empty();
        if (xml.getDicom() != null) {
            tag = Dictionary.tag(xml.getDicom());
            if (tag.isEmpty()) {
                problems.add(
                        file.name(),
                        file.line(xml),
                        "unknown-attribute",
                        "no attribute has the keyword " + xml.getDicom());
            }
        } else if (xml.getValue() == null) {
            problems.add(file.name(), file.line(xml), "propose", "needs a value or an attribute");
        }
        return new ProposalSource(
                Optional.ofNullable(xml.getValue()),
                tag,
                Optional.ofNullable(xml.getWhen()),
                Optional.ofNullable(xml.getFactor()),
                xml.isNotAssessable());
    }

    private static Computation computation(ComputedElement xml) {
        return new Computation(
                Computation.Function.valueOf(xml.getFunction().name()),
                Optional.ofNullable(xml.getFirst()),
                Optional.ofNullable(xml.getSecond()),
                Optional.ofNullable(xml.getFactor()),
                xml.getAtLeast() == null ? 2 : xml.getAtLeast().intValue());
    }
}
