package org.confluens.worklist.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.VR;
import org.confluens.dicom.dimse.Caller;
import org.confluens.dicom.dimse.DimseException;
import org.confluens.dicom.dimse.DimseStatus;
import org.confluens.dicom.dimse.FindRequest;
import org.confluens.dicom.dimse.FindResponder;
import org.confluens.worklist.ItemBuilder;
import org.confluens.worklist.Stations;
import org.confluens.worklist.StepState;
import org.confluens.worklist.WorklistDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the provider sends: attributes, statuses, limits; PS3.4 K.4.1.1. */
class WorklistFindTest {

    private static final WorklistPolicy PLAIN = policy(100, Set.of());

    private WorklistDatabase database;
    private final Recorder recorder = new Recorder();

    /** Notes what is sent, and cancels after some answers. */
    private static final class Recorder implements FindResponder {
        private final List<Dataset> pending = new ArrayList<>();
        private final List<Dataset> withUnsupportedKeys = new ArrayList<>();
        private int cancelAfter = Integer.MAX_VALUE;

        @Override
        public void pending(Dataset match) {
            pending.add(match);
        }

        @Override
        public void pendingWithUnsupportedKeys(Dataset match) {
            withUnsupportedKeys.add(match);
        }

        @Override
        public boolean cancelled() {
            return pending.size() >= cancelAfter;
        }
    }

    @BeforeEach
    void openDatabase() throws Exception {
        database = WorklistDatabase.inMemory();
    }

    @AfterEach
    void closeDatabase() throws Exception {
        database.close();
    }

    @Test
    void sendsWhatWasAskedForAndNothingElse() throws Exception {
        add(ItemBuilder.item().with(Tag.MedicalAlerts, "LATEX"));
        find(PLAIN, keys(Tag.PatientName, Tag.PatientID, Tag.PatientWeight));

        assertThat(recorder.pending).singleElement().satisfies(answer -> {
            assertThat(answer.size()).isEqualTo(3);
            assertThat(answer.string(Tag.PatientName)).contains("DOE^JANE");
            assertThat(answer.contains(Tag.PatientWeight)).isTrue();
            assertThat(answer.hasValue(Tag.PatientWeight)).isFalse();
        });
    }

    @Test
    void sendsTheWholeSequenceThatIsAskedForWithoutAnItem() throws Exception {
        add(ItemBuilder.item());
        find(
                PLAIN,
                Dataset.builder().putItems(Tag.ScheduledProcedureStepSequence).build());

        assertThat(step().string(Tag.Modality)).contains("XA");
        assertThat(step().string(Tag.ScheduledProcedureStepStatus)).contains("SCHEDULED");
        assertThat(step().contains(Tag.ScheduledPerformingPhysicianName))
                .as("type 2 is never missing")
                .isTrue();
        assertThat(step().contains(Tag.ScheduledStationName)).isTrue();
    }

    @Test
    void sendsOnlyTheAttributesNamedInTheSequencesItem() throws Exception {
        add(ItemBuilder.item());
        find(
                PLAIN,
                Dataset.builder()
                        .putItems(
                                Tag.ScheduledProcedureStepSequence,
                                Dataset.builder().putEmpty(Tag.Modality).build())
                        .build());

        assertThat(step().size()).isEqualTo(1);
    }

    @Test
    void refusesAnIdentifierThatNamesNothingInsteadOfSendingEverything() throws Exception {
        add(ItemBuilder.item());
        for (Dataset nothing : List.of(
                Dataset.empty(),
                Dataset.builder().put(Tag.SpecificCharacterSet, "ISO_IR 100").build(),
                Dataset.builder().putInt(0x00400000, 0).build(),
                Dataset.builder().put(0x00090010, VR.LO, "TEST").build())) {
            DimseException refusal = catchThrowableOfType(DimseException.class, () -> find(PLAIN, nothing));
            assertThat(refusal.status()).isEqualTo(DimseStatus.DATA_SET_DOES_NOT_MATCH_SOP_CLASS);
            assertThat(refusal.errorComment()).hasSizeLessThanOrEqualTo(64);
        }
        assertThat(recorder.pending).isEmpty();
        assertThat(recorder.withUnsupportedKeys).isEmpty();
    }

    @Test
    void warnsOfKeysThatItDoesNotSupport() throws Exception {
        add(ItemBuilder.item());
        find(PLAIN, Dataset.builder().put(Tag.Manufacturer, "ACME").build());

        assertThat(recorder.pending).isEmpty();
        assertThat(recorder.withUnsupportedKeys)
                .singleElement()
                .satisfies(
                        answer -> assertThat(answer.contains(Tag.Manufacturer)).isFalse());
    }

