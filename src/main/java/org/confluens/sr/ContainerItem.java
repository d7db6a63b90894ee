package org.confluens.sr;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A CONTAINER item: a heading over other items, in the root the title of the document (PS3.3 C.18.8). */
public record ContainerItem(
        ItemHead head, Continuity continuity, Optional<TemplateId> template, List<ContentItem> children)
        implements ContentItem {

    /** Whether the items of a container read as one text or stand apart, Continuity of Content (0040,A050). */
    public enum Continuity {
        SEPARATE,
        CONTINUOUS
    }

    public ContainerItem {
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(continuity, "continuity");
        Objects.requireNonNull(template, "template");
        children = List.copyOf(children);
    }

    /** A root with its title. */
    public static ContainerItem root(Code title, ContentItem... children) {
        return new ContainerItem(ItemHead.root(title), Continuity.SEPARATE, Optional.empty(), List.of(children));
    }

    /** A container below the root. */
    public static ContainerItem of(RelationshipType relationship, Code concept, ContentItem... children) {
        return new ContainerItem(
                ItemHead.of(relationship, concept), Continuity.SEPARATE, Optional.empty(), List.of(children));
    }

    /** The same container, said to follow a template. */
    public ContainerItem withTemplate(TemplateId id) {
        return new ContainerItem(head, continuity, Optional.of(id), children);
    }

    /** The same container whose items read as one text. */
    public ContainerItem continuous() {
        return new ContainerItem(head, Continuity.CONTINUOUS, template, children);
    }

    @Override
    public Optional<ValueType> valueType() {
        return Optional.of(ValueType.CONTAINER);
    }

    @Override
    public ContainerItem withHead(ItemHead other) {
        return new ContainerItem(other, continuity, template, children);
    }

    @Override
    public ContainerItem withChildren(List<ContentItem> others) {
        return new ContainerItem(head, continuity, template, others);
    }
}
