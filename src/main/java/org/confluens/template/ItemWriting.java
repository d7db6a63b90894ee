package org.confluens.template;

import static org.confluens.sr.RelationshipType.CONTAINS;
import static org.confluens.sr.RelationshipType.HAS_CONCEPT_MOD;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.confluens.sr.Code;
import org.confluens.sr.CodeItem;
import org.confluens.sr.CompositeItem;
import org.confluens.sr.CompositeReference;
import org.confluens.sr.ContentItem;
import org.confluens.sr.DateItem;
import org.confluens.sr.DateTimeItem;
import org.confluens.sr.DicomTime;
import org.confluens.sr.ImageItem;
import org.confluens.sr.ImageReference;
import org.confluens.sr.Measurement;
import org.confluens.sr.NumItem;
import org.confluens.sr.PersonNameItem;
import org.confluens.sr.StudyReference;
import org.confluens.sr.TextItem;
import org.confluens.sr.TimeItem;
import org.confluens.sr.UidRefItem;

/** Writes the values of a field as content items, and notes the instances that they refer to. */
final class ItemWriting {
    private final Template template;
    private final DocumentContext context;
    private final Set<StudyReference.Member> referenced;

    ItemWriting(Template template, DocumentContext context, Set<StudyReference.Member> referenced) {
        this.template = template;
        this.context = context;
        this.referenced = referenced;
    }

    List<ContentItem> write(Field field, List<Value> values) {
        return values.stream().map(value -> write(field, value)).toList();
    }

    private ContentItem write(Field field, Value value) {
        Item item = field.item();
        Code concept = item.concept();
        ContentItem written;
        if (value instanceof Value.CodeValue coded) {
            written = code(item, coded.code());
        } else if (value instanceof Value.NumberValue number) {
            Code unit = item.range().orElseThrow().unit();
            written = NumItem.of(CONTAINS, concept, Measurement.of(plain(number.number()), unit));
        } else if (value instanceof Value.TextValue text) {
            written = TextItem.of(CONTAINS, concept, text(item, text.text()));
        } else if (value instanceof Value.DateValue date) {
            written = DateItem.of(CONTAINS, concept, DicomTime.date(date.date()));
        } else if (value instanceof Value.TimeValue time) {
            written = TimeItem.of(CONTAINS, concept, DicomTime.time(time.time()));
        } else if (value instanceof Value.DateTimeValue moment) {
            written = DateTimeItem.of(CONTAINS, concept, moment.dateTime());
        } else if (value instanceof Value.PersonValue person) {
            written = PersonNameItem.of(CONTAINS, concept, person.name());
        } else if (value instanceof Value.UidValue uid) {
            written = UidRefItem.of(CONTAINS, concept, uid.uid());
        } else {
            written = instance(item, (Value.InstanceValue) value);
        }
        List<ContentItem> modifiers = modifiers(item, value);
        return modifiers.isEmpty() ? written : written.withChildren(modifiers);
    }

    /** An answer that leaves the question open names no finding; it is the value of the question itself. */
    private ContentItem code(Item item, Code code) {
        boolean open = template.codes().means(code, Item.Encoding.UNCERTAINTY.meaning());
        return item.namesFindings() && !open
                ? CodeItem.of(
                        CONTAINS, code, template.codes().first(item.encoding().meaning()))
                : CodeItem.of(CONTAINS, item.concept(), code);
    }

    /** Fixed texts are written in the language of the document. */
    private String text(Item item, String text) {
        return item.fixedText().isPresent() ? template.texts().text(text, context.language()) : text;
    }

    private ContentItem instance(Item item, Value.InstanceValue value) {
        ObjectReference object = value.reference();
        referenced.add(StudyReference.Member.of(
                object.studyInstanceUid(), object.seriesInstanceUid(), object.sopClassUid(), object.sopInstanceUid()));
        if (item.type() == ItemType.COMPOSITE) {
            return CompositeItem.of(
                    CONTAINS, item.concept(), CompositeReference.of(object.sopClassUid(), object.sopInstanceUid()));
        }
        ImageReference image = ImageReference.of(object.sopClassUid(), object.sopInstanceUid());
        return ImageItem.of(
                CONTAINS, item.concept(), value.frames().isEmpty() ? image : image.withFrames(value.frames()));
    }

    private List<ContentItem> modifiers(Item item, Value value) {
        List<ContentItem> modifiers = new ArrayList<>();
        item.modifiers().forEach(m -> modifiers.add(CodeItem.of(HAS_CONCEPT_MOD, m.concept(), m.value())));
        if (item.hasRole(ItemRole.SEGMENT_REFERENCE) && value instanceof Value.TextValue text) {
            template.veins().entry(text.text()).ifPresent(entry -> modifiers.add(ContextItems.site(entry.segment())));
        }
        if (item.computation().isPresent()) {
            String name =
                    "Confluens " + item.computation().get().function().name().toLowerCase(Locale.ROOT);
            String version = template.id() + " " + template.version();
            modifiers.addAll(ContextItems.algorithms(List.of(new DocumentContext.Algorithm(name, version, List.of()))));
        }
        return modifiers;
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
