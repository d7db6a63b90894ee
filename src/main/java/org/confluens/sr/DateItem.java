package org.confluens.sr;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A DATE item; the date as in a DA value. */
public record DateItem(ItemHead head, String date, List<ContentItem> children) implements ContentItem {

    public DateItem {
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(date, "date");
        children = List.copyOf(children);
    }

    /** An item with its relationship, concept name, value and children. */
    public static DateItem of(RelationshipType relationship, Code concept, String date, ContentItem... children) {
        return new DateItem(ItemHead.of(relationship, concept), date, List.of(children));
    }

    @Override
    public Optional<ValueType> valueType() {
        return Optional.of(ValueType.DATE);
    }

    @Override
    public DateItem withHead(ItemHead other) {
        return new DateItem(other, date, children);
    }

    @Override
    public DateItem withChildren(List<ContentItem> others) {
        return new DateItem(head, date, others);
    }
}