    @Test
    void warnsOfAValueThatItDoesNotCompare() throws Exception {
        add(ItemBuilder.item().with(Tag.PatientComments, "allergic"));
        find(PLAIN, Dataset.builder().put(Tag.PatientComments, "none").build());

        assertThat(recorder.pending).isEmpty();
        assertThat(recorder.withUnsupportedKeys).hasSize(1);
    }

    @Test
    void sendsTheWholeItemWhereTheKeysItemNamesNothing() throws Exception {
        add(ItemBuilder.item());
        Dataset silent = Dataset.builder().putInt(0x00400000, 0).build();
        find(
                PLAIN,
                Dataset.builder()
                        .putItems(Tag.ScheduledProcedureStepSequence, silent)
                        .build());

        assertThat(step().string(Tag.ScheduledProcedureStepID)).contains("SPS1");
    }

    @Test
    void leavesWhatAnotherSystemServesToThatSystem() throws Exception {
        add(ItemBuilder.item().numbered(1));
        add(ItemBuilder.item().numbered(2));
        database.store()
                .published(database.store().find("2.25.1", "SPS1").orElseThrow().id(), true);
        WorklistPolicy elsewhere = new WorklistPolicy(
                10,
                EnumSet.allOf(StepState.class),
                Duration.ZERO,
                Set.of(),
                new Stations(Map.of(), List.of()),
                "",
                false);

        find(elsewhere, keys(Tag.PatientID));
        assertThat(recorder.pending).hasSize(1);
        find(PLAIN, keys(Tag.PatientID));
        assertThat(recorder.pending).hasSize(3);
    }

    @Test
    void findsAPrivateAttributeInWhicheverBlockItsCreatorHas() throws Exception {
        Dataset item = ItemBuilder.item().dataset().toBuilder()
                .putPrivate("OTHER", 0x0019, 0x01, VR.LO, "no")
                .putPrivate("ACME", 0x0019, 0x01, VR.LO, "yes")
                .build();
        database.store().add(new org.confluens.worklist.WorklistItem(item, StepState.SCHEDULED), "TEST");
        find(
                PLAIN,
                Dataset.builder().putPrivate("ACME", 0x0019, 0x01, VR.LO, "").build());

        assertThat(recorder.withUnsupportedKeys)
                .singleElement()
                .satisfies(answer -> assertThat(answer.string(
                                answer.privateTag("ACME", 0x0019, 0x01).orElseThrow()))
                        .contains("yes"));
    }

    @Test
    void refusesAValueThatItsKeyDoesNotAllowAndNamesTheKey() {
        DimseException refusal = catchThrowableOfType(
                DimseException.class,
                () -> find(
                        PLAIN,
                        Dataset.builder().put(Tag.PatientBirthDate, "1970*").build()));

        assertThat(refusal.status()).isEqualTo(DimseStatus.DATA_SET_DOES_NOT_MATCH_SOP_CLASS);
        assertThat(refusal.details().integers(Tag.OffendingElement)).containsExactly(Tag.PatientBirthDate);
    }

    @Test
    void refusesAKeySequenceOfTwoItems() {
        Dataset xa = Dataset.builder().put(Tag.Modality, "XA").build();
        Dataset identifier = Dataset.builder()
                .putItems(Tag.ScheduledProcedureStepSequence, xa, xa)
                .build();

        assertThat(catchThrowableOfType(DimseException.class, () -> find(PLAIN, identifier))
                        .status())
                .isEqualTo(DimseStatus.DATA_SET_DOES_NOT_MATCH_SOP_CLASS);
    }

    @Test
    void saysThatThereIsMoreThanItSends() throws Exception {
        for (int i = 0; i < 6; i++) {
            add(ItemBuilder.item().numbered(i));
        }
        DimseException refusal =
                catchThrowableOfType(DimseException.class, () -> find(policy(5, Set.of()), keys(Tag.PatientID)));

        assertThat(recorder.pending).hasSize(5);
        assertThat(refusal.status()).isEqualTo(DimseStatus.OUT_OF_RESOURCES);
        assertThat(refusal.errorComment()).contains("More than 5");
    }

    @Test
    void endsWithSuccessWhenTheLimitIsJustReached() throws Exception {
        for (int i = 0; i < 5; i++) {
            add(ItemBuilder.item().numbered(i));
        }
        find(policy(5, Set.of()), keys(Tag.PatientID));

        assertThat(recorder.pending).hasSize(5);
    }

    @Test
    void stopsWhenTheCallerCancels() throws Exception {
        for (int i = 0; i < 6; i++) {
            add(ItemBuilder.item().numbered(i));
        }
        recorder.cancelAfter = 2;
        find(PLAIN, keys(Tag.PatientID));

        assertThat(recorder.pending).hasSize(2);
    }

