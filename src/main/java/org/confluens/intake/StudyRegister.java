package org.confluens.intake;

import static org.confluens.intake.Rows.cut;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.confluens.dicom.data.Tag;

/**
 * Finds or makes the rows of the studies of a batch, all at once, with their patients. Several nodes may do so for the same
 * study: whoever comes second finds what the first one made.
 */
final class StudyRegister {

    private static final String BACKSLASH = "\\";

    /** A text of a study that any of its instances can say. */
    private record Described(int tag, int length) {
        String of(Arrival arrival) {
            return cut(arrival.text(tag), length);
        }
    }

    private static final SortedMap<String, Described> DESCRIBED = new TreeMap<>(Map.of(
            "accession_number", new Described(Tag.AccessionNumber, 64),
            "study_date", new Described(Tag.StudyDate, 8),
            "study_time", new Described(Tag.StudyTime, 16),
            "description", new Described(Tag.StudyDescription, 256)));

    private static final String FILL = "update study set "
            + DESCRIBED.keySet().stream()
                    .map(column -> column + " = case when " + column + " = '' then ? else " + column + " end")
                    .collect(Collectors.joining(", "))
            + ", version = version + 1 where id = ?";

    private final Rows rows;
    private final Duration stableAfter;

    StudyRegister(Rows rows, Duration stableAfter) {
        this.rows = rows;
        this.stableAfter = stableAfter;
    }

    /**
     * The studies of instances, made with their patients if need be. A study that is new is described by the first of its
     * instances.
     *
     * @return the keys of the rows, by Study Instance UID
     */
    Map<String, Long> studies(Collection<Arrival> arrivals) throws SQLException {
        Map<String, Arrival> first = new LinkedHashMap<>();
        arrivals.forEach(arrival -> first.putIfAbsent(arrival.studyInstanceUid(), arrival));
        Map<String, Known> known = find(first.keySet());
        first.keySet().removeAll(known.keySet());
        if (!first.isEmpty()) {
            insert(first.values(), new PatientRegister(rows).ofNewStudies(first.values()));
            known.putAll(find(first.keySet()));
        }
        for (String made : first.keySet()) {
            if (!known.containsKey(made)) {
                throw new SQLException("a study that was made is not there");
            }
        }
        fill(arrivals, known);
        Map<String, Long> ids = new HashMap<>();
        known.forEach((uid, study) -> ids.put(uid, study.id()));
        return ids;
    }

    /** A study's row, with the texts of {@link #DESCRIBED} as they are. */
    private record Known(long id, List<String> texts) {}

    private Map<String, Known> find(Collection<String> uids) throws SQLException {
        Map<String, Known> found = new HashMap<>();
        rows.each(
                "select study_instance_uid, id, " + String.join(", ", DESCRIBED.keySet())
                        + " from study where study_instance_uid in (*)",
                row -> {
                    List<String> texts = new ArrayList<>();
                    for (int i = 0; i < DESCRIBED.size(); i++) {
                        texts.add(row.getString(3 + i));
                    }
                    found.put(row.getString(1), new Known(row.getLong(2), texts));
                },
                uids);
        return found;
    }

    /** What the first instance of a study did not say, a later one does; what one said stays. */
    private void fill(Collection<Arrival> arrivals, Map<String, Known> known) throws SQLException {
        Map<Long, List<String>> said = new LinkedHashMap<>();
        for (Arrival arrival : arrivals) {
            Known study = known.get(arrival.studyInstanceUid());
            if (study.texts().contains("")) {
                List<String> texts = said.computeIfAbsent(study.id(), id -> new ArrayList<>(study.texts()));
                int column = 0;
                for (Described described : DESCRIBED.values()) {
                    if (texts.get(column).isEmpty()) {
                        texts.set(column, described.of(arrival));
                    }
                    column++;
                }
            }
        }
        List<Object[]> values = new ArrayList<>();
        known.values().forEach(study -> {
            List<String> texts = said.getOrDefault(study.id(), study.texts());
            if (!texts.equals(study.texts())) {
                values.add(Stream.concat(texts.stream(), Stream.of(study.id())).toArray());
            }
        });
        rows.batch(FILL, values);
    }

    private void insert(Collection<Arrival> arrivals, Map<String, Long> patients) throws SQLException {
        List<Object[]> values = new ArrayList<>(arrivals.size());
        for (Arrival arrival : arrivals) {
            Instant now = arrival.receivedAt();
            values.add(new Object[] {
                arrival.studyInstanceUid(),
                patients.get(arrival.studyInstanceUid()),
                DESCRIBED.get("accession_number").of(arrival),
                DESCRIBED.get("study_date").of(arrival),
                DESCRIBED.get("study_time").of(arrival),
                DESCRIBED.get("description").of(arrival),
                cut(arrival.instance().callingAeTitle(), 16),
                now,
                now,
                now.plus(stableAfter)
            });
        }
        rows.batch(
                "insert into study (id, study_instance_uid, patient_id, accession_number, study_date, study_time,"
                        + " description, modalities, sender, state, first_arrival_at, last_arrival_at, stable_at,"
                        + " stable_reason, times_stable, instances, template_id, rule_id, classification_reason, problem,"
                        + " attempts, version) values (nextval('study_seq'), ?, ?, ?, ?, ?, ?, '', ?, 'ARRIVING', ?, ?, ?,"
                        + " '', 0, 0, null, '', '', '', 0, 0) on conflict do nothing",
                values);
    }

    /** Adds the modality of each new series to those of its study, in the order in which the series came. */
    void addModalities(Collection<Arrival> newSeries, Map<String, Long> studies) throws SQLException {
        Map<Long, String> before = new HashMap<>();
        rows.each(
                "select id, modalities from study where id in (*)",
                row -> before.put(row.getLong(1), row.getString(2)),
                newSeries.stream()
                        .map(one -> studies.get(one.studyInstanceUid()))
                        .distinct()
                        .toList());
        Map<Long, String> after = new LinkedHashMap<>();
        for (Arrival one : newSeries) {
            long study = studies.get(one.studyInstanceUid());
            String present = after.getOrDefault(study, before.getOrDefault(study, ""));
            after.put(study, with(present, cut(one.text(Tag.Modality), 16)));
        }
        List<Object[]> values = new ArrayList<>();
        after.forEach((study, modalities) -> {
            if (!modalities.equals(before.get(study))) {
                values.add(new Object[] {modalities, study});
            }
        });
        rows.batch("update study set modalities = ? where id = ?", values);
    }

    private static String with(String present, String modality) {
        boolean known = (BACKSLASH + present + BACKSLASH).contains(BACKSLASH + modality + BACKSLASH);
        if (known || modality.isEmpty()) {
            return present;
        }
        return cut(present.isEmpty() ? modality : present + BACKSLASH + modality, 256);
    }
}
