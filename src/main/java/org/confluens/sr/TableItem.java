package org.confluens.sr;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A TABLE item: rows and columns of values (PS3.3 C.18.10). */
public record TableItem(ItemHead head, Table table, List<ContentItem> children) implements ContentItem {

    public TableItem {
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(table, "table");
        children = List.copyOf(children);
    }

    /** An item with its relationship, concept name, value and children. */
    public static TableItem of(RelationshipType relationship, Code concept, Table table, ContentItem... children) {
        return new TableItem(ItemHead.of(relationship, concept), table, List.of(children));
    }

    @Override
    public Optional<ValueType> valueType() {
        return Optional.of(ValueType.TABLE);
    }

    @Override
    public TableItem withHead(ItemHead other) {
        return new TableItem(other, table, children);
    }

    @Override
    public TableItem withChildren(List<ContentItem> others) {
        return new TableItem(head, table, others);
    }
}
