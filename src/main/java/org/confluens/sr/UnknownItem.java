package org.confluens.sr;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** An item whose value type is missing or not known: its attributes are kept as they came, in the head's others. */
public record UnknownItem(ItemHead head, String term, List<ContentItem> children) implements ContentItem {

    public UnknownItem {
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(term, "term");
        children = List.copyOf(children);
    }

    @Override
    public Optional<ValueType> valueType() {
        return Optional.empty();
    }

    @Override
    public UnknownItem withHead(ItemHead other) {
        return new UnknownItem(other, term, children);
    }

    @Override
    public UnknownItem withChildren(List<ContentItem> others) {
        return new UnknownItem(head, term, others);
    }
}
