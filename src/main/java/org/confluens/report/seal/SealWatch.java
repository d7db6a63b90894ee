package org.confluens.report.seal;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.confluens.platform.log.Log;

/** What this node found that is not as it was written: told to the log once a version, and to the health document. */
@ApplicationScoped
public class SealWatch {

    private static final Log LOG = Log.of(SealWatch.class);
    private static final int MOST = 10_000;
    private static final int STATE_OF_REPORT = 0;

    private record Place(long report, int number) {}

    private final Map<Place, SealState> broken = new LinkedHashMap<>();

    /** A version was read, and this is how it stands. */
    public SealState version(long report, int number, SealState state) {
        note(new Place(report, number), state);
        return state;
    }

    /** The row of a report was read, and this is how its state stands. */
    public SealState report(long report, SealState state) {
        note(new Place(report, STATE_OF_REPORT), state);
        return state;
    }

    private synchronized void note(Place place, SealState state) {
        if (state.intact()) {
            broken.remove(place);
        } else if (broken.size() < MOST && broken.put(place, state) != state) {
            LOG.error(
                    "{0} of report {1} is not as it was written ({2}); nothing of it is sent or counted",
                    place.number() == STATE_OF_REPORT ? "the state" : "version " + place.number(),
                    place.report(),
                    state);
        }
    }

    /** How many versions and states of reports were found broken and not seen whole since. */
    synchronized int count() {
        return broken.size();
    }

    /** The numbers of the reports that they belong to, some of them if there are many. */
    synchronized List<Long> reports(int most) {
        return broken.keySet().stream()
                .map(Place::report)
                .distinct()
                .sorted()
                .limit(most)
                .toList();
    }
}
