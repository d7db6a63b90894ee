package org.confluens.intake;

import static org.confluens.intake.Rows.cut;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.confluens.dicom.data.Tag;
import org.confluens.patient.Identification;
import org.confluens.patient.KnownName;
import org.confluens.patient.Patient;
import org.confluens.patient.PatientKey;
import org.confluens.patient.PatientSource;
import org.confluens.worklist.PatientIdentity;
import org.confluens.worklist.StepOwners;

/**
 * Finds or makes the rows of the patients of new studies, all of a batch at once. Several nodes may do so for the same
 * patient: whoever comes second finds what the first one made.
 */
final class PatientRegister {

    private final Rows rows;
    private final Map<String, List<KnownName>> names = new HashMap<>();
    private final Map<PatientKey, Patient> made = new LinkedHashMap<>();
    private final List<Object[]> described = new ArrayList<>();
    private long nextMade = -1;

    PatientRegister(Rows rows) {
        this.rows = rows;
    }

    /**
     * The patient of each new study: whom its step is for, if it carries what a step was given, else whom it names, by {@link
     * Identification}. Who is known by exactly this name is described by the study from now on; of several by the last.
     *
     * @param newStudies the first instance of each, in the order of arrival
     * @return the keys of the rows, by Study Instance UID
     */
    Map<String, Long> ofNewStudies(Collection<Arrival> newStudies) throws SQLException {
        StepOwners owners = StepOwners.of(
                rows.connection(), newStudies.stream().map(Arrival::dataset).toList());
        learn(Stream.concat(
                        newStudies.stream().map(one -> named(one).key()),
                        newStudies.stream()
                                .flatMap(one -> Stream.concat(
                                        owners.byStudy(one.dataset()).stream(),
                                        owners.byNumber(one.dataset()).stream()))
                                .map(PatientIdentity::key))
                .toList());
        Map<String, Long> meant = new LinkedHashMap<>();
        for (Arrival one : newStudies) {
            Patient named = named(one);
            Patient owner = owner(one, named, owners);
            Identification found = identify(owner);
            long row = rowOf(owner, found);
            meant.put(one.studyInstanceUid(), row);
            if (owner.equals(named) && found.key().equals(named.key())) {
                describe(named, row);
            }
        }
        Map<Long, Long> written = insert();
        meant.replaceAll((study, row) -> row > 0 ? row : written.get(row));
        rows.batch(PatientSource.DESCRIBE, described);
        return meant;
    }

    /** The patient of the step that the study carries, unless the study names somebody else who is known here. */
    private Patient owner(Arrival arrival, Patient named, StepOwners owners) {
        List<PatientIdentity> byStudy = owners.byStudy(arrival.dataset());
        Optional<Patient> step = only(byStudy)
                .filter(patient -> patient.key().id().equals(named.key().id())
                        || !named.key().identified()
                        || identify(named).survivor().isEmpty());
        return step.or(() -> byStudy.isEmpty() ? only(owners.byNumber(arrival.dataset())) : Optional.empty())
                .orElse(named);
    }

    private Optional<Patient> only(List<PatientIdentity> patients) {
        return patients.size() == 1 ? Optional.of(patients.get(0).asPatient()) : Optional.empty();
    }

    private Identification identify(Patient named) {
        return Identification.of(named.key(), named.birthDate(), known(named.key()));
    }

    /** What the study leaves out of the birth date stays as it is known: it tells patients apart. */
    private void describe(Patient named, long row) {
        List<KnownName> known = known(named.key());
        String before = known.stream()
                .filter(name -> name.row() == row)
                .map(KnownName::birthDate)
                .findFirst()
                .orElse("");
        String birthDate = named.birthDate().isEmpty() ? before : named.birthDate();
        known.replaceAll(name -> name.born(row, birthDate));
        if (row > 0) {
            described.add(PatientSource.IMAGES.parameters(named, row));
        } else {
            made.merge(named.key(), named, (earlier, now) -> now.or(earlier));
        }
    }

    private List<KnownName> known(PatientKey key) {
        return names.computeIfAbsent(key.id(), id -> new ArrayList<>());
    }

    /** The row of a patient; a negative number for one who is to be made. */
    private long rowOf(Patient named, Identification meant) {
        return meant.survivor().orElseGet(() -> {
            PatientKey key = meant.key();
            made.put(key, new Patient(key, named.name(), named.birthDate(), named.sex()));
            known(key).add(KnownName.itself(nextMade, key, named.birthDate()));
            return nextMade--;
        });
    }

    /** Who a study says that it is of, as the columns hold it. */
    private static Patient named(Arrival arrival) {
        PatientKey key = arrival.patientKey();
        return new Patient(
                new PatientKey(cut(key.id(), 256), cut(key.issuer(), 256)),
                cut(arrival.text(Tag.PatientName), 512),
                cut(arrival.text(Tag.PatientBirthDate), 8),
                cut(arrival.text(Tag.PatientSex), 16));
    }

    private void learn(Collection<PatientKey> keys) throws SQLException {
        rows.each(
                KnownName.SELECT + " in (*) order by p.id",
                row -> {
                    KnownName name = KnownName.of(row);
                    known(name.key()).add(name);
                },
                keys.stream().map(PatientKey::id).distinct().toList());
    }

    /** @return the rows of those who were made, by the numbers that stood for them */
    private Map<Long, Long> insert() throws SQLException {
        List<Object[]> values = new ArrayList<>(made.size());
        made.forEach((key, patient) ->
                values.add(new Object[] {key.id(), key.issuer(), patient.name(), patient.birthDate(), patient.sex()}));
        rows.batch(
                "insert into patient (id, patient_id, issuer, name, birth_date, sex)"
                        + " values (nextval('patient_seq'), ?, ?, ?, ?, ?) on conflict do nothing",
                values);
        Map<PatientKey, Long> found = new HashMap<>();
        rows.each(
                KnownName.SELECT + " in (*)",
                row -> {
                    KnownName name = KnownName.of(row);
                    found.put(name.key(), name.survivor());
                },
                made.keySet().stream().map(PatientKey::id).distinct().toList());
        Map<Long, Long> written = new HashMap<>();
        for (PatientKey key : made.keySet()) {
            KnownName pending = known(key).stream()
                    .filter(name -> name.row() < 0 && name.key().equals(key))
                    .findFirst()
                    .orElseThrow();
            written.put(
                    pending.row(),
                    Optional.ofNullable(found.get(key))
                            .orElseThrow(() -> new SQLException("a patient that was made is not there")));
        }
        return written;
    }
}
