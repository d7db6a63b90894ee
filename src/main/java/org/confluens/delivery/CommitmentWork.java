package org.confluens.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.confluens.config.Settings;
import org.confluens.platform.log.Log;
import org.confluens.platform.work.Round;
import org.confluens.security.NodeTls;

/** Asks the PACS for storage commitment of what it has taken, as SCU (PS3.4 annex J). */
@ApplicationScoped
class CommitmentWork {

    private static final Log LOG = Log.of(CommitmentWork.class);

    private Settings settings;
    private Commitments commitments;
    private NodeTls tls;

    protected CommitmentWork() {}

    @Inject
    CommitmentWork(Settings settings, Commitments commitments, NodeTls tls) {
        this.settings = settings;
        this.commitments = commitments;
        this.tls = tls;
    }

    /** Asks for everything that was delivered and not asked for. */
    void ask(Round.Progress progress) {
        String pacs = settings.text("confluens.pacs");
        if (Destination.parse(pacs).orElse(null) instanceof Destination.Dimse dimse) {
            CommitmentReports reports = new CommitmentReports(commitments::settle);
            CommitmentCall call = new CommitmentCall(
                    settings.text("confluens.dicom.ae-title"), dimse.remote(), tls.options(dimse.remote()), reports);
            Optional<CommitmentRequest> request = commitments.claim(pacs);
            while (request.isPresent() && ask(call, request.get())) {
                progress.made();
                request = commitments.claim(pacs);
            }
            commitments.expire();
        }
    }

    private boolean ask(CommitmentCall call, CommitmentRequest request) {
        CommitmentState state = call.ask(request);
        if (state == CommitmentState.REQUESTED) {
            return true;
        }
        LOG.debug(
                "storage commitment of {0} documents: {1}", request.references().size(), state);
        commitments.takeBack(request, state);
        return false;
    }
}
