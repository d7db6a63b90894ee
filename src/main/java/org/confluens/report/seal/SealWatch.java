package org.confluens.report.seal;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.confluens.platform.log.Log;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.annotation.Gauge;

/** What this node found that is not as it was written: told to the log once a version, and to the health document. */
@ApplicationScoped
public class SealWatch {

    private static final Log LOG = Log.of(SealWatch.class);
    private static final int MOST = 10_000;

    private enum Part {
        STATE("the state"),
        ANSWERS("the answers"),
        VERSION("version %d"),
        FINDINGS("the kept findings of version %d");

        private final String name;

        Part(String name) {
            this.name = name;
        }
    }

    private record Place(long report, Part part, int number) {}

    private final Map<Place, SealState> broken = new LinkedHashMap<>();

    /** A version was read, and this is how it stands. */
    public SealState version(long report, int number, SealState state) {
        return note(new Place(report, Part.VERSION, number), state);
    }

    /** The row of a report was read or is gone, and this is how its state stands. */
    public SealState report(long report, SealState state) {
        return note(new Place(report, Part.STATE, 0), state);
    }

    /** The answers of a report were held against those of its newest version. */
    public SealState answers(long report, SealState state) {
        return note(new Place(report, Part.ANSWERS, 0), state);
    }

    /** The findings that are kept beside a version were read; what is broken is taken out of its document again. */
    public SealState findings(long report, int number, SealState state) {
        return note(new Place(report, Part.FINDINGS, number), state);
    }

    private synchronized SealState note(Place place, SealState state) {
        if (state.intact()) {
            broken.remove(place);
        } else if ((broken.containsKey(place) || broken.size() < MOST) && broken.put(place, state) != state) {
            LOG.error(
                    "{0} of report {1} is not as it was written ({2}); nothing of it is sent or counted",
                    place.part().name.formatted(place.number()), place.report(), state);
        }
        return state;
    }

    /** How many versions, states of reports and the like were found broken and not seen whole since. */
    @Gauge(name = "confluens_seals_broken", unit = MetricUnits.NONE, absolute = true)
    public synchronized int count() {
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
