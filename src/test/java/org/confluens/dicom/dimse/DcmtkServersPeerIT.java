package org.confluens.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetReader;
import org.confluens.dicom.data.Part10;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.peer.Dcmtk;
import org.confluens.peer.NeedsPeer;
import org.confluens.peer.PeerProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our client against DCMTK's servers. */
class DcmtkServersPeerIT {
    private static final String FIND = UID.StudyRootQueryRetrieveInformationModelFind;
    private static final String MOVE = UID.StudyRootQueryRetrieveInformationModelMove;
    private static final String GET = UID.StudyRootQueryRetrieveInformationModelGet;

    @TempDir
    Path folder;

    private static PresentationRequest context(String sopClass) {
        return PresentationRequest.of(sopClass, UID.ExplicitVRLittleEndian);
    }

    private static ClientAssociation open(String aeTitle, int port, PresentationRequest... contexts)
            throws IOException {
        return DimseClient.open(
                "CONFLUENS", new RemoteAe(aeTitle, "127.0.0.1", port), List.of(contexts), ClientOptions.defaults());
    }

    private static Dataset read(Path file) throws IOException {
        return Part10.read(file, ReadOptions.keepEverything()).dataset();
    }

    @Test
    @NeedsPeer("storescp")
    void storesToStorescp() throws IOException {
        int port = PeerProgram.freePort();
        Dataset image = Samples.image(300_000);
        try (PeerProgram scp = Dcmtk.storescp(port, folder, "--bit-preserving");
                ClientAssociation association =
                        open("STORESCP", port, context(UID.MRImageStorage), context(UID.Verification))) {
            assertThat(association.echo().isDone()).isTrue();
            assertThat(association.store(image).status()).isEqualTo(DimseStatus.SUCCESS);
            assertThat(scp.isAlive()).isTrue();
        }
        try (Stream<Path> files = Files.list(folder)) {
            Path file = files.findFirst().orElseThrow();
            assertThat(read(file)).isEqualTo(image);
        }
    }

    @Test
    @NeedsPeer("storescp")
    void learnsThatStorescpRejects() {
        int port = PeerProgram.freePort();
        try (PeerProgram scp = Dcmtk.storescp(port, folder, "--refuse")) {
            assertThatThrownBy(() -> open("STORESCP", port, context(UID.Verification)))
                    .hasMessageContaining("rejected");
            assertThat(scp.isAlive()).isTrue();
        }
    }

    @Test
    @NeedsPeer("dcmqrscp")
    void queriesAndRetrievesFromDcmqrscp() throws Exception {
        Map<String, Dataset> moved = new ConcurrentHashMap<>();
        StoreHandler receiver = (request, dataSet) -> {
            moved.put(
                    request.sopInstanceUid(),
                    DatasetReader.read(dataSet, request.transferSyntax(), ReadOptions.keepEverything())
                            .dataset());
            return DimseStatus.SUCCESS;
        };
        try (DimseServer ours = DimseServer.builder()
                .ae("CONFLUENS", List.of(new ServiceOffer(Set.of(UID.MRImageStorage), Samples.NATIVE, receiver)))
                .start()) {
            int port = PeerProgram.freePort();
            try (PeerProgram scp = Dcmtk.serve("dcmqrscp", port, "-c", configuration(ours.port()));
                    ClientAssociation association = open(
                            "ARCHIVE", port, context(UID.MRImageStorage), context(FIND), context(MOVE), context(GET))) {
                assertThat(scp.isAlive()).isTrue();
                queryAndRetrieve(association, port, moved, receiver);
            }
        }
    }

    private static void queryAndRetrieve(
            ClientAssociation association, int port, Map<String, Dataset> received, StoreHandler receiver)
            throws Exception {
        Dataset image = Samples.image(200_000);
        assertThat(association.store(image).isDone()).isTrue();
        String study = image.string(Tag.StudyInstanceUID, "");
        Dataset query = Dataset.builder()
                .put(Tag.QueryRetrieveLevel, "STUDY")
                .put(Tag.StudyInstanceUID, study)
                .put(Tag.PatientName, "")
                .build();
        List<Dataset> matches = association.find(FIND, query).all();
        assertThat(matches)
                .singleElement()
                .satisfies(match -> assertThat(match.string(Tag.PatientName)).contains("DOE^JANE"));
        Dataset retrieve = Dataset.builder()
                .put(Tag.QueryRetrieveLevel, "STUDY")
                .put(Tag.StudyInstanceUID, study)
                .build();
        List<SubOperations> progress = new ArrayList<>();
        RetrieveResult move = association.move(MOVE, retrieve, "CONFLUENS", progress::add);
        assertThat(move.response().status()).isEqualTo(DimseStatus.SUCCESS);
        assertThat(move.counts().completed()).isEqualTo(1);
        assertThat(received).containsOnlyKeys(image.string(Tag.SOPInstanceUID, ""));
        received.clear();
        try (ClientAssociation getting =
                open("ARCHIVE", port, context(GET), context(UID.MRImageStorage).scp())) {
            RetrieveResult get = getting.get(GET, retrieve, receiver, progress::add);
            assertThat(get.response().status()).isEqualTo(DimseStatus.SUCCESS);
        }
        assertThat(received.values()).containsExactly(image);
    }

    private Path configuration(int ourPort) throws IOException {
        Path archive = Files.createDirectories(folder.resolve("archive"));
        return Files.writeString(folder.resolve("dcmqrscp.cfg"), """
                NetworkTCPPort = 1
                MaxPDUSize = 16384
                MaxAssociations = 16
                HostTable BEGIN
                confluens = (CONFLUENS, localhost, %d)
                HostTable END
                VendorTable BEGIN
                VendorTable END
                AETable BEGIN
                ARCHIVE %s RW (200, 1024mb) ANY
                AETable END
                """.formatted(ourPort, archive));
    }
}
