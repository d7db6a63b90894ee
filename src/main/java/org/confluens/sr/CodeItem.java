package org.confluens.sr;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A CODE item: a coded concept as the value. */
public record CodeItem(ItemHead head, Code value, List<ContentItem> children) implements ContentItem {

    public CodeItem {
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(value, "value");
        children = List.copyOf(children);
    }

    /** An item with its relationship, concept name, value and children. */
    public static CodeItem of(RelationshipType relationship, Code concept, Code value, ContentItem... children) {
        return new CodeItem(ItemHead.of(relationship, concept), value, List.of(children));
    }

    @Override
    public Optional<ValueType> valueType() {
        return Optional.of(ValueType.CODE);
    }

    @Override
    public CodeItem withHead(ItemHead other) {
        return new CodeItem(other, value, children);
    }

    @Override
    public CodeItem withChildren(List<ContentItem> others) {
        return new CodeItem(head, value, others);
    }
}