    @Test
    void showsTheCallersStepsOnlyWhereTheSiteSaysSo() throws Exception {
        add(ItemBuilder.item().numbered(1).step(Tag.ScheduledStationAETitle, "ANGIO1"));
        add(ItemBuilder.item().numbered(2).step(Tag.ScheduledStationAETitle, "ANGIO2"));
        add(ItemBuilder.item().numbered(3).step(Tag.ScheduledStationAETitle, "ANGIO3"));
        find(policy(100, Set.of("XA")), keys(Tag.PatientID));

        assertThat(recorder.pending)
                .extracting(answer -> answer.string(Tag.PatientID, ""))
                .as("ANGIO1 calls, ANGIO2 stands for it")
                .containsExactly("P1", "P2");
    }

    @Test
    void asksForTheStationThatTheCallerNamesWhateverTheSiteSays() throws Exception {
        add(ItemBuilder.item().numbered(1).step(Tag.ScheduledStationAETitle, "ANGIO1"));
        add(ItemBuilder.item().numbered(3).step(Tag.ScheduledStationAETitle, "ANGIO3"));
        Dataset station =
                Dataset.builder().put(Tag.ScheduledStationAETitle, "ANGIO3").build();
        find(
                policy(100, Set.of("*")),
                Dataset.builder()
                        .putEmpty(Tag.PatientID)
                        .putItems(Tag.ScheduledProcedureStepSequence, station)
                        .build());

        assertThat(recorder.pending)
                .extracting(answer -> answer.string(Tag.PatientID, ""))
                .containsExactly("P3");
    }

    @Test
    void hidesFinishedStepsEvenWhenAskedForThem() throws Exception {
        add(ItemBuilder.item().step(Tag.ScheduledProcedureStepStatus, "COMPLETED"));
        Dataset status = Dataset.builder()
                .put(Tag.ScheduledProcedureStepStatus, "COMPLETED")
                .build();
        find(
                PLAIN,
                Dataset.builder()
                        .putItems(Tag.ScheduledProcedureStepSequence, status)
                        .build());

        assertThat(recorder.pending).isEmpty();
    }

    @Test
    void noLongerShowsWhatShouldHaveBegunLongAgo() throws Exception {
        add(ItemBuilder.item().numbered(1).at("20261023", "0930"));
        add(ItemBuilder.item().numbered(2).at("20261025", "0930"));
        find(PLAIN, keys(Tag.PatientID));

        assertThat(recorder.pending)
                .extracting(answer -> answer.string(Tag.PatientID, ""))
                .containsExactly("P2");
    }

    private Dataset step() {
        return recorder.pending.get(0).item(Tag.ScheduledProcedureStepSequence).orElseThrow();
    }

    private void add(ItemBuilder item) {
        database.store().add(item.build(), "TEST");
    }

    private void find(WorklistPolicy policy, Dataset identifier) throws Exception {
        Caller caller = new Caller(
                "ANGIO1", "CONFLUENS_WL", InetAddress.getLoopbackAddress(), Optional.empty(), Optional.empty());
        new WorklistFind(new WorklistSearch(database.dataSource()), policy, WorklistDatabase.CLOCK)
                .find(new FindRequest(caller, UID.ModalityWorklistInformationModelFind, identifier), recorder);
    }

    private static WorklistPolicy policy(int limit, Set<String> filterByCaller) {
        Set<StepState> shown = EnumSet.allOf(StepState.class);
        shown.removeIf(StepState::ended);
        Stations stations = new Stations(Map.of(), List.of(Set.of("ANGIO1", "ANGIO2")));
        return new WorklistPolicy(limit, shown, Duration.ofDays(30), filterByCaller, stations, "");
    }

    private static Dataset keys(int... tags) {
        Dataset.Builder keys = Dataset.builder();
        for (int tag : tags) {
            keys.putEmpty(tag);
        }
        return keys.build();
    }

    /** PS3.4 section K.5.1: three bytes or four, as offered; fuzzy matching and time zones are turned down. */
    @Test
    void answersTheExtendedNegotiationAsLongAsItWasOffered() {
        assertThat(WorklistService.conformance(new byte[] {1, 1, 1}).orElseThrow())
                .isEqualTo(new byte[] {1, 1, 0});
        assertThat(WorklistService.conformance(new byte[] {1, 1, 1, 1}).orElseThrow())
                .isEqualTo(new byte[] {1, 1, 0, 0});
        assertThat(WorklistService.conformance(new byte[] {1, 1, 0, 0, 1}).orElseThrow())
                .isEqualTo(new byte[] {1, 1, 0, 0});
        assertThat(WorklistService.conformance(new byte[] {1})).isEmpty();
    }
}
