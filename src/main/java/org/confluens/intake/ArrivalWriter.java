package org.confluens.intake;

import static org.confluens.intake.Rows.cut;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.confluens.dicom.data.Tag;
import org.confluens.intake.journal.JournalPosition;
import org.confluens.rights.Origin;

/**
 * Writes a batch of arrivals to the database, in the transaction of the connection, and with them how far the journal has
 * been read: so each record takes effect once, whenever this process dies. Costs one row of one statement an instance, and
 * a few statements a batch.
 */
final class ArrivalWriter {

    private static final String INSERT_INSTANCE =
            "insert into instance (series_id, sop_instance_uid, sop_class_uid, transfer_syntax_uid, instance_number,"
                    + " frames, received_at, header) values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing";

    private static final String INSERT_PIECE =
            "insert into instance_piece (series_id, sop_instance_uid, number, piece) values (?, ?, ?, ?)";

    private final Rows rows;
    private final SeriesRegister register;
    private final HeaderCodec codec;
    private final Duration stableAfter;

    ArrivalWriter(Connection connection, SeriesCache cache, HeaderCodec codec, Duration stableAfter) {
        this.rows = new Rows(connection);
        this.register = new SeriesRegister(rows, cache, codec, stableAfter);
        this.codec = codec;
        this.stableAfter = stableAfter;
    }

    /** Writes the arrivals and the position of the journal after the last of them. */
    WrittenBatch write(List<Arrival> arrivals, String node, JournalPosition next) throws SQLException {
        List<KnownSeries> series = register.series(arrivals);
        int[] inserted = insertInstances(arrivals, series);
        Map<Long, StudyChange> changes = new LinkedHashMap<>();
        Map<Long, Integer> bySeries = new HashMap<>();
        Map<String, Instant> senders = new HashMap<>();
        int documents = 0;
        for (int i = 0; i < inserted.length; i++) {
            Arrival arrival = arrivals.get(i);
            senders.merge(arrival.instance().callingAeTitle(), arrival.receivedAt(), StudyChange::later);
            if (inserted[i] != 0) {
                insertPieces(arrival, series.get(i));
                bySeries.merge(series.get(i).seriesId(), 1, Integer::sum);
                changes.computeIfAbsent(series.get(i).studyId(), id -> new StudyChange())
                        .add(arrival);
                documents += insertDocument(arrival, series.get(i));
            } else if (arrival.kind() == StorageClasses.Kind.DOCUMENT) {
                documents += replaceDocument(arrival, series.get(i));
            }
        }
        countInstances(bySeries);
        writeChanges(changes);
        writeSenders(senders);
        writePosition(node, next);
        return new WrittenBatch(register.studiesWithNewSeries(), documents > 0);
    }

    private int[] insertInstances(List<Arrival> arrivals, List<KnownSeries> series) throws SQLException {
        try (PreparedStatement insert = rows.prepare(INSERT_INSTANCE)) {
            for (int i = 0; i < arrivals.size(); i++) {
                Arrival arrival = arrivals.get(i);
                OptionalInt number = number(arrival, Tag.InstanceNumber);
                Rows.bind(
                        insert,
                        series.get(i).seriesId(),
                        arrival.sopInstanceUid(),
                        arrival.instance().sopClassUid(),
                        arrival.instance().transferSyntaxUid(),
                        number.isPresent() ? number.getAsInt() : null,
                        Math.max(1, number(arrival, Tag.NumberOfFrames).orElse(1)),
                        arrival.receivedAt(),
                        header(arrival, series.get(i)));
                insert.addBatch();
            }
            return insert.executeBatch();
        }
    }

    private byte[] header(Arrival arrival, KnownSeries series) {
        return arrival.pieces()
                .map(HeaderPieces::mark)
                .orElseGet(() -> codec.deflate(arrival.instance().header(), series.sample()));
    }

    private void insertPieces(Arrival arrival, KnownSeries series) throws SQLException {
        if (arrival.pieces().isEmpty()) {
            return;
        }
        try (PreparedStatement insert = rows.prepare(INSERT_PIECE)) {
            int number = 0;
            for (byte[] piece : arrival.pieces().get().pieces()) {
                Rows.bind(insert, series.seriesId(), arrival.sopInstanceUid(), number, piece);
                insert.executeUpdate();
                number++;
            }
        }
    }

    private static OptionalInt number(Arrival arrival, int tag) {
        return arrival.dataset().integer(tag);
    }

