package org.confluens.worklist.query;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Dictionary;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.Tags;
import org.confluens.dicom.data.VR;
import org.confluens.dicom.dimse.DimseException;
import org.confluens.dicom.dimse.DimseStatus;
import org.confluens.dicom.dimse.FindHandler;
import org.confluens.dicom.dimse.FindRequest;
import org.confluens.dicom.dimse.FindResponder;
import org.confluens.platform.log.Log;
import org.confluens.worklist.WorklistItem;
import org.confluens.worklist.WorklistUnavailableException;

/** The Modality Worklist Information Model - FIND as SCP, PS3.4 K.4.1.3. */
public final class WorklistFind implements FindHandler {

    private static final Log LOG = Log.of(WorklistFind.class);

    private final WorklistSearch search;
    private final WorklistPolicy policy;
    private final Clock clock;

    public WorklistFind(WorklistSearch search, WorklistPolicy policy, Clock clock) {
        this.search = search;
        this.policy = policy;
        this.clock = clock;
    }

    @Override
    public void find(FindRequest request, FindResponder responder) throws IOException, DimseException {
        String caller = request.caller().callingAeTitle();
        WorklistQuery query = parse(request.identifier());
        Answering answering = new Answering(query, responder, policy);
        try {
            WorklistQuery completed = policy.completed(query, caller);
            search.search(completed, policy.visibility(clock), policy.limit() + 1, answering::visit);
        } catch (WorklistUnavailableException e) {
            LOG.error("worklist query of {0} failed: {1}", caller, e);
            throw new DimseException(DimseStatus.OUT_OF_RESOURCES, "The worklist's database is not available");
        }
        LOG.info("worklist query of {0} by {1}: {2} answers", caller, keys(request.identifier()), answering.sent);
        if (answering.limitReached) {
            throw new DimseException(
                    DimseStatus.OUT_OF_RESOURCES,
                    "More than %d items match, the first are sent; ask for less".formatted(policy.limit()));
        }
    }

    private static WorklistQuery parse(Dataset identifier) throws DimseException {
        if (QueryParser.namesNothing(identifier)) {
            // Nothing can be answered to it but everything, which nobody asked for.
            throw new DimseException(
                    DimseStatus.DATA_SET_DOES_NOT_MATCH_SOP_CLASS,
                    "The identifier names no attribute to match or return");
        }
        try {
            return QueryParser.parse(identifier);
        } catch (QueryRefusedException e) {
            Dataset offending =
                    Dataset.builder().putInt(Tag.OffendingElement, e.tag()).build();
            throw new DimseException(DimseStatus.DATA_SET_DOES_NOT_MATCH_SOP_CLASS, e.getMessage(), offending);
        }
    }

    /** The names of the keys that have values; never the values, which name patients. */
    private static List<String> keys(Dataset identifier) {
        return StreamSupport.stream(identifier.spliterator(), false)
                .filter(element -> !element.isEmpty() && element.tag() != Tag.SpecificCharacterSet)
                .flatMap(element -> element.vr() == VR.SQ
                        ? identifier.items(element.tag()).stream().flatMap(item -> keys(item).stream())
                        : Stream.of(Dictionary.keyword(element.tag()).orElse(Tags.format(element.tag()))))
                .toList();
    }

    /** Sends what the search finds, up to the limit. */
    private static final class Answering {
        private final WorklistQuery query;
        private final FindResponder responder;
        private final WorklistPolicy policy;
        private int sent;
        private boolean limitReached;

        private Answering(WorklistQuery query, FindResponder responder, WorklistPolicy policy) {
            this.query = query;
            this.responder = responder;
            this.policy = policy;
        }

        private boolean visit(WorklistItem item) throws IOException {
            if (responder.cancelled()) {
                return false;
            }
            if (sent == policy.limit()) {
                limitReached = true;
                return false;
            }
            Dataset identifier = query.identifier();
            Dataset answer = AnswerCharacters.encode(
                    Answers.answer(identifier, item.dataset()), identifier, policy.characterSet());
            if (query.unsupportedKeys()) {
                responder.pendingWithUnsupportedKeys(answer);
            } else {
                responder.pending(answer);
            }
            sent++;
            return true;
        }
    }
}
