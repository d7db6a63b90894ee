package org.confluens.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetReader;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.Part10;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our client and our server with each other, service by service. */
class ClientAndServerTest {
    private static final String STUDY_FIND = UID.StudyRootQueryRetrieveInformationModelFind;
    private static final String STUDY_MOVE = UID.StudyRootQueryRetrieveInformationModelMove;
    private static final String STUDY_GET = UID.StudyRootQueryRetrieveInformationModelGet;
    private static final String STEP = UID.ModalityPerformedProcedureStep;

    private final Map<String, Dataset> stored = new ConcurrentHashMap<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final Map<String, Dataset> steps = new ConcurrentHashMap<>();
    private DimseServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void serve() throws IOException {
        server = DimseServer.builder()
                .ae(
                        "CONFLUENS",
                        List.of(
                                offer(UID.MRImageStorage, (StoreHandler) this::store),
                                offer(STUDY_FIND, (FindHandler) this::find)
                                        .answering((uid, asked) -> Optional.of(new byte[] {asked[0], 0})),
                                offer(STUDY_MOVE, (MoveHandler) this::move),
                                offer(STUDY_GET, (GetHandler) this::get),
                                ServiceOffer.subOperations(Set.of(UID.MRImageStorage), Samples.NATIVE),
                                offer(STEP, new Steps())))
                .start();
    }

