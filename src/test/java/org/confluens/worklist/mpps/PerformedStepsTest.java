package org.confluens.worklist.mpps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.DimseException;
import org.confluens.dicom.dimse.DimseStatus;
import org.confluens.worklist.ItemBuilder;
import org.confluens.worklist.PerformedStepEnded;
import org.confluens.worklist.StepCompleted;
import org.confluens.worklist.StepDiscontinued;
import org.confluens.worklist.StepEvent;
import org.confluens.worklist.StepReturned;
import org.confluens.worklist.StepStarted;
import org.confluens.worklist.StepState;
import org.confluens.worklist.StepStore;
import org.confluens.worklist.WorklistDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of PS3.4 F.7.2 and what they do to the scheduled steps. */
class PerformedStepsTest {

    private static final String PPS = "2.25.100";

    private final List<StepEvent> events = new ArrayList<>();
    private final List<PerformedStepEnded> ended = new ArrayList<>();
    private WorklistDatabase database;
    private StepStore schedule;
    private PerformedSteps steps;

    @BeforeEach
    void openDatabase() throws Exception {
        database = WorklistDatabase.inMemory();
        schedule = database.store();
        schedule.add(ItemBuilder.item().numbered(1).build(), "TEST");
        schedule.add(ItemBuilder.item().numbered(2).build(), "TEST");
        steps = steps(false);
    }

    private PerformedSteps steps(boolean strict) {
        PerformedStore store = new PerformedStore(database.dataSource(), WorklistDatabase.CLOCK);
        return new PerformedSteps(store, schedule, database.wired().patients(), strict, events::add, ended::add);
    }

    @AfterEach
    void closeDatabase() throws Exception {
        database.close();
    }

    @Test
    void startsTheScheduledStep() throws Exception {
        steps.create(PPS, created(item("2.25.1", "SPS1")), "ANGIO1");

        assertThat(state(1)).isEqualTo(StepState.STARTED);
        assertThat(state(2)).isEqualTo(StepState.SCHEDULED);
        assertThat(events).containsExactly(new StepStarted("SPS1", "2.25.1", PPS));
    }

    @Test
    void completesTheScheduledStepAndListsWhatWasMade() throws Exception {
        steps.create(PPS, created(item("2.25.1", "SPS1")), "ANGIO1");
        steps.set(PPS, completed());

        assertThat(state(1)).isEqualTo(StepState.COMPLETED);
        assertThat(events).last().isEqualTo(new StepCompleted("SPS1", "2.25.1", PPS));
        assertThat(ended).containsExactly(new PerformedStepEnded(PPS, true, Set.of("2.25.1"), List.of("2.25.301")));
    }

    @Test
    void makesAUidWhenTheModalityLeavesItOpen() throws Exception {
        String uid = steps.create("", created(item("2.25.1", "SPS1")), "ANGIO1");

        assertThat(steps.get(uid).string(Tag.PerformedProcedureStepID)).contains("PPS1");
    }

