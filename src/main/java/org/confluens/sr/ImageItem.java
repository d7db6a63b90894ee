package org.confluens.sr;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** An IMAGE item: a reference to an image, its frames or segments (PS3.3 C.18.4). */
public record ImageItem(ItemHead head, ImageReference image, List<ContentItem> children) implements ContentItem {

    public ImageItem {
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(image, "image");
        children = List.copyOf(children);
    }

    /** An item with its relationship, concept name, value and children. */
    public static ImageItem of(
            RelationshipType relationship, Code concept, ImageReference image, ContentItem... children) {
        return new ImageItem(ItemHead.of(relationship, concept), image, List.of(children));
    }

    /** A reference without a concept name, as evidence for its parent. */
    public static ImageItem of(RelationshipType relationship, ImageReference image, ContentItem... children) {
        return new ImageItem(ItemHead.of(relationship), image, List.of(children));
    }

    @Override
    public Optional<ValueType> valueType() {
        return Optional.of(ValueType.IMAGE);
    }

    @Override
    public ImageItem withHead(ItemHead other) {
        return new ImageItem(other, image, children);
    }

    @Override
    public ImageItem withChildren(List<ContentItem> others) {
        return new ImageItem(head, image, others);
    }
}
