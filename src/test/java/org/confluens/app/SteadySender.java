package org.confluens.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

/** A modality that stores small images one after the other, and remembers which were acknowledged. */
final class SteadySender implements AutoCloseable {

    private static final TransferSyntax SYNTAX = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final byte[] PIXELS = new byte[512];

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final int port;
    private final Duration pause;
    private final boolean newPatients;
    private final Thread thread = new Thread(this::sendAll, "sender");
    private volatile boolean ended;
    private volatile String failure = "";

    private SteadySender(int port, Duration pause, boolean newPatients) {
        this.port = port;
        this.pause = pause;
        this.newPatients = newPatients;
    }

    /** Sends until it is closed, or the association ends. */
    static SteadySender start(int port, Duration pause) {
        return start(new SteadySender(port, pause, false));
    }

    /** The same, with a patient, a study and a series of its own for each image: what costs a database most. */
    static SteadySender ofNewPatients(int port) {
        return start(new SteadySender(port, Duration.ZERO, true));
    }

    private static SteadySender start(SteadySender sender) {
        sender.thread.setDaemon(true);
        sender.thread.start();
        return sender;
    }

    /** The SOP Instance UIDs that were answered with success. */
    Set<String> acknowledged() {
        return acknowledged;
    }

    /** The SOP Instance UIDs that were answered otherwise. */
    Set<String> refused() {
        return refused;
    }

    /** Why the association ended before it was to; empty if it did not. */
    String failure() {
        return failure;
    }

    private void sendAll() {
        String study = Uids.create();
        String series = Uids.create();
        String patient = "STEADY1";
        try (ClientAssociation association = DimseClient.open(
                "MR1",
                new RemoteAe("CONFLUENS", "127.0.0.1", port),
                List.of(PresentationRequest.of(UID.MRImageStorage, UID.ExplicitVRLittleEndian)),
                ClientOptions.defaults())) {
            while (!ended) {
                String instance = Uids.create();
                if (newPatients) {
                    study = Uids.create();
                    series = Uids.create();
                    patient = "STEADY" + instance.substring(Math.max(0, instance.length() - 30));
                }
                byte[] image = image(patient, study, series, instance);
                DimseStatus status = association
                        .store(new StoreItem(
                                UID.MRImageStorage, instance, SYNTAX, out -> out.write(image), Optional.empty()))
                        .status();
                (status.equals(DimseStatus.SUCCESS) ? acknowledged : refused).add(instance);
                LockSupport.parkNanos(pause.toNanos());
            }
        } catch (IOException e) {
            failure = ended ? "" : e.toString();
        }
    }

    private static byte[] image(String patient, String study, String series, String instance) throws IOException {
        Dataset image = Dataset.builder()
                .put(Tag.SOPClassUID, UID.MRImageStorage)
                .put(Tag.SOPInstanceUID, instance)
                .put(Tag.StudyInstanceUID, study)
                .put(Tag.SeriesInstanceUID, series)
                .put(Tag.Modality, "MR")
                .put(Tag.PatientID, patient)
                .put(Tag.IssuerOfPatientID, "TEST")
                .put(Tag.PatientName, "DOE^JANE")
                .put(ValueElement.of(Tag.PixelData, VR.OW, PIXELS))
                .build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DatasetWriter.write(image, SYNTAX, bytes);
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        end();
    }

    /** Ends after the image at hand. */
    void end() {
        ended = true;
        try {
            thread.join(Duration.ofSeconds(30).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
