package org.confluens.template;

import static org.confluens.sr.RelationshipType.HAS_CONCEPT_MOD;
import static org.confluens.sr.RelationshipType.HAS_OBS_CONTEXT;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.confluens.finding.Segment;
import org.confluens.sr.Code;
import org.confluens.sr.CodeItem;
import org.confluens.sr.ContentItem;
import org.confluens.sr.PersonNameItem;
import org.confluens.sr.TextItem;
import org.confluens.sr.UidRefItem;

/** The items that say in which language, who, where and by which software: TID 1204, 1002 to 1004, 1501, 4019. */
final class ContextItems {
    private ContextItems() {}

    static ContentItem language(Locale language) {
        Code code = new Code(language.toLanguageTag(), "RFC5646", language.getDisplayName(Locale.ENGLISH));
        return CodeItem.of(HAS_CONCEPT_MOD, Concepts.LANGUAGE, code);
    }

    static List<ContentItem> observers(DocumentContext context) {
        List<ContentItem> items = new ArrayList<>();
        context.persons().forEach(person -> person(person, items));
        context.device().ifPresent(device -> device(device, items));
        return items;
    }

    private static void person(DocumentContext.PersonObserver person, List<ContentItem> items) {
        items.add(CodeItem.of(HAS_OBS_CONTEXT, Concepts.OBSERVER_TYPE, Concepts.PERSON));
        items.add(PersonNameItem.of(HAS_OBS_CONTEXT, Concepts.PERSON_NAME, person.name()));
        text(Concepts.PERSON_ORGANIZATION, person.organization(), items);
        person.role().ifPresent(role -> items.add(CodeItem.of(HAS_OBS_CONTEXT, Concepts.PERSON_ROLE, role)));
    }

    private static void device(DocumentContext.DeviceObserver device, List<ContentItem> items) {
        items.add(CodeItem.of(HAS_OBS_CONTEXT, Concepts.OBSERVER_TYPE, Concepts.DEVICE));
        items.add(UidRefItem.of(HAS_OBS_CONTEXT, Concepts.DEVICE_UID, device.uid()));
        text(Concepts.DEVICE_NAME, device.name(), items);
        text(Concepts.DEVICE_MANUFACTURER, device.manufacturer(), items);
        text(Concepts.DEVICE_MODEL, device.model(), items);
        text(Concepts.DEVICE_SERIAL, device.serialNumber(), items);
    }

    private static void text(Code concept, String text, List<ContentItem> items) {
        if (!text.isBlank()) {
            items.add(TextItem.of(HAS_OBS_CONTEXT, concept, text));
        }
    }

    /** Finding Site with laterality and topographical modifier. */
    static ContentItem site(Segment segment) {
        List<ContentItem> modifiers = new ArrayList<>();
        segment.laterality().ifPresent(side -> modifiers.add(CodeItem.of(HAS_CONCEPT_MOD, Concepts.LATERALITY, side)));
        segment.level().ifPresent(level -> modifiers.add(CodeItem.of(HAS_CONCEPT_MOD, Concepts.LEVEL, level)));
        return CodeItem.of(
                HAS_CONCEPT_MOD, Concepts.FINDING_SITE, segment.site(), modifiers.toArray(ContentItem[]::new));
    }

    static List<ContentItem> algorithms(List<DocumentContext.Algorithm> algorithms) {
        List<ContentItem> items = new ArrayList<>();
        for (DocumentContext.Algorithm algorithm : algorithms) {
            items.add(TextItem.of(HAS_CONCEPT_MOD, Concepts.ALGORITHM_NAME, algorithm.name()));
            items.add(TextItem.of(HAS_CONCEPT_MOD, Concepts.ALGORITHM_VERSION, algorithm.version()));
            algorithm
                    .parameters()
                    .forEach(parameter ->
                            items.add(TextItem.of(HAS_CONCEPT_MOD, Concepts.ALGORITHM_PARAMETERS, parameter)));
        }
        return items;
    }
}
