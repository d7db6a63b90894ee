package org.confluens.intake;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.confluens.config.Settings;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.Uids;
import org.confluens.dicom.data.VR;
import org.confluens.dicom.dimse.ClientAssociation;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.DimseClient;
import org.confluens.dicom.dimse.DimseResponse;
import org.confluens.dicom.dimse.PresentationRequest;
import org.confluens.dicom.dimse.RemoteAe;
import org.confluens.patient.Patient;
import org.confluens.patient.PatientKey;
import org.confluens.patient.Patients;
import org.confluens.worklist.PatientIdentity;
import org.confluens.worklist.ScheduledSteps;
import org.confluens.worklist.StepOrder;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Studies that come over the wire, into the database of a running server. */
@ExtendWith(ArquillianExtension.class)
class IntakeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    private Settings settings;

    @Inject
    private Studies studies;

    @Inject
    private Patients patients;

    @Inject
    private ScheduledSteps steps;

    @Inject
    private StudyList list;

    @Inject
    private StudyStability stability;

    @Inject
    private RefusalLog refusals;

    @Inject
    private Announcements announcements;

    @Resource(lookup = "java:app/jdbc/confluens")
    private DataSource database;

    @Test
    void registersAStudyAndCountsItAsCompleteAfterSilence() throws IOException {
        String study = Uids.create();
        store(image(study, study + ".1", 1), image(study, study + ".1", 2), image(study, study + ".2", 1));
        await(() -> state(study) != StudyState.ARRIVING);
        StudyDetails details = studies.study(study).orElseThrow();
        assertThat(details.instances()).hasSize(3);
        assertThat(details.series()).hasSize(2);
        assertThat(details.patientName()).isEqualTo("DOE^JANE");
        assertThat(details.sample().string(Tag.PixelData)).isEmpty();
        assertThat(details.reopened()).isFalse();
        assertThat(list.withDetails(study).orElseThrow().getString("stableReason"))
                .isEqualTo("silence");
    }

    @Test
    void reopensAStudyForALateImage() throws IOException {
        String study = Uids.create();
        store(image(study, study + ".1", 1));
        await(() -> state(study) != StudyState.ARRIVING);
        store(image(study, study + ".1", 2));
        await(() -> studies.study(study).orElseThrow().instances().size() == 2 && state(study) != StudyState.ARRIVING);
        assertThat(studies.study(study).orElseThrow().reopened()).isTrue();
    }

    @Test
    void completesAStudyOnceEverythingThatWasAnnouncedIsHere() throws IOException {
        String study = Uids.create();
        announcements.announce(study, List.of(study + ".1.1", study + ".1.2"));
        store(image(study, study + ".1", 1), image(study, study + ".1", 2));
        await(() -> state(study) != StudyState.ARRIVING);
        assertThat(list.withDetails(study).orElseThrow().getString("stableReason"))
                .isEqualTo("announced as complete");
    }

    @Test
    void completesAStudyBecauseAPersonSaysSo() throws IOException {
        String study = Uids.create();
        store(image(study, study + ".1", 1));
        await(() -> stability.declareComplete(study, "completed by a person"));
        await(() -> state(study) != StudyState.ARRIVING);
        assertThat(list.withDetails(study).orElseThrow().getString("stableReason"))
                .isEqualTo("completed by a person");
    }

    @Test
    void keepsDocumentsWholeForThoseWhoAsk() throws IOException {
        String study = Uids.create();
        Dataset document = image(study, study + ".9", 1).toBuilder()
                .put(Tag.SOPClassUID, UID.KeyObjectSelectionDocumentStorage)
                .put(Tag.Modality, "KO")
                .put(Tag.TextValue, "x".repeat(100_000))
                .remove(Tag.PixelData)
                .build();
        store(document);
        await(() -> studies.document(study + ".9.1").isPresent());
        assertThat(studies.document(study + ".9.1")).contains(document);
    }

    @Test
    void showsWhatItRefused() throws Exception {
        String study = Uids.create();
        Dataset image = image(study, study + ".1", 1).toBuilder()
                .remove(Tag.StudyInstanceUID)
                .build();
        DimseResponse answer = store(image);
        assertThat(answer.status().code()).isEqualTo(0xA900);
        assertThat(answer.errorComment()).contains("Study Instance UID");
        await(() -> refused(study + ".1.1"));
        assertThat(studies.study(study)).isEmpty();
    }

    @Test
    void movesTheStudiesOfAMergedPatientAndThoseThatStillCome() throws IOException {
        String study = Uids.create();
        String id = study.substring(study.length() - 12);
        store(image(study, study + ".1", 1).toBuilder().put(Tag.PatientID, id).build());
        await(() -> studies.study(study).isPresent());
        PatientKey survivor = new PatientKey("S" + id, "TEST");
        patients.merge(new PatientKey(id, "TEST"), new Patient(survivor, "", "", ""));
        String later = Uids.create();
        store(image(later, later + ".1", 1).toBuilder().put(Tag.PatientID, id).build());
        await(() -> studies.study(later).isPresent());
        assertThat(studies.studiesOf(survivor)).containsExactlyInAnyOrder(study, later);
        assertThat(patients.patient(new PatientKey(id, "TEST")).orElseThrow().key())
                .isEqualTo(survivor);
        assertThat(list.find(new StudyList.Filter(survivor.id(), "", java.util.Optional.empty(), 10)))
                .hasSize(2);
    }

    @Test
    void givesAStudyToThePatientOfItsStepWhicheverCameFirst() throws IOException {
        for (boolean orderFirst : new boolean[] {true, false}) {
            String study = Uids.create();
            String id = study.substring(study.length() - 12);
            PatientKey key = new PatientKey(id, "TEST");
            StepOrder order = StepOrder.of(
                            new PatientIdentity(id, "TEST", "DOE^JANE", "19700101", "F"),
                            "MR",
                            LocalDateTime.of(2026, 3, 2, 9, 30))
                    .studyInstanceUid(study)
                    .protocol("Venography", List.of())
                    .build();
            Runnable ordered = () -> steps.schedule(order);
            if (orderFirst) {
                ordered.run();
            }
            store(image(study, study + ".1", 1).toBuilder()
                    .put(Tag.PatientID, id)
                    .put(Tag.IssuerOfPatientID, "ELSE")
                    .build());
            await(() -> studies.study(study).isPresent());
            if (!orderFirst) {
                ordered.run();
            }
            assertThat(studies.study(study).orElseThrow().patient())
                    .as("order first: %s", orderFirst)
                    .isEqualTo(key);
        }
    }

    /** As of a message on a patient (ADT^A08) that names some of it only. */
    @Test
    void keepsOfAPatientWhatACorrectionDoesNotSay() throws IOException {
        String study = Uids.create();
        PatientKey key = new PatientKey(study.substring(study.length() - 12), "TEST");
        store(image(study, study + ".1", 1).toBuilder()
                .put(Tag.PatientID, key.id())
                .put(Tag.PatientBirthDate, "19750101")
                .put(Tag.PatientSex, "F")
                .build());
        await(() -> patients.patient(key).isPresent());
        assertThat(known(key)).containsExactly("DOE^JANE", "19750101", "F");

        patients.correct(new Patient(key, "", "", ""));
        assertThat(known(key)).containsExactly("DOE^JANE", "19750101", "F");
        patients.correct(new Patient(key, "ROE^JANE", "", ""));
        assertThat(known(key)).containsExactly("ROE^JANE", "19750101", "F");
        patients.correct(new Patient(key, "", "19750102", ""));
        assertThat(known(key)).containsExactly("ROE^JANE", "19750102", "F");
        patients.correct(new Patient(key, "", "", "M"));
        assertThat(known(key)).containsExactly("ROE^JANE", "19750102", "M");
        assertThat(studies.study(study).orElseThrow().patientName()).isEqualTo("ROE^JANE");
    }

    private List<String> known(PatientKey key) {
        Patient patient = patients.patient(key).orElseThrow();
        return List.of(patient.name(), patient.birthDate(), patient.sex());
    }

    @Test
    void doesNotWaitForATimeThatAClockSetBackLeftFarOff() throws Exception {
        String study = Uids.create();
        store(image(study, study + ".1", 1));
        await(() -> state(study) != StudyState.ARRIVING);
        try (Connection connection = database.getConnection();
                PreparedStatement arriving = connection.prepareStatement(
                        "update study set state = 'ARRIVING', stable_reason = '', stable_at = ?, last_arrival_at = ?,"
                                + " version = version + 1 where study_instance_uid = ?")) {
            OffsetDateTime ahead = OffsetDateTime.now().plusHours(1);
            arriving.setObject(1, ahead);
            arriving.setObject(2, ahead);
            arriving.setString(3, study);
            assertThat(arriving.executeUpdate()).isEqualTo(1);
        }
        await(() -> state(study) != StudyState.ARRIVING);
    }

    private boolean refused(String sopInstanceUid) {
        try {
            return refusals.newest(100).stream()
                    .anyMatch(refusal -> refusal.sopInstanceUid().equals(sopInstanceUid));
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private StudyState state(String study) {
        return studies.study(study).map(StudyDetails::state).orElse(StudyState.ARRIVING);
    }

    private DimseResponse store(Dataset... images) throws IOException {
        RemoteAe us = new RemoteAe(
                settings.text("confluens.dicom.ae-title"), "127.0.0.1", settings.integer("confluens.dicom.port"));
        List<PresentationRequest> contexts = java.util.Arrays.stream(images)
                .map(image -> image.string(Tag.SOPClassUID, ""))
                .distinct()
                .map(uid -> PresentationRequest.of(uid, UID.ExplicitVRLittleEndian))
                .toList();
        DimseResponse last = null;
        try (ClientAssociation association = DimseClient.open("PACS", us, contexts, ClientOptions.defaults())) {
            for (Dataset image : images) {
                last = association.store(image);
            }
        }
        return last;
    }

    private static Dataset image(String study, String series, int number) {
        return Dataset.builder()
                .put(Tag.SOPClassUID, UID.MRImageStorage)
                .put(Tag.SOPInstanceUID, series + "." + number)
                .put(Tag.StudyDate, "20260301")
                .put(Tag.StudyTime, "095500")
                .put(Tag.AccessionNumber, "A1")
                .put(Tag.Modality, "MR")
                .put(Tag.StudyDescription, "Knee")
                .put(Tag.PatientName, "DOE^JANE")
                .put(Tag.PatientID, "P1")
                .put(Tag.IssuerOfPatientID, "TEST")
                .put(Tag.StudyInstanceUID, study)
                .put(Tag.SeriesInstanceUID, series)
                .putInt(Tag.InstanceNumber, number)
                .putBytes(Tag.PixelData, VR.OW, new byte[8192])
                .build();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
