package org.confluens.sr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.confluens.sr.RelationshipType.CONTAINS;
import static org.confluens.sr.RelationshipType.HAS_CONCEPT_MOD;
import static org.confluens.sr.RelationshipType.HAS_OBS_CONTEXT;
import static org.confluens.sr.RelationshipType.INFERRED_FROM;
import static org.confluens.sr.Samples.dcm;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.confluens.dicom.data.UID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each rule of highdicom, dcmqi, OHIF, cornerstone3D and the template itself, by a report that keeps them all but that
 * one. {@link Tid1500Rule#source()} names the files of those programs that a rule was read from.
 */
class Tid1500RulesTest {

    private static final SrDocument GOOD = Samples.draft(Samples.report()).build();
    private static final Code GROUP = dcm("125007", "");
    private static final Map<Tid1500Rule, SrDocument> BREAKERS = breakers();

    @Test
    void aReportThatKeepsEveryRulePasses() {
        assertThat(Tid1500Rules.check(GOOD)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void noticesTheBreachOf(Tid1500Rule rule) {
        assertThat(BREAKERS).containsKey(rule);
        assertThat(Tid1500Rules.check(BREAKERS.get(rule)))
                .extracting(Tid1500Rules.Breach::rule)
                .contains(rule)
                .hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void everyRuleSaysWhoseItIs() {
        assertThat(Tid1500Rule.values()).allSatisfy(rule -> {
            assertThat(rule.origin()).isNotBlank();
            assertThat(rule.source()).isNotBlank();
            assertThat(rule.statement()).isNotBlank();
        });
    }

    @Test
    void aNumberWithAModifierFirstIsLeftAloneByAViewer() {
        SrDocument document = changed(
                NumItem.class::isInstance,
                item -> item.withChildren(List.of(CodeItem.of(
                        HAS_CONCEPT_MOD, dcm("121401", "Derivation"), new Code("373098007", "SCT", "Mean")))));

        assertThat(Tid1500Rules.check(document)).isEmpty();
    }

    private static Map<Tid1500Rule, SrDocument> breakers() {
        Map<Tid1500Rule, SrDocument> map = new EnumMap<>(Tid1500Rule.class);
        map.put(
                Tid1500Rule.DOCUMENT_CLASS,
                GOOD.toBuilder().sopClass(UID.ExtensibleSRStorage).build());
        map.put(
                Tid1500Rule.ROOT_TITLE,
                root(root -> root.withHead(ItemHead.root(new Code("18748-4", "LN", "Report")))));
        map.put(Tid1500Rule.ROOT_TEMPLATE, root(root -> ((ContainerItem) root).withTemplate(TemplateId.dcmr("2000"))));
        map.put(Tid1500Rule.LANGUAGE, without("121049"));
        map.put(Tid1500Rule.OBSERVER, without("121008"));
        map.put(Tid1500Rule.PROCEDURE_REPORTED, related("121058", CONTAINS));
        map.put(Tid1500Rule.IMAGE_LIBRARY, without("111028"));
        map.put(Tid1500Rule.MEASUREMENTS, without("125007"));
        map.put(
                Tid1500Rule.GROUP_TEMPLATE,
                changed(
                        item -> item.isConcept(GROUP),
                        item -> ((ContainerItem) item).withTemplate(TemplateId.dcmr("9"))));
        map.put(Tid1500Rule.TRACKING_IDENTIFIER, without("112039"));
        map.put(Tid1500Rule.TRACKING_UID, without("112040"));
        map.put(Tid1500Rule.TRACKING_UID_FIRST, groups(group -> {
            List<ContentItem> items = new ArrayList<>(group.children());
            items.add(0, UidRefItem.of(HAS_OBS_CONTEXT, dcm("121019", "Procedure Study Component UID"), "2.25.1"));
            return group.withChildren(items);
        }));
        map.put(
                Tid1500Rule.TRACKING_UID_ONCE,
                changed(UidRefItem.class::isInstance, item -> new UidRefItem(item.head(), "2.25.7", List.of())));
        map.put(
                Tid1500Rule.NAMES,
                groups(group ->
                        group.with(ImageItem.of(CONTAINS, ImageReference.of(UID.MRImageStorage, Samples.IMAGE)))));
        map.put(
                Tid1500Rule.ONCE,
                groups(group -> group.with(CodeItem.of(CONTAINS, Samples.FINDING, Samples.STENOSIS))));
        map.put(Tid1500Rule.FINDING_SITE, related("363698007", CONTAINS));
        map.put(
                Tid1500Rule.MEASUREMENT,
                changed(
                        NumItem.class::isInstance,
                        item -> item.withHead(item.head().withRelationship(INFERRED_FROM))));
        map.put(
                Tid1500Rule.MEASUREMENT_SOURCE,
                changed(
                        NumItem.class::isInstance,
                        item -> item.withChildren(List.of(
                                ImageItem.of(INFERRED_FROM, ImageReference.of(UID.MRImageStorage, Samples.IMAGE))))));
        map.put(Tid1500Rule.EVALUATION, related("121071", HAS_OBS_CONTEXT));
        map.put(
                Tid1500Rule.EVIDENCE,
                GOOD.toBuilder().evidence(List.of(), List.of()).build());
        map.putAll(breakersOfItems());
        map.put(
                Tid1500Rule.RETIRED_SCHEME,
                groups(group -> group.with(CodeItem.of(
                        CONTAINS, dcm("111012", "Certainty of Finding"), new Code("R-404FA", "SRT", "Uncertain")))));
        return map;
    }

    private static Map<Tid1500Rule, SrDocument> breakersOfItems() {
        Map<Tid1500Rule, SrDocument> map = new EnumMap<>(Tid1500Rule.class);
        map.put(
                Tid1500Rule.MEASUREMENTS_ONCE,
                root(root -> root.with(ContainerItem.of(
                        CONTAINS, dcm("126010", "Imaging Measurements"), Samples.group("IJV-L-J3", "2.25.202", "8")))));
        map.put(
                Tid1500Rule.MEANINGS,
                changed(
                        item -> item.isConcept(GROUP),
                        item -> item.withHead(ItemHead.of(CONTAINS, dcm("125007", "Messgruppe")))));
        map.put(
                Tid1500Rule.TRACKING_TOOL,
                changed(
                        item -> item.isConcept(dcm("112039", "")),
                        item -> new TextItem(item.head(), "Cornerstone3DTools@^0.1.0:Length", List.of())));
        map.put(
                Tid1500Rule.MEASURED_VALUE,
                changed(
                        NumItem.class::isInstance,
                        item -> new NumItem(
                                item.head(),
                                Optional.empty(),
                                Optional.of(AllValueTypes.MEASUREMENT_FAILURE),
                                item.children())));
        map.put(Tid1500Rule.REGION_IMAGE, changed(ScoordItem.class::isInstance, item -> item.withChildren(List.of())));
        map.put(
                Tid1500Rule.REFERENCED_SEGMENT,
                groups(group -> group.with(UidRefItem.of(CONTAINS, dcm("121191", "Referenced Segment"), "2.25.1"))));
        map.put(
                Tid1500Rule.ALGORITHM_VERSION,
                groups(group -> group.with(TextItem.of(HAS_CONCEPT_MOD, dcm("111003", "Algorithm Version"), "1"))
                        .with(TextItem.of(HAS_CONCEPT_MOD, dcm("111001", "Algorithm Name"), "difference"))));
        map.put(Tid1500Rule.VALUE_TYPE, root(root -> root.with(ByReferenceItem.of(CONTAINS, Position.of(1, 1)))));
        map.put(
                Tid1500Rule.CODE_PARTS,
                groups(group -> group.with(CodeItem.of(
                        CONTAINS, dcm("111012", "Certainty of Finding"), new Code("", "DCM", "Uncertain")))));
        return map;
    }

    private static SrDocument without(String concept) {
        return changed(
                item -> true,
                item -> item instanceof ByReferenceItem
                        ? item
                        : item.withChildren(item.children().stream()
                                .filter(child -> !child.concept()
                                        .map(Code::value)
                                        .filter(concept::equals)
                                        .isPresent())
                                .toList()));
    }

    private static SrDocument related(String concept, RelationshipType relationship) {
        return changed(
                item -> item.concept().map(Code::value).filter(concept::equals).isPresent(),
                item -> item.withHead(item.head().withRelationship(relationship)));
    }

    private static SrDocument groups(UnaryOperator<ContentItem> change) {
        return changed(item -> item.isConcept(GROUP), change);
    }

    private static SrDocument root(UnaryOperator<ContentItem> change) {
        return GOOD.toBuilder().root((ContainerItem) change.apply(GOOD.root())).build();
    }

    private static SrDocument changed(Predicate<ContentItem> which, UnaryOperator<ContentItem> change) {
        return root(root -> ContentTree.map(root, item -> which.test(item) ? change.apply(item) : item));
    }
}
