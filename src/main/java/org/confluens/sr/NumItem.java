package org.confluens.sr;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A NUM item (PS3.3 C.18.1): a measured value with its unit, or none and a qualifier that says why there is none, or
 * both.
 */
public record NumItem(
        ItemHead head, Optional<Measurement> measurement, Optional<Code> qualifier, List<ContentItem> children)
        implements ContentItem {

    public NumItem {
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(measurement, "measurement");
        Objects.requireNonNull(qualifier, "qualifier");
        children = List.copyOf(children);
    }

    /** A measured value. */
    public static NumItem of(
            RelationshipType relationship, Code concept, Measurement measurement, ContentItem... children) {
        return new NumItem(
                ItemHead.of(relationship, concept), Optional.of(measurement), Optional.empty(), List.of(children));
    }

    /** A value that could not be given, with the reason from CID 42. */
    public static NumItem unmeasured(
            RelationshipType relationship, Code concept, Code reason, ContentItem... children) {
        return new NumItem(
                ItemHead.of(relationship, concept), Optional.empty(), Optional.of(reason), List.of(children));
    }

    /** The same item with a qualifier from CID 42. */
    public NumItem withQualifier(Code code) {
        return new NumItem(head, measurement, Optional.of(code), children);
    }

    @Override
    public Optional<ValueType> valueType() {
        return Optional.of(ValueType.NUM);
    }

    @Override
    public NumItem withHead(ItemHead other) {
        return new NumItem(other, measurement, qualifier, children);
    }

    @Override
    public NumItem withChildren(List<ContentItem> others) {
        return new NumItem(head, measurement, qualifier, others);
    }
}
