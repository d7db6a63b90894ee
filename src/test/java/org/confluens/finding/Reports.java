package org.confluens.finding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.confluens.sr.Code;
import org.confluens.sr.CodeItem;
import org.confluens.sr.ContainerItem;
import org.confluens.sr.ContentItem;
import org.confluens.sr.ImageItem;
import org.confluens.sr.ImageReference;
import org.confluens.sr.Measurement;
import org.confluens.sr.NumItem;
import org.confluens.sr.RelationshipType;
import org.confluens.sr.SrDocument;
import org.confluens.sr.TextItem;

/** Builds TID 1500 documents for tests, item by item as another product would write them. */
final class Reports {
    static final Code PRESENT = code("52101004", "SCT");
    static final Code ABSENT = code("272519000", "SCT");
    static final Code STENOSIS = code("415582006", "SCT");
    static final Code FINDING = code("121071", "DCM");
    static final Code PERCENT = code("%", "UCUM");

    private Reports() {}

    static Code code(String value, String scheme) {
        return new Code(value, scheme, "meaning in any language");
    }

    static SrDocument report(String procedure, ContentItem... groups) {
        return SrDocument.builder()
                .root(ContainerItem.root(
                        code("126000", "DCM"),
                        CodeItem.of(
                                RelationshipType.HAS_CONCEPT_MOD, code("121058", "DCM"), code(procedure, "99CCSVI")),
                        section("126010", groups)))
                .build();
    }

    static ContainerItem section(String concept, ContentItem... items) {
        return ContainerItem.of(RelationshipType.CONTAINS, code(concept, "DCM"), items);
    }

    static ContainerItem group(ContentItem... items) {
        return ContainerItem.of(RelationshipType.CONTAINS, code("125007", "DCM"), items);
    }

    static ContainerItem group(String trackingIdentifier, ContentItem... items) {
        List<ContentItem> all = new ArrayList<>();
        all.add(TextItem.of(RelationshipType.HAS_OBS_CONTEXT, code("112039", "DCM"), trackingIdentifier));
        all.addAll(Arrays.asList(items));
        return group(all.toArray(new ContentItem[0]));
    }

    static CodeItem site(Code site, ContentItem... modifiers) {
        return CodeItem.of(RelationshipType.HAS_CONCEPT_MOD, code("363698007", "SCT"), site, modifiers);
    }

    static CodeItem side(Code side) {
        return CodeItem.of(RelationshipType.HAS_CONCEPT_MOD, code("272741003", "SCT"), side);
    }

    static CodeItem level(Code level) {
        return CodeItem.of(RelationshipType.HAS_CONCEPT_MOD, code("106233006", "SCT"), level);
    }

    static CodeItem leftLowerJugular() {
        return site(Veins.JUGULAR, side(Veins.LEFT), level(code("SEG_J1", "99CCSVI")));
    }

    static CodeItem evaluation(Code concept, Code value, ContentItem... children) {
        return CodeItem.of(RelationshipType.CONTAINS, concept, value, children);
    }

    static NumItem percent(String concept, String value, ContentItem... children) {
        return measurement(code(concept, "SCT"), value, PERCENT, children);
    }

    static NumItem measurement(Code concept, String value, Code unit, ContentItem... children) {
        return NumItem.of(RelationshipType.CONTAINS, concept, Measurement.of(value, unit), children);
    }

    static ImageItem image(String uid, Integer... frames) {
        return ImageItem.of(
                RelationshipType.INFERRED_FROM,
                code("121112", "DCM"),
                ImageReference.of("1.2.840.10008.5.1.4.1.1.4", uid).withFrames(List.of(frames)));
    }
}
