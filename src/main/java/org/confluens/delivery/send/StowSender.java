package org.confluens.delivery.send;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.confluens.delivery.outbox.Parcel;
import org.confluens.delivery.outbox.SendResult;
import org.confluens.destination.Meaning;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetReader;
import org.confluens.dicom.data.Part10;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.web.DicomWebClient;
import org.confluens.dicom.web.DicomWebException;
import org.confluens.dicom.web.StowResponse;

/** Sends documents by STOW-RS (PS3.18 section 10.5), one request a document: what is said of it is said of no other. */
final class StowSender implements Sender {

    private final DicomWebClient client;

    StowSender(URI base, Duration timeout) {
        this.client = new DicomWebClient(base, timeout);
    }

    @Override
    public void send(List<Parcel> parcels, Outcome outcome) {
        for (Parcel parcel : parcels) {
            if (!outcome.mayBegin(parcel)) {
                return;
            }
            outcome.settle(parcel, store(parcel));
        }
    }

    private SendResult store(Parcel parcel) {
        byte[] file;
        try {
            file = file(parcel);
        } catch (IOException e) {
            return SendResult.of(Meaning.PERMANENT, "not sent", "the document can't be read back");
        }
        try {
            return result(client.store(parcel.studyInstanceUid(), List.of(file)), parcel.sopInstanceUid());
        } catch (DicomWebException e) {
            return SendResult.ofHttp(e.status(), e.getMessage()).after(e.retryAfter());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return SendResult.away("cannot be reached: " + e.getClass().getSimpleName());
        } catch (IOException e) {
            return SendResult.brokenOff("no answer: " + e.getClass().getSimpleName());
        }
    }

    private static byte[] file(Parcel parcel) throws IOException {
        Dataset dataset = DatasetReader.read(
                        new ByteArrayInputStream(parcel.content()),
                        TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                        ReadOptions.keepEverything())
                .dataset();
        return Part10.of(dataset, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).bytes();
    }

    /** The failure reasons are DIMSE statuses (PS3.18 section 10.5.3). */
    private static SendResult result(StowResponse response, String sopInstanceUid) {
        OptionalInt reason = response.failure(sopInstanceUid);
        if (reason.isPresent()) {
            return SendResult.ofReason(reason.getAsInt());
        }
        if (response.stored().contains(sopInstanceUid)) {
            return SendResult.stored(response.status());
        }
        return SendResult.ofHttp(
                response.status(), "status " + response.status() + ", without a word of what became of the document");
    }
}
