package org.confluens.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetReader;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.Part10;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.Uids;
import org.confluens.peer.Dcmtk;
import org.confluens.peer.NeedsPeer;
import org.confluens.peer.PeerProgram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DCMTK's clients against our server. */
class DcmtkClientsPeerIT {
    private static final List<String> NATIVE = List.of(UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian);

    private final Map<String, Dataset> stored = new ConcurrentHashMap<>();
    private final List<Dataset> queries = new CopyOnWriteArrayList<>();
    private DimseServer server;
    private int movePort;

    @TempDir
    Path folder;

    @BeforeEach
    void serve() throws IOException {
        server = DimseServer.builder()
                .ae(
                        "CONFLUENS",
                        List.of(
                                offer(UID.MRImageStorage, (StoreHandler) this::store),
                                offer(UID.ModalityWorklistInformationModelFind, (FindHandler) this::find),
                                offer(UID.StudyRootQueryRetrieveInformationModelMove, (MoveHandler) this::move),
                                offer(UID.StudyRootQueryRetrieveInformationModelGet, (GetHandler) this::get),
                                ServiceOffer.subOperations(Set.of(UID.MRImageStorage), NATIVE)))
                .start();
    }

    private static ServiceOffer offer(String sopClass, DimseHandler handler) {
        return new ServiceOffer(Set.of(sopClass), NATIVE, handler);
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

    private void find(FindRequest request, FindResponder responder) throws IOException {
        queries.add(request.identifier());
        for (int i = 0; i < 3; i++) {
            responder.pending(Dataset.builder()
                    .put(Tag.PatientName, "DOE^JANE")
                    .put(Tag.AccessionNumber, "A" + i)
                    .build());
        }
    }

    private SubOperations move(RetrieveRequest request, MoveProgress progress) throws IOException {
        Dataset image = image();
        RemoteAe destination = new RemoteAe(request.moveDestination(), "127.0.0.1", movePort);
        try (ClientAssociation association = DimseClient.open(
                "CONFLUENS",
                destination,
                List.of(PresentationRequest.of(UID.MRImageStorage, UID.ExplicitVRLittleEndian)),
                ClientOptions.defaults())) {
            progress.pending(new SubOperations(1, 0, 0, 0));
            StoreItem item = StoreItem.of(image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)
                    .from(new StoreItem.MoveOriginator(request.caller().callingAeTitle(), request.messageId()));
            boolean done = association.store(item).isDone();
            return new SubOperations(0, done ? 1 : 0, done ? 0 : 1, 0);
        }
    }

    private void get(RetrieveRequest request, GetResponder responder) throws IOException {
        responder.remaining(3);
        for (int i = 0; i < 3; i++) {
            Dataset image = image();
            TransferSyntax syntax = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
            responder.store(
                    UID.MRImageStorage,
                    image.string(Tag.SOPInstanceUID, ""),
                    syntax,
                    out -> DatasetWriter.write(image, syntax, out));
        }
    }

    private long filesIn(Path where) throws IOException {
        try (Stream<Path> files = Files.list(where)) {
            return files.count();
        }
    }

    @Test
    @NeedsPeer("movescu")
    void movesToMovescu() throws IOException {
        movePort = PeerProgram.freePort();
        PeerProgram.Result result = Dcmtk.run(
                "movescu",
                "-v",
                "-S",
                "-aet",
                "MOVESCU",
                "-aec",
                "CONFLUENS",
                "-aem",
                "MOVESCU",
                "+P",
                movePort,
                "-od",
                folder,
                "localhost",
                server.port(),
                "-k",
                "QueryRetrieveLevel=STUDY",
                "-k",
                "StudyInstanceUID=1.2.3");
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(filesIn(folder)).as(result.output()).isEqualTo(1);
    }

    @Test
    @NeedsPeer("getscu")
    void givesToGetscu() throws IOException {
        PeerProgram.Result result = Dcmtk.run(
                "getscu",
                "-v",
                "-S",
                "-aec",
                "CONFLUENS",
                "-od",
                folder,
                "localhost",
                server.port(),
                "-k",
                "QueryRetrieveLevel=STUDY",
                "-k",
                "StudyInstanceUID=1.2.3");
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(filesIn(folder)).as(result.output()).isEqualTo(3);
    }

    @Test
    @NeedsPeer("storescu")
    void curesTheStallsOfSendersWithNagleOn() throws IOException {
        for (int i = 0; i < 100; i++) {
            Files.write(
                    folder.resolve(i + ".dcm"),
                    Part10.of(Samples.image(140_000), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)
                            .bytes());
        }
        long start = System.nanoTime();
        PeerProgram.Result result =
                Dcmtk.asShipped("storescu", "-aec", "CONFLUENS", "+sd", "localhost", server.port(), folder);
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(stored).hasSize(100);
        // Without acknowledging at once it is 40 ms or more an image, 16 images a second.
        assertThat(taken).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    @NeedsPeer("echoscu")
    void answersEcho() {
        PeerProgram.Result result = Dcmtk.run("echoscu", "-v", "-aec", "CONFLUENS", "localhost", server.port());
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("Success");
    }

    @Test
    @NeedsPeer("echoscu")
    void refusesCallsToAnUnknownAeTitle() {
        PeerProgram.Result result = Dcmtk.run("echoscu", "-v", "-aec", "NOBODY", "localhost", server.port());
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output()).contains("Called AE Title Not Recognized");
    }

    @Test
    @NeedsPeer("storescu")
    void receivesWhatStorescuSends() throws IOException {
        Dataset image = image();
        Path file = folder.resolve("image.dcm");
        Files.write(
                file, Part10.of(image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).bytes());
        PeerProgram.Result result = Dcmtk.run("storescu", "-v", "-aec", "CONFLUENS", "localhost", server.port(), file);
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(stored.get(image.string(Tag.SOPInstanceUID, ""))).isEqualTo(image);
    }

    @Test
    @NeedsPeer("findscu")
    void answersWhatFindscuAsks() {
        PeerProgram.Result result = Dcmtk.run(
                "findscu",
                "-v",
                "-W",
                "-aec",
                "CONFLUENS",
                "localhost",
                server.port(),
                "-k",
                "PatientName=DOE*",
                "-k",
                "AccessionNumber");
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("A0", "A1", "A2", "Success");
        assertThat(queries)
                .singleElement()
                .satisfies(query -> assertThat(query.string(Tag.PatientName)).contains("DOE*"));
    }

    private static Dataset image() {
        return Dataset.builder()
                .put(Tag.SOPClassUID, UID.MRImageStorage)
                .put(Tag.SOPInstanceUID, Uids.create())
                .put(Tag.PatientName, "DOE^JANE")
                .put(Tag.PatientID, "1")
                .put(Tag.StudyInstanceUID, Uids.create())
                .put(Tag.SeriesInstanceUID, Uids.create())
                .put(Tag.Modality, "MR")
                .build();
    }
}
