package org.confluens.intake;

import static org.confluens.intake.Rows.cut;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.confluens.dicom.data.Tag;

/**
 * Finds or makes the rows of the patients of new studies, all of a batch at once. Several nodes may do so for the same
 * patient: whoever comes second finds what the first one made.
 */
final class PatientRegister {

    private final Rows rows;

    PatientRegister(Rows rows) {
        this.rows = rows;
    }

    /**
     * The patient of each new study, who from now on is named as that study names him or her; of several the last. A patient
     * who was merged into another stands for that one, whose name stays.
     *
     * @param newStudies the first instance of each, in the order of arrival
     * @return the keys of the rows, by the patient's key
     */
    Map<PatientKey, Long> ofNewStudies(Collection<Arrival> newStudies) throws SQLException {
        Map<PatientKey, Arrival> first = new LinkedHashMap<>();
        newStudies.forEach(arrival -> first.putIfAbsent(key(arrival), arrival));
        Map<PatientKey, Long> known = find(first.keySet());
        Set<PatientKey> made = new HashSet<>(first.keySet());
        made.removeAll(known.keySet());
        insert(first.values().stream().filter(one -> made.contains(key(one))).toList());
        known.putAll(find(made));
        for (PatientKey key : made) {
            if (!known.containsKey(key)) {
                throw new SQLException("a patient that was made is not there");
            }
        }
        rename(newStudies.stream().filter(one -> !made.remove(key(one))).toList(), known);
        return known;
    }

    /** The key as its columns hold it. */
    static PatientKey key(Arrival arrival) {
        PatientKey key = arrival.patientKey();
        return new PatientKey(cut(key.id(), 256), cut(key.issuer(), 256));
    }

    private Map<PatientKey, Long> find(Collection<PatientKey> keys) throws SQLException {
        Map<PatientKey, Long> found = new HashMap<>();
        rows.each(
                "select patient_id, issuer, coalesce(merged_into, id) from patient where patient_id in (*)",
                row -> found.put(new PatientKey(row.getString(1), row.getString(2)), row.getLong(3)),
                keys.stream().map(PatientKey::id).distinct().toList());
        return found;
    }

    private void insert(List<Arrival> arrivals) throws SQLException {
        List<Object[]> values = new ArrayList<>(arrivals.size());
        for (Arrival arrival : arrivals) {
            PatientKey key = key(arrival);
            values.add(new Object[] {key.id(), key.issuer(), name(arrival), birthDate(arrival), sex(arrival)});
        }
        rows.batch(
                "insert into patient (id, patient_id, issuer, name, birth_date, sex)"
                        + " values (nextval('patient_seq'), ?, ?, ?, ?, ?) on conflict do nothing",
                values);
    }

    private void rename(List<Arrival> arrivals, Map<PatientKey, Long> known) throws SQLException {
        List<Object[]> values = new ArrayList<>(arrivals.size());
        for (Arrival arrival : arrivals) {
            values.add(new Object[] {name(arrival), birthDate(arrival), sex(arrival), known.get(key(arrival))});
        }
        rows.batch("update patient set name = ?, birth_date = ?, sex = ? where id = ? and merged_into is null", values);
    }

    private static String name(Arrival arrival) {
        return cut(arrival.text(Tag.PatientName), 512);
    }

    private static String birthDate(Arrival arrival) {
        return cut(arrival.text(Tag.PatientBirthDate), 8);
    }

    private static String sex(Arrival arrival) {
        return cut(arrival.text(Tag.PatientSex), 16);
    }
}
