package org.confluens.template;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.confluens.sr.Code;
import org.confluens.sr.CodeItem;
import org.confluens.sr.CompositeItem;
import org.confluens.sr.ContentItem;
import org.confluens.sr.DateItem;
import org.confluens.sr.DateTimeItem;
import org.confluens.sr.DicomTime;
import org.confluens.sr.ImageItem;
import org.confluens.sr.NumItem;
import org.confluens.sr.PersonNameItem;
import org.confluens.sr.SopReference;
import org.confluens.sr.StudyReference;
import org.confluens.sr.TextItem;
import org.confluens.sr.TimeItem;
import org.confluens.sr.UidRefItem;

/** Finds the template's item for a content item, and its value. */
final class ItemReading {
    private ItemReading() {}

    /** The item with this concept, value type and modifiers; of several the one with the most modifiers. */
    static Optional<Item> match(Template template, Group group, ContentItem content) {
        return group.children().stream()
                .filter(Item.class::isInstance)
                .map(Item.class::cast)
                .filter(item -> fits(template, item, content))
                .max(Comparator.comparingInt((Item item) -> item.modifiers().size())
                        .thenComparing(item -> isInSet(item, content))
                        .thenComparing(item -> !item.namesFindings()));
    }

    /** Whether the group asks for something of this name, though not in this form. */
    static boolean isAsked(Group group, ContentItem content) {
        return group.children().stream()
                .filter(Item.class::isInstance)
                .map(Item.class::cast)
                .anyMatch(item -> content.isConcept(item.concept())
                        || item.namesFindings()
                                && content.concept()
                                        .flatMap(item.values().orElseThrow()::member)
                                        .isPresent());
    }

    private static boolean isInSet(Item item, ContentItem content) {
        return content instanceof CodeItem code
                && item.values()
                        .filter(set -> set.codes().contains(code.value()))
                        .isPresent();
    }

    private static boolean fits(Template template, Item item, ContentItem content) {
        if (content.valueType().filter(t -> t.name().equals(item.type().name())).isEmpty()) {
            return false;
        }
        if (answersByValue(item, content)) {
            return true;
        }
        if (item.namesFindings()) {
            return content.concept()
                            .flatMap(item.values().orElseThrow()::member)
                            .isPresent()
                    && template.codes()
                            .means(((CodeItem) content).value(), item.encoding().meaning());
        }
        return content.isConcept(item.concept()) && item.modifiers().stream().allMatch(m -> has(content, m));
    }

    /** A finding may also stand as the value under the name of the question, as other editors write it. */
    private static boolean answersByValue(Item item, ContentItem content) {
        return item.encoding() == Item.Encoding.PRESENCE && content.isConcept(item.concept()) && isInSet(item, content);
    }

    private static boolean has(ContentItem content, Item.Modifier modifier) {
        return content.childrenNamed(modifier.concept())
                .anyMatch(c -> c instanceof CodeItem code && code.value().equals(modifier.value()));
    }

    /** The value of a content item as the item takes it; empty when it holds none. */
    static Optional<Value> value(Item item, ContentItem content, Map<String, StudyReference.Member> evidence) {
        if (content instanceof CodeItem code) {
            boolean named = item.namesFindings() && !answersByValue(item, content);
            Code value = named ? content.concept().orElseThrow() : code.value();
            return Optional.of(
                    Value.of(item.values().flatMap(set -> set.member(value)).orElse(value)));
        }
        if (content instanceof NumItem num) {
            return num.measurement()
                    .filter(m -> m.unit()
                            .filter(u -> u.equals(item.range().orElseThrow().unit()))
                            .isPresent())
                    .flatMap(m -> m.number())
                    .filter(Value.NumberValue::isPlain)
                    .map(Value.NumberValue::new);
        }
        if (content instanceof TextItem text) {
            return Optional.of(Value.of(text.text()));
        }
        if (content instanceof DateItem date) {
            return DicomTime.parseDate(date.date()).map(Value.DateValue::new);
        }
        if (content instanceof TimeItem time) {
            return DicomTime.parseTime(time.time()).map(Value.TimeValue::new);
        }
        if (content instanceof DateTimeItem moment) {
            return Optional.of(new Value.DateTimeValue(moment.dateTime()));
        }
        if (content instanceof PersonNameItem person) {
            return Optional.of(new Value.PersonValue(person.name()));
        }
        if (content instanceof UidRefItem uid) {
            return Optional.of(new Value.UidValue(uid.uid()));
        }
        if (content instanceof ImageItem image) {
            return Optional.of(new Value.InstanceValue(
                    reference(image.image().image(), evidence), image.image().frames()));
        }
        if (content instanceof CompositeItem composite) {
            return Optional.of(
                    new Value.InstanceValue(reference(composite.reference().sop(), evidence)));
        }
        return Optional.empty();
    }

    private static ObjectReference reference(SopReference sop, Map<String, StudyReference.Member> evidence) {
        StudyReference.Member place = evidence.get(sop.sopInstanceUid());
        return new ObjectReference(
                place == null ? "" : place.studyInstanceUid(),
                place == null ? "" : place.seriesInstanceUid(),
                sop.sopClassUid(),
                sop.sopInstanceUid());
    }
}
