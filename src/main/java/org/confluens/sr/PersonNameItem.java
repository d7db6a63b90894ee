package org.confluens.sr;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.confluens.dicom.data.PersonName;

/** A PNAME item: the name of a person. */
public record PersonNameItem(ItemHead head, PersonName name, List<ContentItem> children) implements ContentItem {

    public PersonNameItem {
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(name, "name");
        children = List.copyOf(children);
    }

    /** An item with its relationship, concept name, value and children. */
    public static PersonNameItem of(
            RelationshipType relationship, Code concept, PersonName name, ContentItem... children) {
        return new PersonNameItem(ItemHead.of(relationship, concept), name, List.of(children));
    }

    @Override
    public Optional<ValueType> valueType() {
        return Optional.of(ValueType.PNAME);
    }

    @Override
    public PersonNameItem withHead(ItemHead other) {
        return new PersonNameItem(other, name, children);
    }

    @Override
    public PersonNameItem withChildren(List<ContentItem> others) {
        return new PersonNameItem(head, name, others);
    }
}
