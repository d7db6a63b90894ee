package org.confluens.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetReader;
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

    @TempDir
    Path folder;

    @BeforeEach
    void serve() throws IOException {
        server = DimseServer.builder()
                .ae(
                        "CONFLUENS",
                        List.of(
                                new ServiceOffer(Set.of(UID.MRImageStorage), NATIVE, (StoreHandler) this::store),
                                new ServiceOffer(Set.of(UID.ModalityWorklistInformationModelFind), NATIVE, (FindHandler)
                                        this::find)))
                .start();
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
