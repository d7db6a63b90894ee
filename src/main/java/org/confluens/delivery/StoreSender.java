package org.confluens.delivery;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetReader;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.ClientAssociation;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.DimseClient;
import org.confluens.dicom.dimse.DimseResponse;
import org.confluens.dicom.dimse.NoPresentationContextException;
import org.confluens.dicom.dimse.PresentationRequest;
import org.confluens.dicom.dimse.RemoteAe;

/** Sends documents by C-STORE (PS3.4 annex B), all of a batch on one association. */
final class StoreSender implements Sender {

    private final String callingAeTitle;
    private final RemoteAe remote;
    private final ClientOptions options;

    StoreSender(String callingAeTitle, RemoteAe remote, ClientOptions options) {
        this.callingAeTitle = callingAeTitle;
        this.remote = remote;
        this.options = options;
    }

    @Override
    public void send(List<Parcel> parcels, Outcome outcome) {
        int settled = 0;
        String problem = "the association ended";
        try (ClientAssociation association = DimseClient.open(callingAeTitle, remote, contexts(parcels), options)) {
            for (Parcel parcel : parcels) {
                SendResult result = store(association, parcel);
                settled++;
                outcome.settle(parcel, result);
            }
        } catch (IOException e) {
            problem = String.valueOf(e.getMessage());
        }
        for (Parcel parcel : parcels.subList(settled, parcels.size())) {
            outcome.settle(parcel, SendResult.noAnswer(problem));
        }
    }

    private static List<PresentationRequest> contexts(List<Parcel> parcels) {
        return parcels.stream()
                .map(Parcel::sopClassUid)
                .distinct()
                .map(uid -> PresentationRequest.of(uid, UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian))
                .toList();
    }

    private static SendResult store(ClientAssociation association, Parcel parcel) throws IOException {
        try {
            return StoreStatus.result(response(association, parcel));
        } catch (NoPresentationContextException e) {
            return new SendResult(SendResult.Kind.NEVER, OptionalInt.empty(), e.getMessage());
        }
    }

    private static DimseResponse response(ClientAssociation association, Parcel parcel) throws IOException {
        if (association.accepted(parcel.sopClassUid()).contains(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)) {
            return association.store(
                    parcel.content(),
                    parcel.sopClassUid(),
                    parcel.sopInstanceUid(),
                    TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        }
        return association.store(dataset(parcel));
    }

    private static Dataset dataset(Parcel parcel) throws IOException {
        return DatasetReader.read(
                        new ByteArrayInputStream(parcel.content()),
                        TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                        ReadOptions.keepEverything())
                .dataset();
    }
}
