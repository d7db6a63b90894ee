package org.confluens.sr;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A TIME item; the time as in a TM value. */
public record TimeItem(ItemHead head, String time, List<ContentItem> children) implements ContentItem {

    public TimeItem {
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(time, "time");
        children = List.copyOf(children);
    }

    /** An item with its relationship, concept name, value and children. */
    public static TimeItem of(RelationshipType relationship, Code concept, String time, ContentItem... children) {
        return new TimeItem(ItemHead.of(relationship, concept), time, List.of(children));
    }

    @Override
    public Optional<ValueType> valueType() {
        return Optional.of(ValueType.TIME);
    }

    @Override
    public TimeItem withHead(ItemHead other) {
        return new TimeItem(other, time, children);
    }

    @Override
    public TimeItem withChildren(List<ContentItem> others) {
        return new TimeItem(head, time, others);
    }
}
