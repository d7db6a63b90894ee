package org.confluens.delivery;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetReader;
import org.confluens.dicom.data.Part10;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.web.DicomWebClient;
import org.confluens.dicom.web.DicomWebException;
import org.confluens.dicom.web.StowResponse;

/** Sends documents by STOW-RS (PS3.18 section 10.5), one request a study. */
final class StowSender implements Sender {

    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY = 429;

    private final DicomWebClient client;

    StowSender(URI base, Duration timeout) {
        this.client = new DicomWebClient(base, timeout);
    }

    @Override
    public void send(List<Parcel> parcels, Outcome outcome) {
        Map<String, List<Parcel>> byStudy = parcels.stream()
                .collect(Collectors.groupingBy(Parcel::studyInstanceUid, LinkedHashMap::new, Collectors.toList()));
        byStudy.forEach((study, some) -> sendStudy(study, some, outcome));
    }

    private void sendStudy(String study, List<Parcel> parcels, Outcome outcome) {
        try {
            StowResponse response =
                    client.store(study, parcels.stream().map(StowSender::file).toList());
            parcels.forEach(parcel -> outcome.settle(parcel, result(response, parcel.sopInstanceUid())));
        } catch (DicomWebException e) {
            SendResult result = new SendResult(kind(e.status()), OptionalInt.of(e.status()), e.getMessage());
            parcels.forEach(parcel -> outcome.settle(parcel, result));
        } catch (IOException e) {
            SendResult result = SendResult.noAnswer("no answer: " + e.getClass().getSimpleName());
            parcels.forEach(parcel -> outcome.settle(parcel, result));
        }
    }

    private static byte[] file(Parcel parcel) {
        try {
            Dataset dataset = DatasetReader.read(
                            new ByteArrayInputStream(parcel.content()),
                            TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                            ReadOptions.keepEverything())
                    .dataset();
            return Part10.of(dataset, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).bytes();
        } catch (IOException e) {
            throw new IllegalStateException("a document of the outbox can't be read back", e);
        }
    }

    /** The failure reasons are DIMSE statuses (PS3.18 table 10.5.3-2). */
    private static SendResult result(StowResponse response, String sopInstanceUid) {
        OptionalInt reason = response.failure(sopInstanceUid);
        if (reason.isPresent()) {
            return StoreStatus.result(reason.getAsInt());
        }
        if (response.stored().contains(sopInstanceUid)) {
            return new SendResult(SendResult.Kind.DELIVERED, OptionalInt.of(response.status()), "");
        }
        return new SendResult(
                SendResult.Kind.REFUSED,
                OptionalInt.of(response.status()),
                "the answer does not say what became of the document");
    }

    private static SendResult.Kind kind(int status) {
        boolean later = status >= SERVER_ERROR || status == TIMEOUT || status == TOO_MANY;
        if (later) {
            return SendResult.Kind.LATER;
        }
        return status >= CLIENT_ERROR ? SendResult.Kind.REFUSED : SendResult.Kind.LATER;
    }
}
