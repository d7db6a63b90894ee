package org.confluens.dicom.dimse;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.net.AcceptedContext;
import org.confluens.dicom.net.Association;
import org.confluens.dicom.net.AssociationException;
import org.confluens.dicom.net.ContextResult;
import org.confluens.dicom.net.Deadline;
import org.confluens.platform.log.Log;

/**
 * An association that we opened. Used by one thread at a time. A request that no accepted presentation context carries
 * raises {@link NoPresentationContextException} and leaves the association open; any other {@link IOException} means that
 * the association is over.
 */
public final class ClientAssociation implements AutoCloseable {
    private static final Log LOG = Log.of(ClientAssociation.class);

    private final Association association;
    private final RemoteAe remote;
    private final Exchange exchange;
    private final NormalizedCalls normalized;

    ClientAssociation(Association association, RemoteAe remote) {
        this.association = association;
        this.remote = remote;
        this.exchange = new Exchange(association, remote.aeTitle());
        this.normalized = new NormalizedCalls(exchange, this::context);
    }

    public RemoteAe remote() {
        return remote;
    }

    /** The transfer syntaxes that the peer accepted for a SOP class; none where it refused all. */
    public List<TransferSyntax> accepted(String sopClassUid) {
        return contexts(sopClassUid).stream()
                .map(context -> TransferSyntax.of(context.transferSyntax()))
                .toList();
    }

    /** Why the peer refused a SOP class; nothing where it accepted it in some transfer syntax. */
    public Optional<ContextResult.Result> refusal(String sopClassUid) {
        return association.refusal(sopClassUid);
    }

    /** Whether the peer accepted anything that was proposed. */
    public boolean acceptedAny() {
        return !association.contexts().isEmpty();
    }

    /**
     * What the peer answered to {@link PresentationRequest#asking}; nothing where the defaults of the service class hold.
     */
    public Optional<byte[]> extension(String sopClassUid) {
        return association.extension(sopClassUid);
    }

    /** How many requests may be under way; 0 is any number. */
    public int window() {
        return association.asyncOperations().invoked();
    }

    private List<AcceptedContext> contexts(String sopClassUid) {
        Collection<AcceptedContext> all = association.contexts();
        return all.stream()
                .filter(context -> context.abstractSyntax().equals(sopClassUid))
                .toList();
    }

    private int context(String sopClassUid) throws NoPresentationContextException {
        return contexts(sopClassUid).stream()
                .findFirst()
                .map(AcceptedContext::id)
                .orElseThrow(() -> new NoPresentationContextException(remote, sopClassUid));
    }

    private int context(String sopClassUid, TransferSyntax syntax) throws NoPresentationContextException {
        return contexts(sopClassUid).stream()
                .filter(context -> context.transferSyntax().equals(syntax.uid()))
                .findFirst()
                .map(AcceptedContext::id)
                .orElseThrow(() -> new NoPresentationContextException(remote, sopClassUid, syntax));
    }

    /** C-ECHO, PS3.7 section 9.1.5. */
    public DimseResponse echo() throws IOException {
        int context = context(UID.Verification);
        int id = exchange.nextMessageId();
        exchange.messages()
                .send(
                        context,
                        Command.request(CommandField.C_ECHO, id, false)
                                .put(Tag.AffectedSOPClassUID, UID.Verification)
                                .build());
        return exchange.result(exchange.response(id));
    }

    /** C-STORE of a data set, encoded in the first native transfer syntax that the peer accepted. */
    public DimseResponse store(Dataset dataSet) throws IOException {
        String sopClass = dataSet.string(Tag.SOPClassUID, "");
        TransferSyntax syntax = accepted(sopClass).stream()
                .filter(accepted -> !accepted.encapsulated())
                .findFirst()
                .orElseThrow(() -> new NoPresentationContextException(remote, sopClass));
        return store(StoreItem.of(dataSet, syntax));
    }

