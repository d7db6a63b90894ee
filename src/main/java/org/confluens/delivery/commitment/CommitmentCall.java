package org.confluens.delivery.commitment;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.confluens.destination.AnswerTable;
import org.confluens.destination.AnswerTable.Service;
import org.confluens.destination.Meaning;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.ClientAssociation;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.DimseClient;
import org.confluens.dicom.dimse.DimseResponse;
import org.confluens.dicom.dimse.NoPresentationContextException;
import org.confluens.dicom.dimse.NormalizedHandler;
import org.confluens.dicom.dimse.PresentationRequest;
import org.confluens.dicom.dimse.RemoteAe;
import org.confluens.dicom.net.ContextResult;
import org.confluens.platform.log.Log;

/** One request for storage commitment; waits a moment for an answer on the same association (PS3.4 section J.3.3). */
final class CommitmentCall {

    private static final Log LOG = Log.of(CommitmentCall.class);
    private static final int REQUEST_COMMITMENT = 1;

    /** Verification too: who accepts that, but not storage commitment, works and does not offer it. */
    private static final List<PresentationRequest> CONTEXTS = Stream.of(
                    UID.StorageCommitmentPushModel, UID.Verification)
            .map(uid -> PresentationRequest.of(uid, UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian))
            .toList();

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

    /** Asks; whoever takes the request answers it now or later. */
    CommitmentAnswer ask(CommitmentRequest request) {
        CommitmentAnswer answer = new CommitmentAnswer(Meaning.AWAY, "");
        try (ClientAssociation association = DimseClient.open(callingAeTitle, remote, CONTEXTS, options)) {
            association.onEventReport(reports);
            answer = answer(association, request);
            if (answer.isTaken()) {
                association.awaitEventReports(1, MOMENT);
            }
        } catch (IOException e) {
            if (!answer.isTaken()) {
                return new CommitmentAnswer(Meaning.AWAY, String.valueOf(e.getMessage()));
            }
            LOG.debug("the association of a request for storage commitment ended: {0}", e);
        }
        return answer;
    }

    private static CommitmentAnswer answer(ClientAssociation association, CommitmentRequest request)
            throws IOException {
        AnswerTable answers = AnswerTable.standard();
        try {
            DimseResponse response = association.nAction(
                    UID.StorageCommitmentPushModel,
                    UID.StorageCommitmentPushModelInstance,
                    REQUEST_COMMITMENT,
                    request.information());
            String status = response.status().toString();
            Meaning meaning = answers.meaning(Service.N_ACTION, status);
            return meaning == Meaning.DELIVERED
                    ? CommitmentAnswer.taken()
                    : new CommitmentAnswer(meaning, "status " + status + comment(response));
        } catch (NoPresentationContextException e) {
            int result = association
                    .refusal(UID.StorageCommitmentPushModel)
                    .orElse(ContextResult.Result.NO_REASON)
                    .ordinal();
            Meaning meaning = association.acceptedAny()
                    ? answers.meaning(Service.PRESENTATION_CONTEXT, Integer.toString(result))
                    : Meaning.AWAY;
            return new CommitmentAnswer(meaning, String.valueOf(e.getMessage()));
        }
    }

    private static String comment(DimseResponse response) {
        return response.errorComment().isEmpty() ? "" : ": " + response.errorComment();
    }
}
