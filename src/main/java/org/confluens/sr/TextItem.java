package org.confluens.sr;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A TEXT item: free text. */
public record TextItem(ItemHead head, String text, List<ContentItem> children) implements ContentItem {

    public TextItem {
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(text, "text");
        children = List.copyOf(children);
    }

    /** An item with its relationship, concept name, value and children. */
    public static TextItem of(RelationshipType relationship, Code concept, String text, ContentItem... children) {
        return new TextItem(ItemHead.of(relationship, concept), text, List.of(children));
    }

    @Override
    public Optional<ValueType> valueType() {
        return Optional.of(ValueType.TEXT);
    }

    @Override
    public TextItem withHead(ItemHead other) {
        return new TextItem(other, text, children);
    }

    @Override
    public TextItem withChildren(List<ContentItem> others) {
        return new TextItem(head, text, others);
    }
}
