package org.confluens.sr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A node of the content tree (PS3.3 C.17.3): immutable, with its children in their order. */
public sealed interface ContentItem
        permits ContainerItem,
                TextItem,
                CodeItem,
                NumItem,
                DateItem,
                TimeItem,
                DateTimeItem,
                UidRefItem,
                PersonNameItem,
                CompositeItem,
                ImageItem,
                WaveformItem,
                ScoordItem,
                Scoord3dItem,
                TcoordItem,
                TableItem,
                ByReferenceItem,
                UnknownItem {

    /** Relationship, concept name and what else every item has. */
    ItemHead head();

    /** The value type; none for a reference to another item and for a type that is not known. */
    Optional<ValueType> valueType();

    /** The items below this one. */
    List<ContentItem> children();

    /** The same item under another head. */
    ContentItem withHead(ItemHead head);

    /** The same item with other children. */
    ContentItem withChildren(List<ContentItem> children);

    /** The relationship to the parent; none for the root. */
    default Optional<RelationshipType> relationship() {
        return head().relationship();
    }

    /** The concept name. */
    default Optional<Code> concept() {
        return head().concept();
    }

    /** True when the item's concept name is the given code. */
    default boolean isConcept(Code code) {
        return head().concept().filter(code::equals).isPresent();
    }

    /** The same item with one more child. */
    default ContentItem with(ContentItem child) {
        List<ContentItem> more = new ArrayList<>(children());
        more.add(child);
        return withChildren(more);
    }

    /** The same item with its time of observation. */
    default ContentItem observedAt(String dateTime) {
        return withHead(head().withObservationDateTime(dateTime));
    }

    /** The children with the given concept name. */
    default Stream<ContentItem> childrenNamed(Code concept) {
        return children().stream().filter(child -> child.isConcept(concept));
    }
}
