package org.confluens.delivery.send;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.confluens.delivery.outbox.Parcel;
import org.confluens.delivery.outbox.SendResult;
import org.confluens.destination.AnswerTable;
import org.confluens.destination.AnswerTable.Service;
import org.confluens.destination.Meaning;
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
import org.confluens.dicom.net.ContextResult;
import org.confluens.dicom.net.Deadline;

/** Sends documents by C-STORE (PS3.4 annex B), all of a batch on one association. */
final class StoreSender implements Sender {

    private final String callingAeTitle;
    private final RemoteAe remote;
    private final ClientOptions options;
    private final Duration within;

    /** @param within how long one document may take, its answer included */
    StoreSender(String callingAeTitle, RemoteAe remote, ClientOptions options, Duration within) {
        this.within = within;
        this.callingAeTitle = callingAeTitle;
        this.remote = remote;
        this.options = options;
    }

    @Override
    public void send(List<Parcel> parcels, Outcome outcome) {
        List<Parcel> left = new ArrayList<>(parcels);
        Optional<Parcel> begun = Optional.empty();
        try (ClientAssociation association = DimseClient.open(callingAeTitle, remote, contexts(parcels), options)) {
            while (!left.isEmpty() && outcome.mayBegin(left.get(0))) {
                Parcel parcel = left.remove(0);
                begun = Optional.of(parcel);
                SendResult result = store(association, parcel);
                begun = Optional.empty();
                outcome.settle(parcel, result);
            }
        } catch (IOException e) {
            String problem = String.valueOf(e.getMessage());
            if (begun.isPresent()) {
                outcome.settle(begun.get(), SendResult.brokenOff(problem));
            } else if (left.size() == parcels.size()) {
                outcome.settle(left.get(0), SendResult.away(problem));
            }
        }
    }

    /** Verification is proposed too: who accepts that, but not the class of a document, works and does not take the class. */
    private static List<PresentationRequest> contexts(List<Parcel> parcels) {
        return Stream.concat(parcels.stream().map(Parcel::sopClassUid), Stream.of(UID.Verification))
                .distinct()
                .map(uid -> PresentationRequest.of(uid, UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian))
                .toList();
    }

    private SendResult store(ClientAssociation association, Parcel parcel) throws IOException {
        Deadline deadline = association.deadline(within);
        try {
            return SendResult.of(response(association, parcel));
        } catch (NoPresentationContextException e) {
            return refused(association, parcel.sopClassUid(), e.getMessage());
        } finally {
            deadline.close();
        }
    }

    /** A peer that accepts an association and nothing on it is being set up, or does not know us yet. */
    private static SendResult refused(ClientAssociation association, String sopClassUid, String problem) {
        if (!association.acceptedAny()) {
            return SendResult.away(problem + ", nor anything else");
        }
        int result = association
                .refusal(sopClassUid)
                .orElse(ContextResult.Result.NO_REASON)
                .ordinal();
        Meaning meaning = AnswerTable.standard().meaning(Service.PRESENTATION_CONTEXT, Integer.toString(result));
        return SendResult.of(meaning, "presentation context refused, result " + result, problem);
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
