package org.confluens.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;

/** Reads studies from the database: three statements a study, however many instances it has. */
@ApplicationScoped
class StudyQueries implements Studies {

    @PersistenceContext(unitName = "confluens")
    private EntityManager entities;

    @Override
    public Optional<StudyDetails> study(String studyInstanceUid) {
        return row(studyInstanceUid).map(this::details);
    }

    Optional<Study> row(String studyInstanceUid) {
        return entities.createQuery(
                        "select s from Study s join fetch s.patient where s.studyInstanceUid = :uid", Study.class)
                .setParameter("uid", studyInstanceUid)
                .getResultStream()
                .findFirst();
    }

    /** A study with its series and instances. */
    StudyDetails details(Study study) {
        Patient patient = study.patient();
        return new StudyDetails(
                patient.key(),
                patient.name(),
                patient.birthDate(),
                patient.sex(),
                study.studyInstanceUid(),
                study.accessionNumber(),
                study.studyDate(),
                study.studyTime(),
                study.description(),
                study.state(),
                study.templateId(),
                study.timesStable() > (study.state() == StudyState.ARRIVING ? 0 : 1),
                series(study.id()));
    }

    private List<SeriesDetails> series(long study) {
        Map<Long, List<InstanceReference>> instances = instances(study);
        List<SeriesDetails> all = new ArrayList<>();
        for (Object[] row : rows(
                "select id, series_instance_uid, modality, series_number, description, body_part, sample"
                        + " from series where study_id = ? order by id",
                study)) {
            all.add(new SeriesDetails(
                    (String) row[1],
                    (String) row[2],
                    (String) row[3],
                    (String) row[4],
                    (String) row[5],
                    instances.getOrDefault(((Number) row[0]).longValue(), List.of()),
                    header((byte[]) row[6], HeaderCodec.NO_SAMPLE)));
        }
        all.sort(Comparator.comparing(StudyQueries::isDocument));
        return all;
    }

    private static boolean isDocument(SeriesDetails series) {
        String sopClass = series.sample().string(Tag.SOPClassUID, "");
        return StorageClasses.kind(sopClass) != StorageClasses.Kind.IMAGE;
    }

    private Map<Long, List<InstanceReference>> instances(long study) {
        Map<Long, List<InstanceReference>> bySeries = new LinkedHashMap<>();
        for (Object[] row : rows(
                "select i.series_id, i.sop_class_uid, i.sop_instance_uid, i.frames from instance i"
                        + " join series s on s.id = i.series_id where s.study_id = ? and not exists"
                        + " (select 1 from instance_rejected r where r.sop_instance_uid = i.sop_instance_uid)"
                        + " order by i.instance_number, i.sop_instance_uid",
                study)) {
            bySeries.computeIfAbsent(((Number) row[0]).longValue(), id -> new ArrayList<>())
                    .add(new InstanceReference((String) row[1], (String) row[2], ((Number) row[3]).intValue()));
        }
        return bySeries;
    }

    @Override
    public List<String> studiesOf(PatientKey patient) {
        return entities.createQuery(
                        "select s.studyInstanceUid from Study s where s.patient.patientId = :id"
                                + " and s.patient.issuer = :issuer order by s.studyDate desc, s.studyTime desc",
                        String.class)
                .setParameter("id", patient.id())
                .setParameter("issuer", patient.issuer())
                .getResultList();
    }

    @Override
    public List<String> studiesWithAccessionNumber(String accessionNumber) {
        if (accessionNumber.isEmpty()) {
            return List.of();
        }
        return entities.createQuery(
                        "select s.studyInstanceUid from Study s where s.accessionNumber = :number order by s.id",
                        String.class)
                .setParameter("number", accessionNumber)
                .getResultList();
    }

    @Override
    public Optional<Dataset> document(String sopInstanceUid) {
        return rows(
                        "select i.header, s.sample from intake_document d"
                                + " join instance i on i.series_id = d.series_id and i.sop_instance_uid = d.sop_instance_uid"
                                + " join series s on s.id = d.series_id where d.sop_instance_uid = ?",
                        sopInstanceUid)
                .stream()
                .findFirst()
                .map(row -> header((byte[]) row[0], sample((byte[]) row[1])));
    }

    @SuppressWarnings("unchecked")
    private List<Object[]> rows(String sql, Object parameter) {
        return entities.createNativeQuery(sql).setParameter(1, parameter).getResultList();
    }

    private static byte[] sample(byte[] deflated) {
        try {
            return HeaderCodec.inflate(deflated, HeaderCodec.NO_SAMPLE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Dataset header(byte[] deflated, byte[] sample) {
        try {
            return IntakeRecord.parse(HeaderCodec.inflate(deflated, sample));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
