package org.confluens.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.Uids;
import org.confluens.dicom.data.VR;
import org.confluens.dicom.data.ValueElement;
import org.confluens.dicom.dimse.ClientAssociation;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.DimseClient;
import org.confluens.dicom.dimse.DimseStatus;
import org.confluens.dicom.dimse.PresentationRequest;
import org.confluens.dicom.dimse.RemoteAe;
import org.confluens.dicom.dimse.StoreItem;
import org.confluens.peer.PeerProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The very first store of a fresh service is under way when it is told to stop. */
class OrderlyStopIT {
    private static final int PIXELS = 8 << 20;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long BETWEEN_LOOKS_NANOS = 20_000_000;

    @TempDir
    private Path folder;

    private final int dicomPort = PeerProgram.freePort();
    private final int httpPort = PeerProgram.freePort();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    @Test
    void finishesTheStoreThatIsUnderWayAndTakesNoOther() throws Exception {
        try (RunningService service = RunningService.start(settings(), folder)) {
            assertThat(storeAroundTheStop(service)).isEqualTo(DimseStatus.SUCCESS);
            assertThat(service.ended()).isZero();
        }
    }

    private DimseStatus storeAroundTheStop(RunningService service) throws IOException {
        String instance = Uids.create();
        byte[] image = image(instance);
        StoreItem item = new StoreItem(
                UID.MRImageStorage,
                instance,
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                out -> sendAroundTheStop(image, out, service),
                Optional.empty());
        try (ClientAssociation association = DimseClient.open(
                "MR1",
                new RemoteAe("CONFLUENS", "127.0.0.1", dicomPort),
                List.of(PresentationRequest.of(UID.MRImageStorage, UID.ExplicitVRLittleEndian)),
                ClientOptions.defaults())) {
            return association.store(item).status();
        }
    }

    private void sendAroundTheStop(byte[] image, OutputStream out, RunningService service) throws IOException {
        int half = image.length / 2;
        out.write(image, 0, half);
        out.flush();
        service.signal();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (takesConnections() || answersRequests()) {
            assertThat(System.nanoTime()).as("time for the stop to begin").isLessThan(deadline);
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
        out.write(image, half, image.length - half);
    }

    private boolean takesConnections() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), dicomPort)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private boolean answersRequests() throws IOException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/health/ready"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException gone) {
            return false;
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    private static byte[] image(String instance) throws IOException {
        Dataset image = Dataset.builder()
                .put(Tag.SOPClassUID, UID.MRImageStorage)
                .put(Tag.SOPInstanceUID, instance)
                .put(Tag.StudyInstanceUID, Uids.create())
                .put(Tag.SeriesInstanceUID, Uids.create())
                .put(Tag.Modality, "MR")
                .put(Tag.PatientID, "STOP1")
                .put(Tag.IssuerOfPatientID, "TEST")
                .put(Tag.PatientName, "DOE^JANE")
                .put(ValueElement.of(Tag.PixelData, VR.OW, new byte[PIXELS]))
                .build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DatasetWriter.write(image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, bytes);
        return bytes.toByteArray();
    }

    private Map<String, String> settings() {
        return Map.of(
                "CONFLUENS_DICOM_PORT", String.valueOf(dicomPort),
                "CONFLUENS_HTTP_PORT", String.valueOf(httpPort),
                "CONFLUENS_INTAKE_FREE_SPACE", "64",
                "CONFLUENS_DATA_DIR", folder.resolve("data").toString());
    }
}
