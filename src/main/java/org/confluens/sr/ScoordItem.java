package org.confluens.sr;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** An SCOORD item: a region of an image (PS3.3 C.18.6). */
public record ScoordItem(ItemHead head, Graphic graphic, List<ContentItem> children) implements ContentItem {

    public ScoordItem {
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(graphic, "graphic");
        children = List.copyOf(children);
    }

    /** An item with its relationship, concept name, value and children. */
    public static ScoordItem of(RelationshipType relationship, Code concept, Graphic graphic, ContentItem... children) {
        return new ScoordItem(ItemHead.of(relationship, concept), graphic, List.of(children));
    }

    @Override
    public Optional<ValueType> valueType() {
        return Optional.of(ValueType.SCOORD);
    }

    @Override
    public ScoordItem withHead(ItemHead other) {
        return new ScoordItem(other, graphic, children);
    }

    @Override
    public ScoordItem withChildren(List<ContentItem> others) {
        return new ScoordItem(head, graphic, others);
    }
}
