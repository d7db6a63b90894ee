package org.confluens.intake;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The series that instances arrived for last, so that most instances cost no look-up. Used by one thread at a time. */
final class SeriesCache {

    private static final int CAPACITY = 500;

    private record Key(String studyInstanceUid, String seriesInstanceUid) {}

    private final Map<Key, KnownSeries> known = new LinkedHashMap<>(CAPACITY, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, KnownSeries> eldest) {
            return size() > CAPACITY;
        }
    };

    Optional<KnownSeries> series(Arrival arrival) {
        return Optional.ofNullable(known.get(key(arrival)));
    }

    void remember(Arrival arrival, KnownSeries series) {
        known.put(key(arrival), series);
    }

    /** Forgets everything, because the transaction that made some of it was undone. */
    void clear() {
        known.clear();
    }

    private static Key key(Arrival arrival) {
        return new Key(arrival.studyInstanceUid(), arrival.seriesInstanceUid());
    }
}
