package org.confluens.delivery.commitment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.confluens.config.Settings;
import org.confluens.delivery.outbox.CommitmentState;
import org.confluens.delivery.send.Breakers;
import org.confluens.delivery.send.Destination;
import org.confluens.destination.Breaker;
import org.confluens.platform.log.Log;
import org.confluens.platform.work.Round;
import org.confluens.security.NodeTls;

/** Asks the PACS for storage commitment of what it has taken, as SCU (PS3.4 annex J). */
@ApplicationScoped
public class CommitmentWork {

    private static final Log LOG = Log.of(CommitmentWork.class);

    private Settings settings;
    private Commitments commitments;
    private CommitmentRefusals refusals;
    private Breakers breakers;
    private NodeTls tls;

    protected CommitmentWork() {}

    @Inject
    CommitmentWork(
            Settings settings, Commitments commitments, CommitmentRefusals refusals, Breakers breakers, NodeTls tls) {
        this.settings = settings;
        this.commitments = commitments;
        this.refusals = refusals;
        this.breakers = breakers;
        this.tls = tls;
    }

    /** Asks for everything that was delivered and not asked for, unless the PACS does not do it or does not work now. */
    public void ask(Round.Progress progress) {
        String pacs = settings.text("confluens.pacs");
        if (Destination.parse(pacs).orElse(null) instanceof Destination.Dimse dimse) {
            commitments.expire();
            boolean works = breakers.documents(pacs).condition().failingSince().isEmpty();
            if (!works || refusals.of(pacs).isPresent()) {
                return;
            }
            CommitmentReports reports = new CommitmentReports(commitments::settle);
            CommitmentCall call = new CommitmentCall(
                    settings.text("confluens.dicom.ae-title"), dimse.remote(), tls.options(dimse.remote()), reports);
            while (askOnce(pacs, call)) {
                progress.made();
            }
        }
    }

    private boolean askOnce(String pacs, CommitmentCall call) {
        Breaker breaker = breakers.commitment(pacs);
        Breaker.Permit permit = breaker.permit();
        if (permit == Breaker.Permit.NONE) {
            return false;
        }
        Optional<CommitmentRequest> request = commitments.claim(pacs);
        if (request.isEmpty()) {
            if (permit == Breaker.Permit.PROBE) {
                breaker.unused();
            }
            return false;
        }
        CommitmentAnswer answer = call.ask(request.get());
        if (answer.isTaken()) {
            breaker.works();
            return true;
        }
        notTaken(pacs, breaker, request.get(), answer);
        return false;
    }

    private void notTaken(String pacs, Breaker breaker, CommitmentRequest request, CommitmentAnswer answer) {
        LOG.debug(
                "storage commitment of {0} documents: {1}", request.references().size(), answer.meaning());
        if (answer.isForGood()) {
            LOG.warning("the PACS does not do storage commitment; it is not asked again until a person says so");
            breaker.works();
            refusals.note(pacs, answer.problem());
            commitments.takeBack(request, CommitmentState.NOT_OFFERED);
        } else {
            breaker.unreachable(answer.problem());
            commitments.takeBack(request, CommitmentState.NONE);
        }
    }
}
