package org.confluens.worklist.query;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.confluens.dicom.data.Dataset;
import org.confluens.worklist.StepRefusedException;
import org.confluens.worklist.StepState;
import org.confluens.worklist.WorklistItem;
import org.confluens.worklist.WorklistWiring;

/** Lookup for people and programs of the house, by the keys of a worklist query: they see steps of every state. */
@ApplicationScoped
public class WorklistLookup {

    private static final Visibility EVERYTHING =
            new Visibility(EnumSet.allOf(StepState.class), LocalDateTime.MIN, true);

    private WorklistSearch search;

    protected WorklistLookup() {}

    @Inject
    WorklistLookup(WorklistWiring wiring) {
        this.search = new WorklistSearch(wiring.database());
    }

    /**
     * The items that match, by start time and step id.
     *
     * @throws StepRefusedException when a key's value has no form that the key allows
     */
    public List<WorklistItem> find(Dataset identifier, int limit) {
        List<WorklistItem> found = new ArrayList<>();
        try {
            search.search(
                    QueryParser.parse(identifier), EVERYTHING, limit, item -> found.add(item) && found.size() < limit);
        } catch (QueryRefusedException e) {
            throw new StepRefusedException(List.of(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
