package org.confluens.intake;

import static org.confluens.intake.Rows.cut;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.confluens.dicom.data.Tag;

/**
 * Finds or makes the series that arriving instances belong to, all of a batch at once, with their studies and patients. So
 * a batch costs a few trips to the database also where each instance is of a new patient. Several nodes may do so for the
 * same series: whoever comes second finds what the first one made.
 */
final class SeriesRegister {

    private final Rows rows;
    private final StudyRegister studies;
    private final SeriesCache cache;
    private final HeaderCodec codec;
    private final Set<String> studiesWithNewSeries = new LinkedHashSet<>();

    /** A series by the row of its study. */
    private record Key(long study, String seriesInstanceUid) {}

    SeriesRegister(Rows rows, SeriesCache cache, HeaderCodec codec, Duration stableAfter) {
        this.rows = rows;
        this.studies = new StudyRegister(rows, stableAfter);
        this.cache = cache;
        this.codec = codec;
    }

    /** The series of each instance, in their order. A series that is new is described by the first of its instances. */
    List<KnownSeries> series(List<Arrival> arrivals) throws SQLException {
        List<Optional<KnownSeries>> cached =
                arrivals.stream().map(cache::series).toList();
        List<Arrival> unknown = new ArrayList<>();
        for (int i = 0; i < cached.size(); i++) {
            if (cached.get(i).isEmpty()) {
                unknown.add(arrivals.get(i));
            }
        }
        Map<String, Long> studyIds = unknown.isEmpty() ? Map.of() : studies.studies(unknown);
        Map<Key, KnownSeries> found = unknown.isEmpty() ? Map.of() : findOrMake(unknown, studyIds);
        List<KnownSeries> all = new ArrayList<>(arrivals.size());
        for (int i = 0; i < cached.size(); i++) {
            Arrival arrival = arrivals.get(i);
            Optional<KnownSeries> known = cached.get(i);
            all.add(known.isPresent() ? known.get() : found.get(key(arrival, studyIds)));
            cache.remember(arrival, all.get(i));
        }
        return all;
    }

    /** The Study Instance UIDs of the series that were made here. */
    List<String> studiesWithNewSeries() {
        return List.copyOf(studiesWithNewSeries);
    }

    private Map<Key, KnownSeries> findOrMake(List<Arrival> arrivals, Map<String, Long> studyIds) throws SQLException {
        Map<Key, Arrival> first = new LinkedHashMap<>();
        arrivals.forEach(arrival -> first.putIfAbsent(key(arrival, studyIds), arrival));
        Map<Key, KnownSeries> known = find(first.keySet(), Map.of());
        first.keySet().removeAll(known.keySet());
        if (!first.isEmpty()) {
            known.putAll(find(first.keySet(), insert(first)));
            studies.addModalities(first.values(), studyIds);
        }
        for (Map.Entry<Key, Arrival> made : first.entrySet()) {
            if (!known.containsKey(made.getKey())) {
                throw new SQLException("a series that was made is not there");
            }
            studiesWithNewSeries.add(made.getValue().studyInstanceUid());
        }
        return known;
    }

    private static Key key(Arrival arrival, Map<String, Long> studyIds) {
        return new Key(studyIds.get(arrival.studyInstanceUid()), arrival.seriesInstanceUid());
    }

    /** @param samples what was just written of series; another node may have been first */
    private Map<Key, KnownSeries> find(Collection<Key> keys, Map<Key, Sample> samples) throws SQLException {
        Map<Key, KnownSeries> found = new HashMap<>();
        Set<Key> wanted = Set.copyOf(keys);
        rows.each(
                "select study_id, id, series_instance_uid, sample from series where study_id in (*)"
                        + " and series_instance_uid in (*)",
                row -> {
                    Key key = new Key(row.getLong(1), row.getString(3));
                    if (wanted.contains(key)) {
                        byte[] sample = sample(row.getBytes(4), Optional.ofNullable(samples.get(key)));
                        found.put(key, new KnownSeries(key.study(), row.getLong(2), sample));
                    }
                },
                keys.stream().map(Key::study).distinct().toList(),
                keys.stream().map(Key::seriesInstanceUid).distinct().toList());
        return found;
    }

    /** A header that others are deflated against, and how it is kept. */
    private record Sample(byte[] header, byte[] deflated) {}

    private static byte[] sample(byte[] deflated, Optional<Sample> written) throws SQLException {
        if (written.isPresent() && Arrays.equals(deflated, written.get().deflated())) {
            return HeaderCodec.dictionary(written.get().header());
        }
        try {
            return HeaderCodec.dictionary(HeaderCodec.inflate(deflated, HeaderCodec.NO_SAMPLE));
        } catch (IOException e) {
            throw new SQLException("the sample header of a series can't be read", e);
        }
    }

    private Map<Key, Sample> insert(Map<Key, Arrival> series) throws SQLException {
        Map<Key, Sample> samples = new HashMap<>();
        List<Object[]> values = new ArrayList<>(series.size());
        for (Map.Entry<Key, Arrival> one : series.entrySet()) {
            Arrival arrival = one.getValue();
            byte[] header = arrival.sample();
            Sample sample = new Sample(header, codec.deflate(header, HeaderCodec.NO_SAMPLE));
            samples.put(one.getKey(), sample);
            values.add(new Object[] {
                one.getKey().study(),
                arrival.seriesInstanceUid(),
                cut(arrival.text(Tag.Modality), 16),
                cut(arrival.text(Tag.SeriesNumber), 16),
                cut(arrival.text(Tag.SeriesDescription), 256),
                cut(arrival.text(Tag.BodyPartExamined), 64),
                sample.deflated()
            });
        }
        rows.batch(
                "insert into series (id, study_id, series_instance_uid, modality, series_number, description, body_part,"
                        + " instances, sample) values (nextval('series_seq'), ?, ?, ?, ?, ?, ?, 0, ?)"
                        + " on conflict do nothing",
                values);
        return samples;
    }
}
