package org.confluens.sr;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A WAVEFORM item: a reference to a waveform and some of its channels (PS3.3 C.18.5). */
public record WaveformItem(ItemHead head, WaveformReference waveform, List<ContentItem> children)
        implements ContentItem {

    public WaveformItem {
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(waveform, "waveform");
        children = List.copyOf(children);
    }

    /** An item with its relationship, concept name, value and children. */
    public static WaveformItem of(
            RelationshipType relationship, Code concept, WaveformReference waveform, ContentItem... children) {
        return new WaveformItem(ItemHead.of(relationship, concept), waveform, List.of(children));
    }

    @Override
    public Optional<ValueType> valueType() {
        return Optional.of(ValueType.WAVEFORM);
    }

    @Override
    public WaveformItem withHead(ItemHead other) {
        return new WaveformItem(other, waveform, children);
    }

    @Override
    public WaveformItem withChildren(List<ContentItem> others) {
        return new WaveformItem(head, waveform, others);
    }
}