    @Test
    void refusesTheSameInstanceTwice() throws Exception {
        steps.create(PPS, created(item("2.25.1", "SPS1")), "ANGIO1");

        assertThat(refusal(() -> steps.create(PPS, created(item("2.25.2", "SPS2")), "ANGIO1"))
                        .status())
                .isEqualTo(DimseStatus.DUPLICATE_SOP_INSTANCE);
        assertThat(state(2)).isEqualTo(StepState.SCHEDULED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMPLETED", "DISCONTINUED", "STARTED", "in progress"})
    void refusesToBeginInAnyStateButInProgress(String state) {
        Dataset attributes = created(item("2.25.1", "SPS1")).toBuilder()
                .put(Tag.PerformedProcedureStepStatus, state)
                .build();

        assertThat(refusal(() -> steps.create(PPS, attributes, "ANGIO1")).status())
                .isEqualTo(DimseStatus.INVALID_ATTRIBUTE_VALUE);
        assertThat(state(1)).isEqualTo(StepState.SCHEDULED);
    }

    @ParameterizedTest
    @CsvSource({
        "00400270,0120",
        "00400253,0120",
        "00400241,0120",
        "00400244,0120",
        "00400245,0120",
        "00080060,0120",
    })
    void refusesACreateWithoutAnAttributeOfType1(String tag, String status) {
        int missing = Integer.parseUnsignedInt(tag, 16);
        Dataset attributes =
                created(item("2.25.1", "SPS1")).toBuilder().remove(missing).build();
        DimseException refusal = refusal(() -> steps.create(PPS, attributes, "ANGIO1"));

        assertThat(refusal.status().code()).isEqualTo(Integer.parseInt(status, 16));
        assertThat(refusal.details().integers(Tag.AttributeIdentifierList)).containsExactly(missing);
    }

    @Test
    void refusesACreateWithAnEmptyAttributeOfType1() {
        Dataset attributes = created(item("2.25.1", "SPS1")).toBuilder()
                .putEmpty(Tag.PerformedStationAETitle)
                .build();

        assertThat(refusal(() -> steps.create(PPS, attributes, "ANGIO1")).status())
                .isEqualTo(DimseStatus.MISSING_ATTRIBUTE_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"00400244,2026-11-23", "00400244,20261301", "00400245,2560", "00400250,tomorrow"})
    void refusesACreateWithAValueThatItsVrDoesNotAllow(String tag, String value) {
        int wrong = Integer.parseUnsignedInt(tag, 16);
        Dataset attributes =
                created(item("2.25.1", "SPS1")).toBuilder().put(wrong, value).build();
        DimseException refusal = refusal(() -> steps.create(PPS, attributes, "ANGIO1"));

        assertThat(refusal.status()).isEqualTo(DimseStatus.INVALID_ATTRIBUTE_VALUE);
        assertThat(refusal.details().integers(Tag.AttributeIdentifierList)).containsExactly(wrong);
        assertThat(refusal(() -> steps.create(PPS, created(item("study 1", "SPS1")), "ANGIO1"))
                        .status())
                .isEqualTo(DimseStatus.INVALID_ATTRIBUTE_VALUE);
    }

    @Test
    void refusesAnItemOfTheScheduleWithoutStudy() {
        Dataset attributes = created(
                Dataset.builder().put(Tag.ScheduledProcedureStepID, "SPS1").build());

        assertThat(refusal(() -> steps.create(PPS, attributes, "ANGIO1")).status())
                .isEqualTo(DimseStatus.MISSING_ATTRIBUTE);
    }

    @Test
    void refusesMissingAttributesOfType2OnlyWhereTheSiteWantsIt() throws Exception {
        Dataset attributes = created(item("2.25.1", "SPS1"));

        assertThat(refusal(() -> steps(true).create(PPS, attributes, "ANGIO1")).status())
                .isEqualTo(DimseStatus.MISSING_ATTRIBUTE);
        assertThat(steps.create(PPS, attributes, "ANGIO1")).isEqualTo(PPS);
    }

    @Test
    void refusesToSetWhatDoesNotExist() {
        assertThat(refusal(() -> steps.set("2.25.404", completed())).status())
                .isEqualTo(DimseStatus.NO_SUCH_SOP_INSTANCE);
        assertThat(refusal(() -> steps.get("2.25.404")).status()).isEqualTo(DimseStatus.NO_SUCH_SOP_INSTANCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMPLETED", "DISCONTINUED"})
    void refusesAnyUpdateAfterTheEnd(String end) throws Exception {
        steps.create(PPS, created(item("2.25.1", "SPS1")), "ANGIO1");
        steps.set(PPS, ended(end));
        DimseException refusal = refusal(() -> steps.set(PPS, completed()));

        assertThat(refusal.status()).isEqualTo(DimseStatus.PROCESSING_FAILURE);
        assertThat(refusal.details().integer(Tag.ErrorID)).hasValue(0xA710);
        assertThat(refusal.errorComment()).contains("may no longer be updated");
        assertThat(steps.get(PPS).string(Tag.PerformedProcedureStepStatus)).contains(end);
    }

    @Test
    void refusesToChangeTheIdentity() throws Exception {
        steps.create(PPS, created(item("2.25.1", "SPS1")), "ANGIO1");
        Dataset otherModality = Dataset.builder().put(Tag.Modality, "MR").build();
        Dataset sameModality = Dataset.builder().put(Tag.Modality, "XA").build();

        assertThat(refusal(() -> steps.set(PPS, otherModality)).status())
                .isEqualTo(DimseStatus.INVALID_ATTRIBUTE_VALUE);
        steps.set(PPS, sameModality);
        assertThat(steps.get(PPS).string(Tag.Modality)).contains("XA");
    }

    @Test
    void refusesAnUnknownStateAndStaysAsItWas() throws Exception {
        steps.create(PPS, created(item("2.25.1", "SPS1")), "ANGIO1");

        assertThat(refusal(() -> steps.set(PPS, ended("ABORTED"))).status())
                .isEqualTo(DimseStatus.INVALID_ATTRIBUTE_VALUE);
        assertThat(state(1)).isEqualTo(StepState.STARTED);
    }

    @ParameterizedTest
    @CsvSource({"00400250", "00400251", "00400340"})
    void refusesToCompleteWithoutWhatTheEndNeeds(String tag) throws Exception {
        steps.create(PPS, created(item("2.25.1", "SPS1")), "ANGIO1");
        Dataset incomplete = completed().toBuilder()
                .remove(Integer.parseUnsignedInt(tag, 16))
                .build();

        assertThat(refusal(() -> steps.set(PPS, incomplete)).status().code()).isIn(0x0120, 0x0121);
        assertThat(steps.get(PPS).string(Tag.PerformedProcedureStepStatus)).contains("IN PROGRESS");
        assertThat(ended).isEmpty();
    }

    @Test
    void refusesASeriesWithoutItsUid() throws Exception {
        steps.create(PPS, created(item("2.25.1", "SPS1")), "ANGIO1");
        Dataset series = completed().items(Tag.PerformedSeriesSequence).get(0).toBuilder()
                .remove(Tag.SeriesInstanceUID)
                .build();
        Dataset incomplete = completed().toBuilder()
                .putItems(Tag.PerformedSeriesSequence, series)
                .build();

        assertThat(refusal(() -> steps.set(PPS, incomplete)).status()).isEqualTo(DimseStatus.MISSING_ATTRIBUTE);
    }

    @Test
    void refusesToSetWhatWasNotCreatedWhereTheSiteWantsIt() throws Exception {
        Dataset.Builder everything = created(item("2.25.1", "SPS1")).toBuilder();
        AllType2.putInto(everything);
        PerformedSteps strict = steps(true);
        strict.create(PPS, everything.build(), "ANGIO1");
        Dataset comment = Dataset.builder()
                .put(Tag.CommentsOnThePerformedProcedureStep, "late")
                .build();

        assertThat(refusal(() -> strict.set(PPS, comment)).status()).isEqualTo(DimseStatus.NO_SUCH_ATTRIBUTE);
    }

    @Test
    void startsAndCompletesAllStepsOfAGroup() throws Exception {
        steps.create(PPS, created(item("2.25.1", "SPS1"), item("2.25.2", "SPS2")), "ANGIO1");
        steps.set(PPS, completed());

        assertThat(state(1)).isEqualTo(StepState.COMPLETED);
        assertThat(state(2)).isEqualTo(StepState.COMPLETED);
        assertThat(ended)
                .singleElement()
                .satisfies(e -> assertThat(e.studyInstanceUids()).containsExactlyInAnyOrder("2.25.1", "2.25.2"));
    }

    @Test
    void takesAnUnscheduledStepAndTellsOfItsEnd() throws Exception {
        Dataset unscheduled = Dataset.builder()
                .put(Tag.StudyInstanceUID, "2.25.999")
                .putEmpty(Tag.AccessionNumber)
                .putEmpty(Tag.ScheduledProcedureStepID)
                .build();
        steps.create(PPS, created(unscheduled), "ANGIO1");
        steps.set(PPS, completed());

        assertThat(events).isEmpty();
        assertThat(ended)
                .singleElement()
                .satisfies(e -> assertThat(e.studyInstanceUids()).containsExactly("2.25.999"));
    }

    @Test
    void startsTheStepAgainWhenImagesAreAppended() throws Exception {
        steps.create(PPS, created(item("2.25.1", "SPS1")), "ANGIO1");
        steps.set(PPS, completed());
        steps.create("2.25.101", created(item("2.25.1", "SPS1")), "ANGIO1");

        assertThat(state(1)).isEqualTo(StepState.STARTED);
        steps.set("2.25.101", ended("DISCONTINUED"));
        assertThat(state(1)).as("the first performed step is complete").isEqualTo(StepState.COMPLETED);
    }

    @Test
    void keepsTheStepStartedWhileAnotherModalityWorksOnIt() throws Exception {
        steps.create(PPS, created(item("2.25.1", "SPS1")), "ANGIO1");
        steps.create("2.25.101", created(item("2.25.1", "SPS1")), "IVUS1");
        steps.set(PPS, completed());

        assertThat(state(1)).isEqualTo(StepState.STARTED);
        assertThat(events).noneMatch(StepCompleted.class::isInstance);
        steps.set("2.25.101", completed());
        assertThat(state(1)).isEqualTo(StepState.COMPLETED);
    }

    @Test
    void discontinuesWithTheReason() throws Exception {
        steps.create(PPS, created(item("2.25.1", "SPS1")), "ANGIO1");
        steps.set(PPS, discontinued("110501", "Equipment failure"));

        assertThat(state(1)).isEqualTo(StepState.DISCONTINUED);
        assertThat(events).last().isEqualTo(new StepDiscontinued("SPS1", "2.25.1", PPS, "Equipment failure"));
        assertThat(ended)
                .singleElement()
                .satisfies(e -> assertThat(e.completed()).isFalse());
    }

    @Test
    void schedulesTheStepAgainWhenTheWrongEntryWasSelected() throws Exception {
        steps.create(PPS, created(item("2.25.1", "SPS1")), "ANGIO1");
        steps.set(PPS, discontinued("110514", "Incorrect worklist entry selected"));

        assertThat(state(1)).isEqualTo(StepState.SCHEDULED);
        assertThat(events).last().isEqualTo(new StepReturned("SPS1", "2.25.1", PPS));
    }

    @Test
    void findsTheStepByItsIdWhenTheModalityMadeAStudyOfItsOwn() throws Exception {
        Dataset attributes = created(item("2.25.777", "SPS1")).toBuilder()
                .put(Tag.PatientID, "P1")
                .build();
        steps.create(PPS, attributes, "ANGIO1");
        assertThat(state(1)).isEqualTo(StepState.STARTED);
        steps.set(PPS, completed());

        assertThat(ended)
                .singleElement()
                .satisfies(e -> assertThat(e.studyInstanceUids()).containsExactlyInAnyOrder("2.25.1", "2.25.777"));
    }

    @Test
    void leavesAStepOfAnotherPatientAlone() throws Exception {
        Dataset attributes = created(item("2.25.777", "SPS1")).toBuilder()
                .put(Tag.PatientID, "SOMEBODY ELSE")
                .build();
        steps.create(PPS, attributes, "ANGIO1");

        assertThat(state(1)).isEqualTo(StepState.SCHEDULED);
    }

    private StepState state(int number) {
        return schedule.find("2.25." + number, "SPS" + number)
                .orElseThrow()
                .item()
                .state();
    }

    private static DimseException refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(DimseException.class, call);
    }

    private static Dataset item(String study, String stepId) {
        return Dataset.builder()
                .put(Tag.StudyInstanceUID, study)
                .put(Tag.ScheduledProcedureStepID, stepId)
                .build();
    }

    private static Dataset created(Dataset... scheduled) {
        return Dataset.builder()
                .putItems(Tag.ScheduledStepAttributesSequence, scheduled)
                .put(Tag.PatientName, "DOE^JANE")
                .put(Tag.PerformedProcedureStepID, "PPS1")
                .put(Tag.PerformedStationAETitle, "ANGIO1")
                .put(Tag.PerformedProcedureStepStartDate, "20261123")
                .put(Tag.PerformedProcedureStepStartTime, "0930")
                .put(Tag.PerformedProcedureStepStatus, "IN PROGRESS")
                .put(Tag.Modality, "XA")
                .build();
    }

    private static Dataset completed() {
        return ended("COMPLETED");
    }

    private static Dataset discontinued(String code, String meaning) {
        Dataset reason = Dataset.builder()
                .put(Tag.CodeValue, code)
                .put(Tag.CodingSchemeDesignator, "DCM")
                .put(Tag.CodeMeaning, meaning)
                .build();
        return ended("DISCONTINUED").toBuilder()
                .putItems(Tag.PerformedProcedureStepDiscontinuationReasonCodeSequence, reason)
                .build();
    }

    private static Dataset ended(String state) {
        Dataset image = Dataset.builder()
                .put(Tag.ReferencedSOPClassUID, UID.XRayAngiographicImageStorage)
                .put(Tag.ReferencedSOPInstanceUID, "2.25.301")
                .build();
        Dataset series = Dataset.builder()
                .put(Tag.ProtocolName, "Venography")
                .put(Tag.SeriesInstanceUID, "2.25.300")
                .putItems(Tag.ReferencedImageSequence, image)
                .build();
        return Dataset.builder()
                .put(Tag.PerformedProcedureStepStatus, state)
                .put(Tag.PerformedProcedureStepEndDate, "20261123")
                .put(Tag.PerformedProcedureStepEndTime, "1015")
                .putItems(Tag.PerformedSeriesSequence, series)
                .build();
    }
}