    private static ServiceOffer offer(String sopClass, DimseHandler handler) {
        return new ServiceOffer(Set.of(sopClass), Samples.NATIVE, handler);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private DimseStatus store(StoreRequest request, InputStream dataSet) throws IOException, DimseException {
        Dataset read = DatasetReader.read(dataSet, request.transferSyntax(), ReadOptions.keepEverything())
                .dataset();
        request.requireSame(read);
        stored.put(request.sopInstanceUid(), read);
        return DimseStatus.SUCCESS;
    }

    private void find(FindRequest request, FindResponder responder) throws IOException, DimseException {
        int count = request.identifier().integer(Tag.NumberOfStudyRelatedInstances, 3);
        if (count < 0) {
            throw new DimseException(DimseStatus.DATA_SET_DOES_NOT_MATCH_SOP_CLASS, "no such number");
        }
        for (int i = 0; i < count && !responder.cancelled(); i++) {
            sent.incrementAndGet();
            responder.pending(
                    Dataset.builder().put(Tag.StudyID, String.valueOf(i)).build());
        }
    }

    private SubOperations move(RetrieveRequest request, MoveProgress progress) throws IOException, DimseException {
        if (!request.moveDestination().equals("ELSEWHERE")) {
            throw new DimseException(DimseStatus.MOVE_DESTINATION_UNKNOWN, "unknown destination");
        }
        progress.pending(new SubOperations(2, 1, 0, 0));
        progress.failed("1.2.9");
        return new SubOperations(0, 2, 1, 0);
    }

    private void get(RetrieveRequest request, GetResponder responder) throws IOException {
        responder.remaining(2);
        for (int i = 0; i < 2; i++) {
            Dataset image = Samples.image(100_000);
            TransferSyntax syntax = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
            responder.store(
                    UID.MRImageStorage,
                    image.string(Tag.SOPInstanceUID, ""),
                    syntax,
                    out -> DatasetWriter.write(image, syntax, out));
        }
    }

    private final class Steps implements NormalizedHandler {
        @Override
        public NormalizedResponse create(NormalizedRequest request) throws DimseException {
            String uid = request.sopInstanceUid().isEmpty() ? "1.2.3.4" : request.sopInstanceUid();
            if (steps.putIfAbsent(uid, request.dataSet()) != null) {
                throw new DimseException(DimseStatus.DUPLICATE_SOP_INSTANCE, "exists already");
            }
            return NormalizedResponse.created(uid, Dataset.empty());
        }

        @Override
        public NormalizedResponse set(NormalizedRequest request) throws DimseException {
            Dataset step = step(request).toBuilder().putAll(request.dataSet()).build();
            steps.put(request.sopInstanceUid(), step);
            return NormalizedResponse.success(step);
        }

        @Override
        public NormalizedResponse get(NormalizedRequest request) throws DimseException {
            return NormalizedResponse.success(
                    step(request).filter(tag -> request.attributes().contains(tag)));
        }

        @Override
        public NormalizedResponse action(NormalizedRequest request) throws DimseException {
            step(request);
            return NormalizedResponse.success(
                    Dataset.builder().putInt(Tag.ActionTypeID, request.typeId()).build());
        }

        @Override
        public NormalizedResponse delete(NormalizedRequest request) throws DimseException {
            step(request);
            steps.remove(request.sopInstanceUid());
            return NormalizedResponse.success();
        }

        private Dataset step(NormalizedRequest request) throws DimseException {
            Dataset step = steps.get(request.sopInstanceUid());
            if (step == null) {
                throw new DimseException(DimseStatus.NO_SUCH_SOP_INSTANCE, "no such step");
            }
            return step;
        }
    }

    private ClientAssociation open(PresentationRequest... contexts) throws IOException {
        return open(ClientOptions.defaults(), contexts);
    }

    private ClientAssociation open(ClientOptions options, PresentationRequest... contexts) throws IOException {
        RemoteAe remote = new RemoteAe("CONFLUENS", "127.0.0.1", server.port());
        return DimseClient.open("TESTER", remote, List.of(contexts), options);
    }

    private static PresentationRequest context(String sopClass) {
        return PresentationRequest.of(sopClass, UID.ExplicitVRLittleEndian);
    }

    @Test
    void echoes() throws IOException {
        try (ClientAssociation association = open(context(UID.Verification))) {
            assertThat(association.echo().status()).isEqualTo(DimseStatus.SUCCESS);
            assertThat(association.echo().status()).isEqualTo(DimseStatus.SUCCESS);
        }
    }

    @Test
    void asksForExtensionsAndLearnsWhatIsGranted() throws Exception {
        try (ClientAssociation association = open(
                context(STUDY_FIND).asking(new byte[] {1, 1}),
                context(STUDY_MOVE).asking(new byte[] {1}))) {
            assertThat(association.extension(STUDY_FIND)).contains(new byte[] {1, 0});
            assertThat(association.extension(STUDY_MOVE)).isEmpty();
            assertThat(association.find(STUDY_FIND, identifier(2)).all()).hasSize(2);
        }
        try (ClientAssociation association = open(context(STUDY_FIND))) {
            assertThat(association.extension(STUDY_FIND)).isEmpty();
        }
    }

    @Test
    void storesDataSetsBytesAndFiles() throws IOException {
        Dataset first = Samples.image(600_000);
        Dataset second = Samples.image(0);
        Dataset third = Samples.image(12_345 * 2);
        Path file = folder.resolve("image.dcm");
        Files.write(
                file, Part10.of(third, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).bytes());
        try (ClientAssociation association = open(context(UID.MRImageStorage))) {
            assertThat(association.store(first).status()).isEqualTo(DimseStatus.SUCCESS);
            TransferSyntax syntax = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
            String uid = second.string(Tag.SOPInstanceUID, "");
            assertThat(association
                            .store(DatasetWriter.bytes(second, syntax), UID.MRImageStorage, uid, syntax)
                            .isDone())
                    .isTrue();
            assertThat(association.store(file).isDone()).isTrue();
        }
        assertThat(stored.values()).containsExactlyInAnyOrder(first, second, third);
    }

    @Test
    void storesManyInTheWindowThatWasNegotiated() throws IOException {
        List<Dataset> images =
                IntStream.range(0, 50).mapToObj(i -> Samples.image(10_000)).toList();
        Stream<StoreItem> items =
                images.stream().map(image -> StoreItem.of(image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
        List<StoreOutcome> outcomes = new ArrayList<>();
        try (ClientAssociation association =
                open(ClientOptions.defaults().withAsyncOperations(8), context(UID.MRImageStorage))) {
            assertThat(association.window()).isEqualTo(8);
            association.storeAll(items.iterator(), outcomes::add);
        }
        assertThat(outcomes).hasSize(50).allMatch(outcome -> outcome.response().isDone());
        assertThat(stored.values()).containsExactlyInAnyOrderElementsOf(images);
    }

    @Test
    void saysWhichInstanceNoContextCarries() throws IOException {
        Dataset image = Samples.image(2);
        try (ClientAssociation association = open(context(UID.CTImageStorage), context(UID.Verification))) {
            assertThat(association.accepted(UID.CTImageStorage)).isEmpty();
            assertThatThrownBy(() -> association.store(image))
                    .isInstanceOf(NoPresentationContextException.class)
                    .hasMessageContaining("MR Image Storage");
            assertThat(association.echo().isDone()).isTrue();
        }
    }

    @Test
    void refusesInstanceWhoseUidDiffersFromTheCommand() throws IOException {
        byte[] bytes = DatasetWriter.bytes(Samples.image(2), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        try (ClientAssociation association = open(context(UID.MRImageStorage))) {
            DimseResponse response =
                    association.store(bytes, UID.MRImageStorage, "1.2.3", TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
            assertThat(response.status()).hasToString("A900H");
            assertThat(response.errorComment()).contains("SOP Instance UID");
        }
        assertThat(stored).isEmpty();
    }

    @Test
    void refusesDataSetThatIsCutOff() throws IOException {
        Dataset image = Samples.image(10_000);
        byte[] bytes = DatasetWriter.bytes(image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        try (ClientAssociation association = open(context(UID.MRImageStorage))) {
            DimseResponse response = association.store(
                    Arrays.copyOf(bytes, bytes.length - 500),
                    UID.MRImageStorage,
                    image.string(Tag.SOPInstanceUID, ""),
                    TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
            assertThat(response.status()).isEqualTo(DimseStatus.CANNOT_UNDERSTAND);
            assertThat(association.store(image).isDone()).isTrue();
        }
        assertThat(stored).hasSize(1);
    }

    @Test
    void streamsMatches() throws Exception {
        try (ClientAssociation association = open(context(STUDY_FIND))) {
            List<Dataset> matches =
                    association.find(STUDY_FIND, identifier(500)).all();
            assertThat(matches).hasSize(500);
            assertThat(matches.get(499).string(Tag.StudyID)).contains("499");
        }
    }

    @Test
    void stopsCancelledFind() throws IOException {
        try (ClientAssociation association = open(context(STUDY_FIND), context(UID.Verification))) {
            FindResults results = association.find(STUDY_FIND, identifier(1_000_000));
            assertThat(results.next()).isPresent();
            assertThat(results.cancel().status()).isEqualTo(DimseStatus.CANCEL);
            assertThat(sent.get()).isLessThan(900_000);
            assertThat(association.find(STUDY_FIND, identifier(2)).outcome().isDone())
                    .isTrue();
        }
    }

    @Test
    void answersRefusedFindWithStatusAndComment() throws IOException {
        try (ClientAssociation association = open(context(STUDY_FIND))) {
            DimseResponse end = association.find(STUDY_FIND, identifier(-1)).outcome();
            assertThat(end.status()).hasToString("A900H");
            assertThat(end.errorComment()).isEqualTo("no such number");
        }
    }

    private static Dataset identifier(int count) {
        return Dataset.builder()
                .put(Tag.QueryRetrieveLevel, "STUDY")
                .putInt(Tag.NumberOfStudyRelatedInstances, count)
                .build();
    }

    @Test
    void moves() throws IOException {
        List<SubOperations> progress = new ArrayList<>();
        try (ClientAssociation association = open(context(STUDY_MOVE))) {
            RetrieveResult result = association.move(STUDY_MOVE, identifier(1), "ELSEWHERE", progress::add);
            assertThat(result.response().status()).hasToString("B000H");
            assertThat(result.counts()).isEqualTo(new SubOperations(0, 2, 1, 0));
            assertThat(progress).containsExactly(new SubOperations(2, 1, 0, 0));
            assertThat(result.response().dataSet().strings(Tag.FailedSOPInstanceUIDList))
                    .containsExactly("1.2.9");
            assertThat(association
                            .move(STUDY_MOVE, identifier(1), "NOWHERE", progress::add)
                            .response()
                            .status())
                    .hasToString("A801H");
        }
    }

    @Test
    void getsInstancesOnTheSameAssociation() throws IOException {
        try (ClientAssociation association =
                open(context(STUDY_GET), context(UID.MRImageStorage).scp())) {
            RetrieveResult result = association.get(STUDY_GET, identifier(1), this::store, progress -> true);
            assertThat(result.response().status()).isEqualTo(DimseStatus.SUCCESS);
            assertThat(result.counts().completed()).isEqualTo(2);
        }
        assertThat(stored).hasSize(2);
    }

    @Test
    void tellsWhichInstancesOfAGetFailed() throws IOException {
        List<String> refused = new ArrayList<>();
        StoreHandler refusesTheSecond = (request, dataSet) -> {
            dataSet.readAllBytes();
            if (stored.isEmpty()) {
                stored.put(request.sopInstanceUid(), Dataset.empty());
                return DimseStatus.SUCCESS;
            }
            refused.add(request.sopInstanceUid());
            return DimseStatus.OUT_OF_RESOURCES;
        };
        try (ClientAssociation association =
                open(context(STUDY_GET), context(UID.MRImageStorage).scp())) {
            RetrieveResult result = association.get(STUDY_GET, identifier(1), refusesTheSecond, progress -> true);
            assertThat(result.response().status()).hasToString("B000H");
            assertThat(result.counts()).isEqualTo(new SubOperations(0, 1, 1, 0));
            assertThat(refused).hasSize(1);
            assertThat(result.response().dataSet().strings(Tag.FailedSOPInstanceUIDList))
                    .isEqualTo(refused);
        }
    }

    @Test
    void createsSetsGetsActsAndDeletes() throws IOException {
        Dataset step = Dataset.builder()
                .put(Tag.PerformedProcedureStepStatus, "IN PROGRESS")
                .build();
        Dataset done = Dataset.builder()
                .put(Tag.PerformedProcedureStepStatus, "COMPLETED")
                .build();
        try (ClientAssociation association = open(context(STEP))) {
            assertThat(association.nCreate(STEP, "", step).sopInstanceUid()).isEqualTo("1.2.3.4");
            assertThat(association.nCreate(STEP, "1.2.3.4", step).status()).hasToString("0111H");
            assertThat(association.nSet(STEP, "1.2.3.5", done).status()).hasToString("0112H");
            assertThat(association.nSet(STEP, "1.2.3.4", done).dataSet()).isEqualTo(done);
            assertThat(association
                            .nGet(STEP, "1.2.3.4", Tag.PerformedProcedureStepStatus)
                            .dataSet())
                    .isEqualTo(done);
            assertThat(association
                            .nAction(STEP, "1.2.3.4", 7, Dataset.empty())
                            .dataSet()
                            .integer(Tag.ActionTypeID))
                    .hasValue(7);
            assertThat(association
                            .nEventReport(STEP, "1.2.3.4", 1, Dataset.empty())
                            .status())
                    .hasToString("0211H");
            assertThat(association.nDelete(STEP, "1.2.3.4").isDone()).isTrue();
            assertThat(association.nGet(STEP, "1.2.3.4").status()).hasToString("0112H");
        }
    }

    @Test
    void stopsInOrder() throws IOException {
        ClientAssociation idle = open(context(UID.Verification));
        assertThat(idle.echo().isDone()).isTrue();
        server.stop(Duration.ofSeconds(5));
        assertThat(server.associations()).isZero();
        assertThatThrownBy(idle::echo).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> open(context(UID.Verification))).isInstanceOf(IOException.class);
    }
}
