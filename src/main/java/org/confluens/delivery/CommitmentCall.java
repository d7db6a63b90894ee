package org.confluens.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.ClientAssociation;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.DimseClient;
import org.confluens.dicom.dimse.NoPresentationContextException;
import org.confluens.dicom.dimse.NormalizedHandler;
import org.confluens.dicom.dimse.PresentationRequest;
import org.confluens.dicom.dimse.RemoteAe;
import org.confluens.platform.log.Log;

/** One request for storage commitment; waits a moment for an answer on the same association (PS3.4 section J.3.3). */
final class CommitmentCall {

    private static final Log LOG = Log.of(CommitmentCall.class);
    private static final int REQUEST_COMMITMENT = 1;
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private final String callingAeTitle;
    private final RemoteAe remote;
    private final ClientOptions options;
    private final NormalizedHandler reports;

    CommitmentCall(String callingAeTitle, RemoteAe remote, ClientOptions options, NormalizedHandler reports) {
        this.callingAeTitle = callingAeTitle;
        this.remote = remote;
        this.options = options;
        this.reports = reports;
    }

    /** Asks; REQUESTED when the PACS has taken the request, NONE when it is to be asked again later. */
    CommitmentState ask(CommitmentRequest request) {
        List<PresentationRequest> contexts = List.of(PresentationRequest.of(
                UID.StorageCommitmentPushModel, UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian));
        CommitmentState state = CommitmentState.NONE;
        try (ClientAssociation association = DimseClient.open(callingAeTitle, remote, contexts, options)) {
            association.onEventReport(reports);
            if (isTaken(association, request)) {
                state = CommitmentState.REQUESTED;
                association.awaitEventReports(1, MOMENT);
            }
        } catch (NoPresentationContextException e) {
            return CommitmentState.NOT_OFFERED;
        } catch (IOException e) {
            // Most archives answer later, on an association that they open: then waiting here ends this way too.
            if (state == CommitmentState.NONE) {
                LOG.warning("the request for storage commitment could not be sent: {0}", e);
            } else {
                LOG.debug("the request for storage commitment ended at {0}: {1}", state, e);
            }
        }
        return state;
    }

    private static boolean isTaken(ClientAssociation association, CommitmentRequest request) throws IOException {
        return association
                .nAction(
                        UID.StorageCommitmentPushModel,
                        UID.StorageCommitmentPushModelInstance,
                        REQUEST_COMMITMENT,
                        request.information())
                .isDone();
    }
}
