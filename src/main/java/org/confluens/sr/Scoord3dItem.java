package org.confluens.sr;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** An SCOORD3D item: a region in a frame of reference (PS3.3 C.18.9). */
public record Scoord3dItem(ItemHead head, Graphic3d graphic, List<ContentItem> children) implements ContentItem {

    public Scoord3dItem {
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(graphic, "graphic");
        children = List.copyOf(children);
    }

    /** An item with its relationship, concept name, value and children. */
    public static Scoord3dItem of(
            RelationshipType relationship, Code concept, Graphic3d graphic, ContentItem... children) {
        return new Scoord3dItem(ItemHead.of(relationship, concept), graphic, List.of(children));
    }

    @Override
    public Optional<ValueType> valueType() {
        return Optional.of(ValueType.SCOORD3D);
    }

    @Override
    public Scoord3dItem withHead(ItemHead other) {
        return new Scoord3dItem(other, graphic, children);
    }

    @Override
    public Scoord3dItem withChildren(List<ContentItem> others) {
        return new Scoord3dItem(head, graphic, others);
    }
}
