package org.confluens.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetReader;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.patient.PatientKey;

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
        PatientRow patient = study.patient();
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
        return document(sopInstanceUid, ReadOptions.keepEverything());
    }

    @Override
    public Optional<Dataset> documentWithoutContent(String sopInstanceUid) {
        return document(sopInstanceUid, ReadOptions.headersOnly().stopBefore(Tag.ContentSequence));
    }

    @Override
    public long longDocument(String sopInstanceUid) {
        return documentRow(sopInstanceUid)
                .map(row -> (byte[]) row[0])
                .filter(HeaderPieces::isMark)
                .map(HeaderPieces::length)
                .orElse(0L);
    }

    private Optional<Object[]> documentRow(String sopInstanceUid) {
        return rows(
                        "select i.header, s.sample, i.series_id from intake_document d"
                                + " join instance i on i.series_id = d.series_id and i.sop_instance_uid = d.sop_instance_uid"
                                + " join series s on s.id = d.series_id where d.sop_instance_uid = ?",
                        sopInstanceUid)
                .stream()
                .findFirst();
    }

    private Optional<Dataset> document(String sopInstanceUid, ReadOptions options) {
        return documentRow(sopInstanceUid).map(row -> {
            byte[] header = (byte[]) row[0];
            return HeaderPieces.isMark(header)
                    ? pieces(((Number) row[2]).longValue(), sopInstanceUid, options)
                    : header(header, sample((byte[]) row[1]));
        });
    }

    /** Reads a header from its pieces, of which one is in memory at a time. */
    private Dataset pieces(long series, String sopInstanceUid, ReadOptions options) {
        Iterator<ByteArrayInputStream> pieces = Stream.iterate(0, number -> number + 1)
                .map(number -> piece(series, sopInstanceUid, number))
                .takeWhile(Optional::isPresent)
                .map(piece -> new ByteArrayInputStream(piece.orElseThrow()))
                .iterator();
        try (InputStream header = new InflaterInputStream(new SequenceInputStream(enumeration(pieces)))) {
            return DatasetReader.read(header, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, options)
                    .dataset();
        } catch (IOException e) {
            throw new UncheckedIOException("a stored document can't be read", e);
        }
    }

    private static Enumeration<ByteArrayInputStream> enumeration(Iterator<ByteArrayInputStream> pieces) {
        return new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return pieces.hasNext();
            }

            @Override
            public ByteArrayInputStream nextElement() {
                return pieces.next();
            }
        };
    }

    private Optional<byte[]> piece(long series, String sopInstanceUid, int number) {
        List<?> piece = entities.createNativeQuery(
                        "select piece from instance_piece where series_id = ? and sop_instance_uid = ? and number = ?")
                .setParameter(1, series)
                .setParameter(2, sopInstanceUid)
                .setParameter(3, number)
                .getResultList();
        return piece.stream().findFirst().map(byte[].class::cast);
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
