package org.confluens.sr;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A UIDREF item: the UID of something without a reference to it. */
public record UidRefItem(ItemHead head, String uid, List<ContentItem> children) implements ContentItem {

    public UidRefItem {
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(uid, "uid");
        children = List.copyOf(children);
    }

    /** An item with its relationship, concept name, value and children. */
    public static UidRefItem of(RelationshipType relationship, Code concept, String uid, ContentItem... children) {
        return new UidRefItem(ItemHead.of(relationship, concept), uid, List.of(children));
    }

    @Override
    public Optional<ValueType> valueType() {
        return Optional.of(ValueType.UIDREF);
    }

    @Override
    public UidRefItem withHead(ItemHead other) {
        return new UidRefItem(other, uid, children);
    }

    @Override
    public UidRefItem withChildren(List<ContentItem> others) {
        return new UidRefItem(head, uid, others);
    }
}
