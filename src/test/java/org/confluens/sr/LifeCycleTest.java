package org.confluens.sr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.PersonName;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.junit.jupiter.api.Test;

class LifeCycleTest {

    private static final VerifyingObserver READER = observer("READER^RITA");
    private static final VerifyingObserver SENIOR = observer("SENIOR^SAM");

    private final SrDocument draft = Samples.draft(Samples.report()).build();

    @Test
    void completesOnceOnly() throws Exception {
        SrDocument complete = LifeCycle.complete(draft, Optional.of("all veins seen"));

        assertThat(complete.state().isComplete()).isTrue();
        assertThat(complete.state().isVerified()).isFalse();
        assertThat(complete.state().completionDescription()).contains("all veins seen");
        assertThat(complete.sopInstanceUid()).isEqualTo(draft.sopInstanceUid());
        assertRefused(() -> LifeCycle.complete(complete, Optional.empty()));
    }

    @Test
    void refusesVerifyOfPartialDocument() {
        assertRefused(() -> LifeCycle.verify(draft, READER, version(1)));
    }

    @Test
    void verifiesAsNewInstanceWithPredecessor() throws Exception {
        SrDocument complete = LifeCycle.complete(draft, Optional.empty());
        SrDocument verified = LifeCycle.verify(complete, READER, version(1));

        assertThat(verified.state().isVerified()).isTrue();
        assertThat(verified.sopInstanceUid()).isEqualTo(version(1).sopInstanceUid());
        assertThat(verified.provenance().predecessors()).isEqualTo(StudyReference.group(List.of(complete.asMember())));
        assertThat(SrRules.check(verified)).isEmpty();
    }

    @Test
    void severalObserversMayVerify() throws Exception {
        SrDocument complete = LifeCycle.complete(draft, Optional.empty());
        SrDocument once = LifeCycle.verify(complete, READER, version(1));
        SrDocument twice = LifeCycle.verify(once, SENIOR, version(2));

        assertThat(twice.state().verifyingObservers()).containsExactly(READER, SENIOR);
        assertThat(once.state().verifyingObservers()).containsExactly(READER);
    }

    @Test
    void refusesAVersionWithTheSameInstance() throws Exception {
        SrDocument complete = LifeCycle.complete(draft, Optional.empty());

        assertRefused(() -> LifeCycle.verify(complete, READER, new Version(draft.sopInstanceUid(), Samples.MOMENT)));
    }

    @Test
    void revisionBeginsAgainAndNamesWhatItReplaces() throws Exception {
        SrDocument verified = LifeCycle.verify(
                LifeCycle.complete(draft, Optional.of("done")).toBuilder()
                        .identicalDocuments(StudyReference.group(List.of(
                                StudyReference.Member.of("2.25.1", "2.25.2", UID.ComprehensiveSRStorage, "2.25.3"))))
                        .build(),
                READER,
                version(1));
        SrDocument revision = LifeCycle.revise(verified, version(2));

        assertThat(revision.state().isComplete()).isFalse();
        assertThat(revision.state().isVerified()).isFalse();
        assertThat(revision.state().verifyingObservers()).isEmpty();
        assertThat(revision.state().completionDescription()).isEmpty();
        assertThat(revision.provenance().identicalDocuments()).isEmpty();
        assertThat(revision.provenance().predecessors()).isEqualTo(StudyReference.group(List.of(verified.asMember())));
        assertThat(revision.root()).isEqualTo(verified.root());
    }

    @Test
    void refusesRevisionOfPartialAndContinuationOfComplete() throws Exception {
        SrDocument complete = LifeCycle.complete(draft, Optional.empty());

        assertRefused(() -> LifeCycle.revise(draft, version(1)));
        assertRefused(() -> LifeCycle.next(complete, version(1)));
        assertThat(LifeCycle.next(draft, version(1)).provenance().predecessors())
                .isEqualTo(StudyReference.group(List.of(draft.asMember())));
    }

    @Test
    void preliminaryIsIndependentOfVerification() throws Exception {
        SrDocument verified = LifeCycle.verify(LifeCycle.complete(draft, Optional.empty()), READER, version(1));

        assertThat(verified.state().preliminary()).contains(PreliminaryFlag.PRELIMINARY);
        assertThat(LifeCycle.mark(verified, PreliminaryFlag.FINAL).state().preliminary())
                .contains(PreliminaryFlag.FINAL);
    }

    @Test
    void aSignatureDoesNotOutliveWhatItSigned() throws Exception {
        Dataset signature = Dataset.builder()
                .putItems(Tag.DigitalSignaturesSequence, Dataset.empty())
                .build();
        ContentItem signed = Samples.report().children().get(1);
        ItemHead head = signed.head();
        ContentItem root = Samples.report()
                .with(signed.withHead(new ItemHead(
                        head.relationship(), head.concept(), Optional.empty(), Optional.empty(), signature)));
        SrDocument document =
                Samples.draft((ContainerItem) root).others(signature).build();

        SrDocument next = LifeCycle.next(document, version(1));

        assertThat(next.others().contains(Tag.DigitalSignaturesSequence)).isFalse();
        assertThat(ContentTree.nodes(next.root()))
                .noneMatch(node -> node.item().head().others().contains(Tag.DigitalSignaturesSequence));
        assertThat(ContentTree.nodes(next.root())).hasSameSizeAs(ContentTree.nodes(root));
    }

    @Test
    void refusesToVerifyAKeyObjectSelection() {
        SrDocument selection = draft.toBuilder()
                .sopClass(UID.KeyObjectSelectionDocumentStorage)
                .build();

        assertRefused(() -> LifeCycle.complete(selection, Optional.empty()));
    }

    /** Whatever steps are taken in whatever order, no state is reached that the rules forbid, and nothing is changed in place. */
    @Test
    void noSequenceOfStepsReachesAForbiddenState() throws Exception {
        Random random = new Random(7);
        for (int run = 0; run < 200; run++) {
            SrDocument document = draft;
            for (int step = 1; step <= 12; step++) {
                SrDocument before = document;
                document = step(random.nextInt(4), before, version(step));
                assertThat(SrRules.check(document)).isEmpty();
                if (before.state().isComplete() && document != before) {
                    assertThat(document.sopInstanceUid()).isNotEqualTo(before.sopInstanceUid());
                }
            }
        }
    }

    private static SrDocument step(int which, SrDocument document, Version version) {
        try {
            return switch (which) {
                case 0 -> LifeCycle.complete(document, Optional.empty());
                case 1 -> LifeCycle.verify(document, READER, version);
                case 2 -> LifeCycle.revise(document, version);
                default -> LifeCycle.next(document, version);
            };
        } catch (SrException refused) {
            assertThat(refused.code()).isEqualTo(SrProblemCode.TRANSITION_NOT_ALLOWED);
            return document;
        }
    }

    private static Version version(int number) {
        return new Version("2.25.9" + number, Samples.MOMENT.plusMinutes(number));
    }

    private static VerifyingObserver observer(String name) {
        return VerifyingObserver.of(PersonName.parse(name), Optional.empty(), "TEST", Samples.MOMENT);
    }

    private static void assertRefused(ThrowingCallable step) {
        assertThatThrownBy(step)
                .isInstanceOfSatisfying(
                        SrException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(SrProblemCode.TRANSITION_NOT_ALLOWED));
    }
}
