package org.confluens.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.confluens.config.Settings;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.Uids;
import org.confluens.dicom.dimse.ClientAssociation;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.DimseClient;
import org.confluens.dicom.dimse.DimseException;
import org.confluens.dicom.dimse.DimseStatus;
import org.confluens.dicom.dimse.PresentationRequest;
import org.confluens.dicom.dimse.RemoteAe;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A step's way through a running server: scheduled, found by the modality, performed, told of. */
@ExtendWith(ArquillianExtension.class)
class WorklistIT {

    private static final String MWL = UID.ModalityWorklistInformationModelFind;
    private static final String MPPS = UID.ModalityPerformedProcedureStep;

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    @Inject
    private ScheduledSteps steps;

    @Inject
    private Heard heard;

    /** Notes the events of all steps. */
    @ApplicationScoped
    public static class Heard {
        private final Queue<Object> events = new ConcurrentLinkedQueue<>();

        void step(@Observes StepEvent event) {
            events.add(event);
        }

        void end(@Observes PerformedStepEnded event) {
            events.add(event);
        }

        /** A copy, since this bean is a proxy elsewhere. */
        public List<Object> events() {
            return List.copyOf(events);
        }
    }

    @Test
    void leadsAStepFromTheOrderToItsEnd() throws Exception {
        ScheduledStep step = steps.schedule(order("LOOP1"));
        assertThat(find("CONFLUENS_WL", "LOOP1")).containsExactly(step.stepId());
        assertThat(find("CONFLUENS", "LOOP1")).containsExactly(step.stepId());

        String performed = Uids.create();
        try (ClientAssociation modality = open("CONFLUENS_WL", MPPS)) {
            assertThat(modality.nCreate(MPPS, performed, begun(step)).status()).isEqualTo(DimseStatus.SUCCESS);
            assertThat(steps.step(step.stepId()).orElseThrow().state()).isEqualTo(StepState.STARTED);
            assertThat(modality.nCreate(MPPS, performed, begun(step)).status())
                    .isEqualTo(DimseStatus.DUPLICATE_SOP_INSTANCE);
            assertThat(modality.nSet(MPPS, performed, completed()).status()).isEqualTo(DimseStatus.SUCCESS);
            assertThat(modality.nSet(MPPS, performed, completed()).status()).isEqualTo(DimseStatus.PROCESSING_FAILURE);
        }

        assertThat(steps.step(step.stepId()).orElseThrow().state()).isEqualTo(StepState.COMPLETED);
        assertThat(find("CONFLUENS_WL", "LOOP1"))
                .as("a finished step is hidden")
                .isEmpty();
        assertThat(heard.events())
                .contains(
                        new StepStarted(step.stepId(), step.studyInstanceUid(), performed),
                        new StepCompleted(step.stepId(), step.studyInstanceUid(), performed));
    }

    @Test
    void endsAStepWhoseLastTwoReportsComeAtTheSameMoment() throws Exception {
        for (int round = 0; round < 8; round++) {
            ScheduledStep step = steps.schedule(order("BOTH" + round));
            List<String> performed = List.of(Uids.create(), Uids.create());
            try (ClientAssociation one = open("CONFLUENS_WL", MPPS);
                    ClientAssociation two = open("CONFLUENS_WL", MPPS)) {
                one.nCreate(MPPS, performed.get(0), begun(step));
                two.nCreate(MPPS, performed.get(1), begun(step));
                assertThat(atOnce(
                                () -> one.nSet(MPPS, performed.get(0), completed())
                                        .status(),
                                () -> two.nSet(MPPS, performed.get(1), completed())
                                        .status()))
                        .containsOnly(DimseStatus.SUCCESS);
            }
            assertThat(steps.step(step.stepId()).orElseThrow().state()).isEqualTo(StepState.COMPLETED);
        }
    }

    @Test
    void createsAPerformedStepOnceThoughTwoAskAtTheSameMoment() throws Exception {
        for (int round = 0; round < 8; round++) {
            ScheduledStep step = steps.schedule(order("TWICE" + round));
            String performed = Uids.create();
            try (ClientAssociation one = open("CONFLUENS_WL", MPPS);
                    ClientAssociation two = open("CONFLUENS_WL", MPPS)) {
                assertThat(atOnce(
                                () -> one.nCreate(MPPS, performed, begun(step)).status(),
                                () -> two.nCreate(MPPS, performed, begun(step)).status()))
                        .containsExactlyInAnyOrder(DimseStatus.SUCCESS, DimseStatus.DUPLICATE_SOP_INSTANCE);
            }
        }
    }

