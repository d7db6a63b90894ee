package org.confluens.dicom.dimse;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;

/**
 * The matches of a C-FIND, read from the association as they are asked for. Until the last one was taken, or the query
 * cancelled, the association can't be used otherwise.
 */
public final class FindResults {
    private final Exchange exchange;
    private final int context;
    private final int messageId;
    private Optional<DimseResponse> outcome = Optional.empty();

    FindResults(Exchange exchange, int context, int messageId) {
        this.exchange = exchange;
        this.context = context;
        this.messageId = messageId;
    }

    /** The next match; nothing after the last, and then {@link #outcome()} says how it ended. */
    public Optional<Dataset> next() throws IOException {
        if (outcome.isPresent()) {
            return Optional.empty();
        }
        Command response = exchange.response(messageId);
        DimseResponse result = exchange.result(response);
        if (response.status().isPending()) {
            return Optional.of(result.dataSet());
        }
        outcome = Optional.of(result);
        return Optional.empty();
    }

    /**
     * All matches that are still to come.
     *
     * @throws DimseException if the query did not end with success
     */
    public List<Dataset> all() throws IOException, DimseException {
        List<Dataset> matches = new ArrayList<>();
        for (Optional<Dataset> match = next(); match.isPresent(); match = next()) {
            matches.add(match.get());
        }
        DimseResponse end = outcome();
        if (!end.status().isSuccess()) {
            throw new DimseException(end.status(), end.errorComment());
        }
        return matches;
    }

    /**
     * Asks the peer to stop (C-CANCEL, PS3.7 section 9.3.2.3) and passes over what it still sends. One that does not stop
     * within the time of a response is aborted.
     */
    public DimseResponse cancel() throws IOException {
        if (outcome.isEmpty()) {
            exchange.cancel(context, messageId);
        }
        Duration limit = exchange.association().timeouts().response();
        long start = System.nanoTime();
        while (outcome.isEmpty()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                throw exchange.association().violated("a query that goes on after it was cancelled");
            }
            next();
        }
        return outcome.get();
    }

    /** The final response, after passing over the matches that are still to come. */
    public DimseResponse outcome() throws IOException {
        while (outcome.isEmpty()) {
            next();
        }
        return outcome.get();
    }
}
