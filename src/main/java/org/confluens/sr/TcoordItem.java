package org.confluens.sr;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A TCOORD item: points or spans of time in a waveform or a multi-frame image (PS3.3 C.18.7). */
public record TcoordItem(ItemHead head, TemporalExtent extent, List<ContentItem> children) implements ContentItem {

    public TcoordItem {
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(extent, "extent");
        children = List.copyOf(children);
    }

    /** An item with its relationship, concept name, value and children. */
    public static TcoordItem of(
            RelationshipType relationship, Code concept, TemporalExtent extent, ContentItem... children) {
        return new TcoordItem(ItemHead.of(relationship, concept), extent, List.of(children));
    }

    @Override
    public Optional<ValueType> valueType() {
        return Optional.of(ValueType.TCOORD);
    }

    @Override
    public TcoordItem withHead(ItemHead other) {
        return new TcoordItem(other, extent, children);
    }

    @Override
    public TcoordItem withChildren(List<ContentItem> others) {
        return new TcoordItem(head, extent, others);
    }
}
