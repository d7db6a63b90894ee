package org.confluens.sr;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A relationship by reference: not an item of its own but a pointer to one elsewhere in the tree (PS3.3 C.17.3.2.5). */
public record ByReferenceItem(ItemHead head, Position target) implements ContentItem {

    public ByReferenceItem {
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(target, "target");
    }

    /** A relationship to the item at a position. */
    public static ByReferenceItem of(RelationshipType relationship, Position target) {
        return new ByReferenceItem(ItemHead.of(relationship), target);
    }

    @Override
    public Optional<ValueType> valueType() {
        return Optional.empty();
    }

    @Override
    public List<ContentItem> children() {
        return List.of();
    }

    @Override
    public ByReferenceItem withHead(ItemHead other) {
        return new ByReferenceItem(other, target);
    }

    @Override
    public ByReferenceItem withChildren(List<ContentItem> others) {
        if (!others.isEmpty()) {
            throw new IllegalArgumentException("a reference has no children");
        }
        return this;
    }
}
