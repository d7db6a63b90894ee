package org.confluens.sr;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A COMPOSITE item: a reference to a stored object that is neither image nor waveform. */
public record CompositeItem(ItemHead head, CompositeReference reference, List<ContentItem> children)
        implements ContentItem {

    public CompositeItem {
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(reference, "reference");
        children = List.copyOf(children);
    }

    /** An item with its relationship, concept name, value and children. */
    public static CompositeItem of(
            RelationshipType relationship, Code concept, CompositeReference reference, ContentItem... children) {
        return new CompositeItem(ItemHead.of(relationship, concept), reference, List.of(children));
    }

    @Override
    public Optional<ValueType> valueType() {
        return Optional.of(ValueType.COMPOSITE);
    }

    @Override
    public CompositeItem withHead(ItemHead other) {
        return new CompositeItem(other, reference, children);
    }

    @Override
    public CompositeItem withChildren(List<ContentItem> others) {
        return new CompositeItem(head, reference, others);
    }
}
