package org.confluens.sr;

import java.util.List;
import java.util.Map;

/** The rules for one item, wherever in a measurement report it stands. */
final class Tid1500ItemRules {

    private static final Code PROCEDURE = Tid1500Rules.dcm("121058");
    private static final Code ALGORITHM = Tid1500Rules.dcm("111001");
    private static final Code ALGORITHM_VERSION = Tid1500Rules.dcm("111003");
    private static final Map<Code, String> MEANINGS = Map.of(
            Tid1500Rules.dcm("126010"), "Imaging Measurements",
            Tid1500Rules.dcm("125007"), "Measurement Group",
            Tid1500Rules.dcm("112039"), "Tracking Identifier",
            Tid1500Rules.dcm("112040"), "Tracking Unique Identifier");
    private static final int LONGEST_MEANING = 64;

    private final ContentItem item;
    private final ContentTree.Node node;
    private final List<Tid1500Rules.Breach> breaches;

    Tid1500ItemRules(ContentTree.Node node, List<Tid1500Rules.Breach> breaches) {
        this.item = node.item();
        this.node = node;
        this.breaches = breaches;
    }

    void check() {
        codes();
        boolean known = item.valueType().isPresent()
                && (node.parent().isEmpty() || item.relationship().isPresent());
        require(known, Tid1500Rule.VALUE_TYPE);
        require(!item.isConcept(PROCEDURE) || item instanceof CodeItem, Tid1500Rule.PROCEDURE_REPORTED);
        if (item instanceof NumItem num) {
            require(num.measurement().flatMap(Measurement::unit).isPresent(), Tid1500Rule.MEASURED_VALUE);
        } else if (item instanceof ScoordItem region) {
            List<ContentItem> below = region.children();
            require(below.size() == 1 && below.get(0) instanceof ImageItem, Tid1500Rule.REGION_IMAGE);
        }
        algorithm();
    }

    private void codes() {
        for (Code code : ContentTree.codes(item)) {
            boolean whole = !code.value().isEmpty()
                    && !code.scheme().isEmpty()
                    && !code.meaning().isEmpty()
                    && code.meaning().length() <= LONGEST_MEANING;
            require(whole, Tid1500Rule.CODE_PARTS);
            require(!code.scheme().equals("SRT"), Tid1500Rule.RETIRED_SCHEME);
        }
        boolean meaning = item.concept()
                .map(concept ->
                        MEANINGS.getOrDefault(concept, concept.meaning()).equals(concept.meaning()))
                .orElse(true);
        require(meaning, Tid1500Rule.MEANINGS);
    }

    /** A version that stands before the name is dropped, because the template's order is significant. */
    private void algorithm() {
        List<ContentItem> children = item.children();
        for (int i = 0; i < children.size(); i++) {
            if (children.get(i).isConcept(ALGORITHM)) {
                boolean followed = children.subList(i + 1, children.size()).stream()
                        .anyMatch(later -> later.isConcept(ALGORITHM_VERSION));
                require(followed, Tid1500Rule.ALGORITHM_VERSION);
            }
        }
    }

    private void require(boolean kept, Tid1500Rule rule) {
        if (!kept) {
            breaches.add(new Tid1500Rules.Breach(rule, node.position()));
        }
    }
}
