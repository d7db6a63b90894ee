package org.confluens.sr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;

/**
 * The steps in the life of a document (PS3.3 C.17.2): it is completed once, verified only when complete and by as many
 * observers as wish to, and a complete one is never changed but succeeded by a revision that names it as predecessor.
 * Each step gives another document and leaves the one it was given as it is. A key object selection has no such life.
 */
public final class LifeCycle {

    /** What describes or signs one instance, and is not true of the next. */
    private static final Set<Integer> OF_THE_INSTANCE = Set.of(
            Tag.InstanceCreationDate,
            Tag.InstanceCreationTime,
            Tag.InstanceCreatorUID,
            Tag.MACParametersSequence,
            Tag.DigitalSignaturesSequence);

    private LifeCycle() {}

    /**
     * The next version of a partial document, with the same state and the given one as predecessor.
     *
     * @throws SrException TRANSITION_NOT_ALLOWED when the document is complete: then it is to be revised
     */
    public static SrDocument next(SrDocument document, Version version) throws SrException {
        requireStates(document);
        if (document.state().isComplete()) {
            throw refusal("a complete document is not continued but revised");
        }
        return successor(document, version, document.state());
    }

    /**
     * The same instance, declared complete.
     *
     * @throws SrException TRANSITION_NOT_ALLOWED when the document is complete already
     */
    public static SrDocument complete(SrDocument document, Optional<String> description) throws SrException {
        requireStates(document);
        if (document.state().isComplete()) {
            throw refusal("the document is complete already");
        }
        DocumentState state = new DocumentState(
                Optional.of(CompletionFlag.COMPLETE),
                description,
                Optional.of(VerificationFlag.UNVERIFIED),
                document.state().preliminary(),
                List.of());
        return document.toBuilder().state(state).build();
    }

    /**
     * A new instance that one more observer answers for. The preliminary flag stays as it is: the two say different things.
     *
     * @throws SrException TRANSITION_NOT_ALLOWED when the document is not complete
     */
    public static SrDocument verify(SrDocument document, VerifyingObserver observer, Version version)
            throws SrException {
        requireStates(document);
        DocumentState before = document.state();
        if (!before.isComplete()) {
            throw refusal("only a complete document can be verified");
        }
        List<VerifyingObserver> observers = new ArrayList<>(before.verifyingObservers());
        observers.add(observer);
        DocumentState state = new DocumentState(
                before.completion(),
                before.completionDescription(),
                Optional.of(VerificationFlag.VERIFIED),
                before.preliminary(),
                observers);
        return successor(document, version, state);
    }

    /**
     * A new instance to work on: partial and unverified, without observers and without copies elsewhere.
     *
     * @throws SrException TRANSITION_NOT_ALLOWED when the document is not complete: then it is still being worked on
     */
    public static SrDocument revise(SrDocument document, Version version) throws SrException {
        requireStates(document);
        if (!document.state().isComplete()) {
            throw refusal("a partial document is continued, not revised");
        }
        DocumentState state = new DocumentState(
                Optional.of(CompletionFlag.PARTIAL),
                Optional.empty(),
                Optional.of(VerificationFlag.UNVERIFIED),
                document.state().preliminary(),
                List.of());
        return successor(document, version, state);
    }

    /** The same document, said to be preliminary or final. */
    public static SrDocument mark(SrDocument document, PreliminaryFlag flag) throws SrException {
        requireStates(document);
        return document.toBuilder()
                .state(document.state().withPreliminary(flag))
                .build();
    }

    private static SrDocument successor(SrDocument document, Version version, DocumentState state) throws SrException {
        if (version.sopInstanceUid().equals(document.sopInstanceUid())) {
            throw refusal("another version is another SOP instance");
        }
        Dataset others = document.others().filter(tag -> !OF_THE_INSTANCE.contains(tag));
        return document.toBuilder()
                .sopInstance(version.sopInstanceUid())
                .contentAt(version.moment())
                .state(state)
                .predecessors(StudyReference.group(List.of(document.asMember())))
                .identicalDocuments(List.of())
                .root(unsigned(document.root()))
                .others(others)
                .build();
    }

    private static ContainerItem unsigned(ContainerItem root) {
        boolean signed = ContentTree.nodes(root).stream()
                .anyMatch(node -> node.item().head().others().contains(Tag.DigitalSignaturesSequence));
        return signed ? (ContainerItem) ContentTree.map(root, LifeCycle::unsigned) : root;
    }

    private static ContentItem unsigned(ContentItem item) {
        ItemHead head = item.head();
        return item.withHead(new ItemHead(
                head.relationship(),
                head.concept(),
                head.observationDateTime(),
                head.observationUid(),
                head.others().filter(tag -> !OF_THE_INSTANCE.contains(tag))));
    }

    private static void requireStates(SrDocument document) throws SrException {
        if (document.sopClassUid().equals(UID.KeyObjectSelectionDocumentStorage)) {
            throw refusal("a key object selection is neither completed nor verified");
        }
    }

    private static SrException refusal(String why) {
        return new SrException(SrProblemCode.TRANSITION_NOT_ALLOWED, why);
    }
}
