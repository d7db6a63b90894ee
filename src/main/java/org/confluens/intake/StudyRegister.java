package org.confluens.intake;

import static org.confluens.intake.Rows.cut;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.confluens.dicom.data.Tag;

/**
 * Finds or makes the rows of patient, study and series that an arriving instance belongs to. Several nodes may do so for
 * the same study at once: whoever comes second finds what the first one made.
 */
final class StudyRegister {

    private static final String BACKSLASH = "\\";

    private final Rows rows;
    private final SeriesCache cache;
    private final HeaderCodec codec;
    private final Duration stableAfter;
    private final Set<String> studiesWithNewSeries = new LinkedHashSet<>();

    StudyRegister(Rows rows, SeriesCache cache, HeaderCodec codec, Duration stableAfter) {
        this.rows = rows;
        this.cache = cache;
        this.codec = codec;
        this.stableAfter = stableAfter;
    }

    /** The series of an instance, made with its study and patient if need be. */
    KnownSeries series(Arrival arrival) throws SQLException {
        Optional<KnownSeries> known = cache.series(arrival);
        if (known.isPresent()) {
            return known.get();
        }
        long study = study(arrival);
        KnownSeries series = findSeries(study, arrival).orElse(null);
        if (series == null) {
            series = makeSeries(study, arrival);
        }
        cache.remember(arrival, series);
        return series;
    }

    /** The Study Instance UIDs of the series that were made here. */
    List<String> studiesWithNewSeries() {
        return List.copyOf(studiesWithNewSeries);
    }

    private Optional<KnownSeries> findSeries(long study, Arrival arrival) throws SQLException {
        return rows.first(
                "select id, sample from series where study_id = ? and series_instance_uid = ?",
                row -> new KnownSeries(study, row.getLong(1), sample(row.getBytes(2))),
                study,
                arrival.seriesInstanceUid());
    }

    private static byte[] sample(byte[] deflated) throws SQLException {
        try {
            return HeaderCodec.dictionary(HeaderCodec.inflate(deflated, HeaderCodec.NO_SAMPLE));
        } catch (IOException e) {
            throw new SQLException("the sample header of a series can't be read", e);
        }
    }

    private KnownSeries makeSeries(long study, Arrival arrival) throws SQLException {
        byte[] sample = arrival.sample();
        rows.update(
                "insert into series (id, study_id, series_instance_uid, modality, series_number, description, body_part,"
                        + " instances, sample) values (?, ?, ?, ?, ?, ?, ?, 0, ?) on conflict do nothing",
                rows.next("series_seq"),
                study,
                arrival.seriesInstanceUid(),
                cut(arrival.text(Tag.Modality), 16),
                cut(arrival.text(Tag.SeriesNumber), 16),
                cut(arrival.text(Tag.SeriesDescription), 256),
                cut(arrival.text(Tag.BodyPartExamined), 64),
                codec.deflate(sample, HeaderCodec.NO_SAMPLE));
        studiesWithNewSeries.add(arrival.studyInstanceUid());
        addModality(study, cut(arrival.text(Tag.Modality), 16));
        return findSeries(study, arrival).orElseThrow(() -> new SQLException("a series that was made is not there"));
    }

    private void addModality(long study, String modality) throws SQLException {
        String present = rows.first("select modalities from study where id = ?", row -> row.getString(1), study)
                .orElse("");
        boolean known = (BACKSLASH + present + BACKSLASH).contains(BACKSLASH + modality + BACKSLASH);
        if (!known && !modality.isEmpty()) {
            String modalities = present.isEmpty() ? modality : present + BACKSLASH + modality;
            rows.update("update study set modalities = ? where id = ?", cut(modalities, 256), study);
        }
    }

    private long study(Arrival arrival) throws SQLException {
        Optional<Long> known = findStudy(arrival);
        if (known.isPresent()) {
            return known.get();
        }
        long patient = patient(arrival);
        Instant now = arrival.receivedAt();
        rows.update(
                "insert into study (id, study_instance_uid, patient_id, accession_number, study_date, study_time,"
                        + " description, modalities, sender, state, first_arrival_at, last_arrival_at, stable_at,"
                        + " stable_reason, times_stable, instances, template_id, rule_id, classification_reason, problem,"
                        + " attempts, version) values (?, ?, ?, ?, ?, ?, ?, '', ?, 'ARRIVING', ?, ?, ?,"
                        + " '', 0, 0, null, '', '', '', 0, 0) on conflict do nothing",
                rows.next("study_seq"),
                arrival.studyInstanceUid(),
                patient,
                cut(arrival.text(Tag.AccessionNumber), 64),
                cut(arrival.text(Tag.StudyDate), 8),
                cut(arrival.text(Tag.StudyTime), 16),
                cut(arrival.text(Tag.StudyDescription), 256),
                cut(arrival.instance().callingAeTitle(), 16),
                now,
                now,
                now.plus(stableAfter));
        return findStudy(arrival).orElseThrow(() -> new SQLException("a study that was made is not there"));
    }

    private Optional<Long> findStudy(Arrival arrival) throws SQLException {
        return rows.first(
                "select id from study where study_instance_uid = ?", row -> row.getLong(1), arrival.studyInstanceUid());
    }

    /** The patient of a new study, who from now on is named as that study names him or her. */
    private long patient(Arrival arrival) throws SQLException {
        PatientKey key = arrival.patientKey();
        String name = cut(arrival.text(Tag.PatientName), 512);
        String birthDate = cut(arrival.text(Tag.PatientBirthDate), 8);
        String sex = cut(arrival.text(Tag.PatientSex), 16);
        Optional<Long> known = findPatient(key);
        if (known.isPresent()) {
            rows.update(
                    "update patient set name = ?, birth_date = ?, sex = ? where id = ? and merged_into is null",
                    name,
                    birthDate,
                    sex,
                    known.get());
            return known.get();
        }
        rows.update(
                "insert into patient (id, patient_id, issuer, name, birth_date, sex) values (?, ?, ?, ?, ?, ?)"
                        + " on conflict do nothing",
                rows.next("patient_seq"),
                cut(key.id(), 256),
                cut(key.issuer(), 256),
                name,
                birthDate,
                sex);
        return findPatient(key).orElseThrow(() -> new SQLException("a patient that was made is not there"));
    }

    private Optional<Long> findPatient(PatientKey key) throws SQLException {
        return rows.first(
                "select coalesce(merged_into, id) from patient where patient_id = ? and issuer = ?",
                row -> row.getLong(1),
                cut(key.id(), 256),
                cut(key.issuer(), 256));
    }
}