    private static List<DimseStatus> atOnce(Callable<DimseStatus> one, Callable<DimseStatus> other) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<DimseStatus> statuses = new ArrayList<>();
            for (Future<DimseStatus> status : threads.invokeAll(List.of(one, other))) {
                statuses.add(status.get());
            }
            return statuses;
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void undoesARefusedReportEntirely() throws Exception {
        ScheduledStep step = steps.schedule(order("LOOP2"));
        String performed = Uids.create();
        try (ClientAssociation modality = open("CONFLUENS_WL", MPPS)) {
            modality.nCreate(MPPS, performed, begun(step));
            Dataset withoutSeries =
                    completed().toBuilder().remove(Tag.PerformedSeriesSequence).build();
            assertThat(modality.nSet(MPPS, performed, withoutSeries).status().isSuccess())
                    .isFalse();
        }
        assertThat(steps.step(step.stepId()).orElseThrow().state()).isEqualTo(StepState.STARTED);
    }

    @Test
    void noLongerShowsACanceledStep() throws Exception {
        ScheduledStep step = steps.schedule(order("LOOP3"));
        assertThat(steps.cancel(step.stepId())).isTrue();

        assertThat(find("CONFLUENS_WL", "LOOP3")).isEmpty();
        assertThat(steps.cancel(step.stepId())).isFalse();
    }

    private StepOrder order(String patientId) {
        LocalDateTime tomorrow = LocalDateTime.ofInstant(clock.instant(), ZoneId.systemDefault())
                .plusDays(1)
                .withNano(0);
        return StepOrder.of(new PatientIdentity(patientId, "TEST", "DOE^JANE", "19700102", "F"), "XA", tomorrow)
                .stations(List.of("ANGIO1"))
                .protocol("Catheter venography", List.of())
                .build();
    }

    private List<String> find(String aeTitle, String patientId) throws IOException, DimseException {
        Dataset identifier = Dataset.builder()
                .put(Tag.PatientID, patientId)
                .putItems(
                        Tag.ScheduledProcedureStepSequence,
                        Dataset.builder()
                                .put(Tag.Modality, "XA")
                                .putEmpty(Tag.ScheduledProcedureStepID)
                                .build())
                .build();
        try (ClientAssociation modality = open(aeTitle, MWL)) {
            return modality.find(MWL, identifier).all().stream()
                    .map(answer -> answer.item(Tag.ScheduledProcedureStepSequence)
                            .orElseThrow()
                            .string(Tag.ScheduledProcedureStepID, ""))
                    .toList();
        }
    }

    private ClientAssociation open(String aeTitle, String sopClass) throws IOException {
        RemoteAe server = new RemoteAe(aeTitle, "127.0.0.1", settings.integer("confluens.dicom.port"));
        PresentationRequest context = PresentationRequest.of(sopClass, UID.ExplicitVRLittleEndian);
        return DimseClient.open("ANGIO1", server, List.of(context), ClientOptions.defaults());
    }

    private static Dataset begun(ScheduledStep step) {
        Dataset scheduled = Dataset.builder()
                .put(Tag.StudyInstanceUID, step.studyInstanceUid())
                .put(Tag.ScheduledProcedureStepID, step.stepId())
                .build();
        return Dataset.builder()
                .putItems(Tag.ScheduledStepAttributesSequence, scheduled)
                .put(Tag.PatientID, step.patient().id())
                .put(Tag.PerformedProcedureStepID, "PPS1")
                .put(Tag.PerformedStationAETitle, "ANGIO1")
                .put(Tag.PerformedProcedureStepStartDate, "20261123")
                .put(Tag.PerformedProcedureStepStartTime, "0930")
                .put(Tag.PerformedProcedureStepStatus, "IN PROGRESS")
                .put(Tag.Modality, "XA")
                .build();
    }

    private static Dataset completed() {
        Dataset series = Dataset.builder()
                .put(Tag.ProtocolName, "Venography")
                .put(Tag.SeriesInstanceUID, Uids.create())
                .build();
        return Dataset.builder()
                .put(Tag.PerformedProcedureStepStatus, "COMPLETED")
                .put(Tag.PerformedProcedureStepEndDate, "20261123")
                .put(Tag.PerformedProcedureStepEndTime, "1015")
                .putItems(Tag.PerformedSeriesSequence, series)
                .build();
    }
}