    private int insertDocument(Arrival arrival, KnownSeries series) throws SQLException {
        if (arrival.kind() != StorageClasses.Kind.DOCUMENT) {
            return 0;
        }
        Origin origin = arrival.instance().origin();
        int inserted = rows.update(
                "insert into intake_document (sop_instance_uid, series_id, study_instance_uid, sender, host, certificate,"
                        + " signs, rejects, state, next_attempt_at, attempts, problem)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, 'WAITING', ?, 0, '')"
                        + " on conflict do nothing",
                arrival.sopInstanceUid(),
                series.seriesId(),
                arrival.studyInstanceUid(),
                cut(origin.aeTitle(), 16),
                origin.host(),
                origin.certificate(),
                origin.signs(),
                origin.rejects(),
                arrival.receivedAt());
        return inserted > 0 ? inserted : handOnAgain(arrival, series);
    }

    /** A document that was changed under its old UID is kept as it came last, and handed on again: nobody else will tell. */
    private int replaceDocument(Arrival arrival, KnownSeries series) throws SQLException {
        byte[] header = header(arrival, series);
        int replaced = rows.update(
                "update instance set header = ?, received_at = ? where series_id = ? and sop_instance_uid = ?"
                        + " and header <> ?",
                header,
                arrival.receivedAt(),
                series.seriesId(),
                arrival.sopInstanceUid(),
                header);
        if (replaced == 0) {
            return 0;
        }
        rows.update(
                "delete from instance_piece where series_id = ? and sop_instance_uid = ?",
                series.seriesId(),
                arrival.sopInstanceUid());
        insertPieces(arrival, series);
        return handOnAgain(arrival, series);
    }

    private int handOnAgain(Arrival arrival, KnownSeries series) throws SQLException {
        Origin origin = arrival.instance().origin();
        return rows.update(
                "update intake_document set series_id = ?, study_instance_uid = ?, sender = ?, host = ?, certificate = ?,"
                        + " signs = ?, rejects = ?, state = 'WAITING', next_attempt_at = ?, attempts = 0, problem = ''"
                        + " where sop_instance_uid = ?",
                series.seriesId(),
                arrival.studyInstanceUid(),
                cut(origin.aeTitle(), 16),
                origin.host(),
                origin.certificate(),
                origin.signs(),
                origin.rejects(),
                arrival.receivedAt(),
                arrival.sopInstanceUid());
    }

    private void countInstances(Map<Long, Integer> bySeries) throws SQLException {
        List<Object[]> values = new ArrayList<>(bySeries.size());
        bySeries.forEach((series, instances) -> values.add(new Object[] {instances, series}));
        rows.batch("update series set instances = instances + ? where id = ?", values);
    }

    private void writeChanges(Map<Long, StudyChange> changes) throws SQLException {
        List<Object[]> reopened = new ArrayList<>();
        List<Object[]> counted = new ArrayList<>();
        changes.forEach((study, change) -> {
            if (change.reopens()) {
                reopened.add(new Object[] {
                    change.instances(),
                    change.lastArrival(),
                    change.lastArrival().plus(stableAfter),
                    cut(change.sender(), 16),
                    study
                });
            } else {
                counted.add(new Object[] {change.instances(), study});
            }
        });
        rows.batch(
                "update study set instances = instances + ?, last_arrival_at = ?, stable_at = ?, sender = ?,"
                        + " state = 'ARRIVING', stable_reason = '', problem = '', attempts = 0,"
                        + " version = version + 1 where id = ?",
                reopened);
        rows.batch("update study set instances = instances + ?, version = version + 1 where id = ?", counted);
    }

    private void writeSenders(Map<String, Instant> senders) throws SQLException {
        for (Map.Entry<String, Instant> sender : senders.entrySet()) {
            String aeTitle = cut(sender.getKey(), 16);
            if (rows.update(
                            "update intake_sender set last_arrival_at = ? where ae_title = ?",
                            sender.getValue(),
                            aeTitle)
                    == 0) {
                rows.update(
                        "insert into intake_sender (ae_title, last_arrival_at) values (?, ?) on conflict do nothing",
                        aeTitle,
                        sender.getValue());
            }
        }
    }

    private void writePosition(String node, JournalPosition next) throws SQLException {
        if (rows.update(
                        "update intake_journal set segment = ?, position = ? where node = ?",
                        next.segment(),
                        next.offset(),
                        node)
                == 0) {
            rows.update(
                    "insert into intake_journal (node, segment, position) values (?, ?, ?)",
                    node,
                    next.segment(),
                    next.offset());
        }
    }
}
