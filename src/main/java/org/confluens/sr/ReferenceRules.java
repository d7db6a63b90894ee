package org.confluens.sr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.confluens.dicom.data.Tag;

/**
 * Relationships by reference (PS3.3 C.17.3.2.5): the target exists, the IOD allows the pair, and no item refers to one
 * of its own ancestors. A circle that closes over several references is legal, and reported so that a reader who
 * follows them can stop.
 */
final class ReferenceRules {

    /** A reference from the item at one place to the item at another. */
    private record Reference(ContentTree.Node from, ByReferenceItem item, Position position) {}

    private final ContentItem root;
    private final Optional<IodConstraints> constraints;
    private final List<SrProblem> problems;

    private ReferenceRules(ContentItem root, Optional<IodConstraints> constraints, List<SrProblem> problems) {
        this.root = root;
        this.constraints = constraints;
        this.problems = problems;
    }

    static void check(ContentItem root, Optional<IodConstraints> constraints, List<SrProblem> problems) {
        List<Reference> references = new ArrayList<>();
        ContentTree.walk(root, node -> {
            if (node.item() instanceof ByReferenceItem item && node.parent().isPresent()) {
                references.add(new Reference(node.parent().get(), item, node.position()));
            }
        });
        if (references.isEmpty()) {
            return;
        }
        ReferenceRules rules = new ReferenceRules(root, constraints, problems);
        references.forEach(rules::check);
        rules.circles(references);
    }

    private void check(Reference reference) {
        Findings findings = new Findings(reference.position(), problems);
        Position target = reference.item().target();
        Optional<ContentItem> found = ContentTree.at(root, target);
        if (found.isEmpty() || found.get() instanceof ByReferenceItem) {
            findings.report(
                    SrProblemCode.CONTENT_ITEM_NOT_FOUND,
                    Tag.ReferencedContentItemIdentifier,
                    "there is no item at " + target);
            return;
        }
        if (target.isSameOrAncestorOf(reference.from().position())) {
            findings.report(
                    SrProblemCode.REFERENCE_LOOP, Tag.ReferencedContentItemIdentifier, target + " is an ancestor");
        }
        constrained(reference, found.get(), findings);
    }

    private void constrained(Reference reference, ContentItem target, Findings findings) {
        Optional<ValueType> from = reference.from().item().valueType();
        Optional<ValueType> to = target.valueType();
        Optional<RelationshipType> type = reference.item().relationship();
        if (constraints.isEmpty() || from.isEmpty() || to.isEmpty() || type.isEmpty()) {
            return;
        }
        if (!constraints.get().allowsByReference(from.get(), type.get(), to.get())) {
            findings.report(
                    SrProblemCode.INVALID_BY_REFERENCE_RELATIONSHIP,
                    from.get() + " " + type.get().term() + " " + to.get() + " is not in the table of the IOD");
        }
    }

    /** A reference leads from everything above it to everything below its target. */
    private void circles(List<Reference> references) {
        ReferenceCircles circles = ReferenceCircles.of(root);
        for (Reference reference : references) {
            Position target = reference.item().target();
            Position from = reference.from().position();
            boolean leadsBack = !target.isSameOrAncestorOf(from)
                    && ContentTree.at(root, target)
                            .filter(item -> circles.join(item, reference.from().item()))
                            .isPresent();
            if (leadsBack) {
                new Findings(reference.position(), problems)
                        .report(SrProblemCode.REFERENCE_CIRCLE, "following the references leads back here");
            }
        }
    }
}