    /** C-STORE of an encoded data set, without file meta information. */
    public DimseResponse store(byte[] dataSet, String sopClassUid, String sopInstanceUid, TransferSyntax syntax)
            throws IOException {
        return store(new StoreItem(sopClassUid, sopInstanceUid, syntax, DataSource.of(dataSet), Optional.empty()));
    }

    /** C-STORE of a DICOM file, streamed as it is. */
    public DimseResponse store(Path file) throws IOException {
        return store(StoreItem.of(file));
    }

    /** C-STORE, PS3.7 section 9.1.1. */
    public DimseResponse store(StoreItem item) throws IOException {
        int id = exchange.nextMessageId();
        send(item, id);
        return exchange.result(exchange.response(id));
    }

    /**
     * C-STORE of many instances, as many under way as were negotiated. Items that no context carries, or that fail, do not
     * keep the others from being sent.
     *
     * @param outcomes told of each item as its response comes in
     */
    public void storeAll(Iterator<StoreItem> items, Consumer<StoreOutcome> outcomes) throws IOException {
        new StorePipeline(exchange, window(), this::send).run(items, outcomes);
    }

    private void send(StoreItem item, int messageId) throws IOException {
        int context = context(item.sopClassUid(), item.transferSyntax());
        Dataset.Builder request = Command.request(CommandField.C_STORE, messageId, true)
                .put(Tag.AffectedSOPClassUID, item.sopClassUid())
                .put(Tag.AffectedSOPInstanceUID, item.sopInstanceUid())
                .putInt(Tag.Priority, 0);
        item.moveOriginator()
                .ifPresent(originator -> request.put(Tag.MoveOriginatorApplicationEntityTitle, originator.aeTitle())
                        .putInt(Tag.MoveOriginatorMessageID, originator.messageId()));
        exchange.messages().send(context, request.build(), item.dataSet(), true);
    }

    /** C-FIND, PS3.7 section 9.1.2: the matches as they come. */
    public FindResults find(String sopClassUid, Dataset identifier) throws IOException {
        int context = context(sopClassUid);
        int id = exchange.nextMessageId();
        send(context, CommandField.C_FIND, id, sopClassUid, "", identifier);
        return new FindResults(exchange, context, id);
    }

    /**
     * C-MOVE, PS3.7 section 9.1.4.
     *
     * @param progress told after each sub-operation that the peer reports; false cancels the rest (C-CANCEL)
     */
    public RetrieveResult move(
            String sopClassUid, Dataset identifier, String destination, Predicate<SubOperations> progress)
            throws IOException {
        return retrieve(CommandField.C_MOVE, sopClassUid, identifier, destination, progress);
    }

    /**
     * C-GET, PS3.7 section 9.1.3; the instances come on this association, on contexts that were proposed as
     * {@link PresentationRequest#scp()}.
     *
     * @param progress told after each sub-operation that the peer reports; false cancels the rest (C-CANCEL)
     */
    public RetrieveResult get(
            String sopClassUid, Dataset identifier, StoreHandler instances, Predicate<SubOperations> progress)
            throws IOException {
        exchange.stores(Optional.of(instances));
        try {
            return retrieve(CommandField.C_GET, sopClassUid, identifier, "", progress);
        } finally {
            exchange.stores(Optional.empty());
        }
    }

    private RetrieveResult retrieve(
            CommandField field,
            String sopClassUid,
            Dataset identifier,
            String destination,
            Predicate<SubOperations> progress)
            throws IOException {
        int context = context(sopClassUid);
        int id = exchange.nextMessageId();
        send(context, field, id, sopClassUid, destination, identifier);
        long cancelled = 0;
        while (true) {
            Command response = exchange.response(id);
            DimseResponse result = exchange.result(response);
            SubOperations counts = SubOperations.of(response);
            if (!result.status().isPending()) {
                return new RetrieveResult(result, counts);
            }
            if (cancelled != 0) {
                requireStop(cancelled);
            } else if (!progress.test(counts)) {
                exchange.cancel(context, id);
                cancelled = System.nanoTime();
            }
        }
    }

