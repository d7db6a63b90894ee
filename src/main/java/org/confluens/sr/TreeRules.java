package org.confluens.sr;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.confluens.dicom.data.Tag;

/** What the content tree must keep: depth, names, values, relationships, references and evidence (PS3.3 C.17.3). */
final class TreeRules {

    private final SrDocument document;
    private final List<SrProblem> problems;
    private final Optional<IodConstraints> constraints;
    private final Map<String, String> evidence = new HashMap<>();

    private TreeRules(SrDocument document, List<SrProblem> problems) {
        this.document = document;
        this.problems = problems;
        this.constraints = IodConstraints.of(document.sopClassUid());
    }

    static void check(SrDocument document, List<SrProblem> problems) {
        TreeRules rules = new TreeRules(document, problems);
        rules.collectEvidence();
        Findings root = new Findings(Position.ROOT, problems);
        if (document.root().children().isEmpty()) {
            root.report(SrProblemCode.EMPTY_DOCUMENT_TREE, "the root has no content");
        }
        if (document.root().concept().isEmpty()) {
            root.report(SrProblemCode.INVALID_ROOT_CONCEPT_NAME, "the document has no title");
        }
        ContentTree.walk(document.root(), rules::check);
        ReferenceRules.check(document.root(), constraintsFor(document), problems);
    }

    private static Optional<IodConstraints> constraintsFor(SrDocument document) {
        return IodConstraints.of(document.sopClassUid());
    }

    private void check(ContentTree.Node node) {
        Findings findings = new Findings(node.position(), problems);
        if (node.position().depth() > TreeReader.MAX_DEPTH) {
            findings.report(SrProblemCode.TREE_TOO_DEEP, "deeper than " + TreeReader.MAX_DEPTH + " levels");
        }
        ValueRules.check(node.item(), findings);
        node.parent().ifPresent(parent -> relationship(parent.item(), node.item(), findings));
        sop(node.item()).ifPresent(sop -> inEvidence(sop, findings));
    }

    private void relationship(ContentItem parent, ContentItem item, Findings findings) {
        if (item.relationship().isEmpty()) {
            if (!item.head().others().hasValue(Tag.RelationshipType)) {
                findings.missing(Tag.RelationshipType);
            }
            return;
        }
        Optional<ValueType> source = parent.valueType();
        Optional<ValueType> target = item.valueType();
        if (constraints.isEmpty() || source.isEmpty() || target.isEmpty()) {
            return;
        }
        RelationshipType type = item.relationship().get();
        if (!constraints.get().allowsByValue(source.get(), type, target.get())) {
            findings.report(
                    SrProblemCode.INVALID_BY_VALUE_RELATIONSHIP,
                    source.get() + " " + type.term() + " " + target.get() + " is not in the table of the IOD");
        }
    }

    private void collectEvidence() {
        Findings root = new Findings(Position.ROOT, problems);
        Provenance provenance = document.provenance();
        for (List<StudyReference> studies : List.of(provenance.currentEvidence(), provenance.otherEvidence())) {
            studies.stream().flatMap(StudyReference::sops).forEach(sop -> {
                String before = evidence.putIfAbsent(sop.sopInstanceUid(), sop.sopClassUid());
                if (before != null && !before.equals(sop.sopClassUid())) {
                    root.report(
                            SrProblemCode.DIFFERENT_SOP_CLASSES_FOR_AN_INSTANCE,
                            Tag.ReferencedSOPClassUID,
                            "the evidence names one instance with two classes");
                }
            });
        }
    }

    private void inEvidence(SopReference sop, Findings findings) {
        String sopClass = evidence.get(sop.sopInstanceUid());
        if (sopClass == null) {
            findings.report(
                    SrProblemCode.SOP_INSTANCE_NOT_FOUND, Tag.ReferencedSOPSequence, "not listed in the evidence");
        } else if (!sopClass.equals(sop.sopClassUid())) {
            findings.report(
                    SrProblemCode.DIFFERENT_SOP_CLASSES_FOR_AN_INSTANCE,
                    Tag.ReferencedSOPClassUID,
                    "the evidence has another class for it");
        }
    }

    private static Optional<SopReference> sop(ContentItem item) {
        if (item instanceof ImageItem image) {
            return Optional.of(image.image().image());
        }
        if (item instanceof CompositeItem composite) {
            return Optional.of(composite.reference().sop());
        }
        return item instanceof WaveformItem waveform
                ? Optional.of(waveform.waveform().waveform())
                : Optional.empty();
    }
}
