package org.confluens.sr;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A DATETIME item; the moment as in a DT value. */
public record DateTimeItem(ItemHead head, String dateTime, List<ContentItem> children) implements ContentItem {

    public DateTimeItem {
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(dateTime, "dateTime");
        children = List.copyOf(children);
    }

    /** An item with its relationship, concept name, value and children. */
    public static DateTimeItem of(
            RelationshipType relationship, Code concept, String dateTime, ContentItem... children) {
        return new DateTimeItem(ItemHead.of(relationship, concept), dateTime, List.of(children));
    }

    @Override
    public Optional<ValueType> valueType() {
        return Optional.of(ValueType.DATETIME);
    }

    @Override
    public DateTimeItem withHead(ItemHead other) {
        return new DateTimeItem(other, dateTime, children);
    }

    @Override
    public DateTimeItem withChildren(List<ContentItem> others) {
        return new DateTimeItem(head, dateTime, others);
    }
}
