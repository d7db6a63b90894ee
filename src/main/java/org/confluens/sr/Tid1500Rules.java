package org.confluens.sr;

import static org.confluens.sr.RelationshipType.CONTAINS;
import static org.confluens.sr.RelationshipType.HAS_CONCEPT_MOD;
import static org.confluens.sr.RelationshipType.HAS_OBS_CONTEXT;
import static org.confluens.sr.RelationshipType.INFERRED_FROM;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.confluens.dicom.data.UID;

/** Checks measurement reports against {@link Tid1500Rule}. */
public final class Tid1500Rules {

    /** A rule that is not kept at a place. */
    public record Breach(Tid1500Rule rule, Position position) {
        @Override
        public String toString() {
            return rule + " at " + position + ": " + rule.statement();
        }
    }

    private static final Code TITLE = dcm("126000");
    private static final Code LANGUAGE = dcm("121049");
    private static final Code OBSERVER_TYPE = dcm("121005");
    private static final Code PERSON = dcm("121006");
    private static final Code PERSON_NAME = dcm("121008");
    private static final Code DEVICE_UID = dcm("121012");
    private static final Code PROCEDURE = dcm("121058");
    private static final Code LIBRARY = dcm("111028");
    private static final Code LIBRARY_GROUP = dcm("126200");
    private static final Code MEASUREMENTS = dcm("126010");
    private static final Code GROUP = dcm("125007");
    private static final Set<String> CLASSES =
            Set.of(UID.EnhancedSRStorage, UID.ComprehensiveSRStorage, UID.Comprehensive3DSRStorage);

    private final SrDocument document;
    private final ContainerItem root;
    private final List<Breach> breaches = new ArrayList<>();

    private Tid1500Rules(SrDocument document) {
        this.document = document;
        this.root = document.root();
    }

    /** Every breach, in the order of the rules for the document and of the tree for its groups. */
    public static List<Breach> check(SrDocument document) {
        Tid1500Rules rules = new Tid1500Rules(document);
        rules.document();
        rules.observer();
        rules.library();
        rules.measurements();
        rules.everywhere();
        return List.copyOf(rules.breaches);
    }

    private void document() {
        require(CLASSES.contains(document.sopClassUid()), Tid1500Rule.DOCUMENT_CLASS, Position.ROOT);
        require(root.isConcept(TITLE), Tid1500Rule.ROOT_TITLE, Position.ROOT);
        boolean template = root.template()
                .filter(id ->
                        id.identifier().equals("1500") && id.mappingResource().equals("DCMR"))
                .isPresent();
        require(template, Tid1500Rule.ROOT_TEMPLATE, Position.ROOT);
        boolean language = root.childrenNamed(LANGUAGE).anyMatch(item -> is(item, HAS_CONCEPT_MOD, ValueType.CODE));
        require(language, Tid1500Rule.LANGUAGE, Position.ROOT);
        boolean procedures = root.childrenNamed(PROCEDURE).allMatch(item -> is(item, HAS_CONCEPT_MOD, ValueType.CODE));
        require(procedures, Tid1500Rule.PROCEDURE_REPORTED, Position.ROOT);
        names(root, Position.ROOT);
    }

    /** Without an observer type a person is meant (TID 1002), but dcmqi reads it all the same. */
    private void observer() {
        List<CodeItem> types = root.childrenNamed(OBSERVER_TYPE)
                .filter(item -> is(item, HAS_OBS_CONTEXT, ValueType.CODE))
                .map(CodeItem.class::cast)
                .toList();
        boolean identified = types.stream()
                .allMatch(type -> root.childrenNamed(type.value().equals(PERSON) ? PERSON_NAME : DEVICE_UID)
                        .anyMatch(item -> item.relationship()
                                .filter(HAS_OBS_CONTEXT::equals)
                                .isPresent()));
        require(!types.isEmpty() && identified, Tid1500Rule.OBSERVER, Position.ROOT);
    }

    private void library() {
        boolean images = root.childrenNamed(LIBRARY)
                .flatMap(library -> library.childrenNamed(LIBRARY_GROUP))
                .flatMap(group -> group.children().stream())
                .anyMatch(ImageItem.class::isInstance);
        require(images, Tid1500Rule.IMAGE_LIBRARY, Position.ROOT);
    }

    private void measurements() {
        List<String> trackingUids = new ArrayList<>();
        int groups = 0;
        require(root.childrenNamed(MEASUREMENTS).count() <= 1, Tid1500Rule.MEASUREMENTS_ONCE, Position.ROOT);
        for (int i = 0; i < root.children().size(); i++) {
            ContentItem container = root.children().get(i);
            if (!container.isConcept(MEASUREMENTS)) {
                continue;
            }
            Position place = Position.ROOT.child(i + 1);
            names(container, place);
            for (int j = 0; j < container.children().size(); j++) {
                ContentItem item = container.children().get(j);
                if (item.isConcept(GROUP) && item instanceof ContainerItem group) {
                    groups++;
                    names(group, place.child(j + 1));
                    new Tid1500GroupRules(group, place.child(j + 1), trackingUids, breaches).check();
                }
            }
        }
        require(groups > 0, Tid1500Rule.MEASUREMENTS, Position.ROOT);
    }

    private void everywhere() {
        for (SrProblem problem : SrRules.check(document)) {
            require(problem.code() != SrProblemCode.SOP_INSTANCE_NOT_FOUND, Tid1500Rule.EVIDENCE, problem.position());
        }
        ContentTree.walk(root, node -> new Tid1500ItemRules(node, breaches).check());
    }

    private void names(ContentItem parent, Position place) {
        for (int i = 0; i < parent.children().size(); i++) {
            boolean named = parent.children()
                    .get(i)
                    .concept()
                    .filter(code -> code.form() == Code.Form.SHORT)
                    .isPresent();
            require(named, Tid1500Rule.NAMES, place.child(i + 1));
        }
    }

    private void require(boolean kept, Tid1500Rule rule, Position position) {
        if (!kept) {
            breaches.add(new Breach(rule, position));
        }
    }

    static boolean is(ContentItem item, RelationshipType relationship, ValueType type) {
        return item.relationship().filter(relationship::equals).isPresent()
                && item.valueType().filter(type::equals).isPresent();
    }

    static boolean isContained(ContentItem item) {
        return item.relationship().filter(CONTAINS::equals).isPresent();
    }

    static boolean isSource(ContentItem item) {
        return isContained(item)
                || item.relationship().filter(INFERRED_FROM::equals).isPresent();
    }

    static Code dcm(String value) {
        return new Code(value, "DCM", "");
    }
}