    /** A peer that goes on after a cancel has the time of a response for it. */
    private void requireStop(long cancelled) throws IOException {
        if (System.nanoTime() - cancelled > association.timeouts().response().toNanos()) {
            throw association.violated("a retrieve that goes on after it was cancelled");
        }
    }

    private void send(
            int context, CommandField field, int messageId, String sopClassUid, String destination, Dataset identifier)
            throws IOException {
        Dataset.Builder request = Command.request(field, messageId, true)
                .put(Tag.AffectedSOPClassUID, sopClassUid)
                .putInt(Tag.Priority, 0);
        if (!destination.isEmpty()) {
            request.put(Tag.MoveDestination, destination);
        }
        Messages messages = exchange.messages();
        messages.send(context, request.build(), messages.encoded(context, identifier), true);
    }

    /** N-CREATE, PS3.7 section 10.1.5; an empty instance UID leaves the choice to the peer. */
    public DimseResponse nCreate(String sopClassUid, String sopInstanceUid, Dataset attributes) throws IOException {
        return normalized.create(sopClassUid, sopInstanceUid, attributes);
    }

    /** N-SET, PS3.7 section 10.1.3. */
    public DimseResponse nSet(String sopClassUid, String sopInstanceUid, Dataset modifications) throws IOException {
        return normalized.set(sopClassUid, sopInstanceUid, modifications);
    }

    /** N-GET, PS3.7 section 10.1.2; no tags ask for all attributes. */
    public DimseResponse nGet(String sopClassUid, String sopInstanceUid, int... tags) throws IOException {
        return normalized.get(sopClassUid, sopInstanceUid, tags);
    }

    /** N-ACTION, PS3.7 section 10.1.4. */
    public DimseResponse nAction(String sopClassUid, String sopInstanceUid, int actionType, Dataset information)
            throws IOException {
        return normalized.action(sopClassUid, sopInstanceUid, actionType, information);
    }

    /** N-EVENT-REPORT, PS3.7 section 10.1.1. */
    public DimseResponse nEventReport(String sopClassUid, String sopInstanceUid, int eventType, Dataset information)
            throws IOException {
        return normalized.eventReport(sopClassUid, sopInstanceUid, eventType, information);
    }

    /** N-DELETE, PS3.7 section 10.1.6. */
    public DimseResponse nDelete(String sopClassUid, String sopInstanceUid) throws IOException {
        return normalized.delete(sopClassUid, sopInstanceUid);
    }

    /** Takes the event reports that the peer sends on this association, whenever they come. */
    public void onEventReport(NormalizedHandler handler) {
        exchange.reports(handler);
    }

    /**
     * Waits until an event report has come in and was handled. One that came before, while another response was awaited,
     * counts. The association stays open where none comes.
     *
     * @param reports how many are to have come in on this association in all
     * @return whether they have come in time
     */
    public boolean awaitEventReports(int reports, Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (exchange.reported() < reports) {
            if (!association.awaitReady(Duration.ofNanos(Math.max(deadline - System.nanoTime(), 0)))) {
                return false;
            }
            exchange.performNext();
        }
        return true;
    }

    /** Has the association end, and what is under way fail, unless the returned is closed within the limit. */
    public Deadline deadline(Duration limit) {
        return association.deadline(limit);
    }

    /** Whether requests can still be made. */
    public boolean isOpen() {
        return association.isOpen();
    }

    /** Ends the association at once, without the courtesy of a release. */
    public void abort() {
        association.close();
    }

    /**
     * Releases the association; one that the peer has ended already is only closed. A peer that does not answer the
     * release, as some do, is no failure: every response has come in before.
     */
    @Override
    public void close() throws IOException {
        try {
            if (association.isOpen()) {
                association.release();
            }
        } catch (AssociationException e) {
            LOG.debug("{0} did not release in order: {1}", remote, e);
        } finally {
            association.close();
        }
    }
}
