package org.confluens.worklist;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import javax.sql.DataSource;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;

/**
 * Fills a worklist with invented steps: a fixed number of them today, the rest over the year before, when they were
 * completed, and the months to come. Batched, since a million single inserts would measure nothing but patience.
 */
public final class WorklistLoader {

    public static final int STATIONS = 40;
    private static final String[] MODALITIES = {"XA", "MR", "CT", "US", "IVUS"};
    private static final DateTimeFormatter DA = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final int BATCH = 1_000;

    private final DataSource database;
    private final LocalDate today;
    private final int todays;

    public WorklistLoader(DataSource database, LocalDate today, int todays) {
        this.database = database;
        this.today = today;
        this.todays = todays;
    }

    /** Inserts the items numbered from..to-1. */
    public void load(int from, int to) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement step = connection.prepareStatement(withId(StepRow.INSERT));
                    PreparedStatement station = connection.prepareStatement(
                            "insert into worklist_station (station, start_at, step) values (?, ?, ?)");
                    PreparedStatement name =
                            connection.prepareStatement("insert into worklist_name (name, step) values (?, ?)")) {
                for (int i = from; i < to; i++) {
                    add(i, item(i), step, station, name);
                    if (i % BATCH == BATCH - 1 || i == to - 1) {
                        step.executeBatch();
                        station.executeBatch();
                        name.executeBatch();
                        connection.commit();
                    }
                }
            }
        }
    }

    private static String withId(String insert) {
        return insert.replace("(study_uid", "(id, study_uid").replace("values (", "values (?, ");
    }

    private static void add(
            int number, WorklistItem item, PreparedStatement step, PreparedStatement station, PreparedStatement name)
            throws SQLException {
        OffsetDateTime now = OffsetDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
        step.setLong(1, number + 1L);
        int next = StepRow.bind(step, item, 2);
        step.setObject(next, now);
        step.setString(next + 1, "BENCH");
        step.setObject(next + 2, now);
        step.addBatch();
        station.setString(1, item.stationAeTitles().get(0));
        station.setObject(2, item.start());
        station.setLong(3, number + 1L);
        station.addBatch();
        for (String group : item.nameGroups()) {
            name.setBytes(1, group.getBytes(StandardCharsets.UTF_8));
            name.setLong(2, number + 1L);
            name.addBatch();
        }
    }

    /** The worklist data set of a number, the same every time. */
    public Dataset dataset(int number) {
        int day = number < todays ? 0 : Math.floorMod(number * 7919, 400) - 300;
        LocalDate date = today.plusDays(day == 0 && number >= todays ? 1 : day);
        return ItemBuilder.item()
                .numbered(number)
                .with(Tag.StudyInstanceUID, "2.25.9" + number)
                .with(Tag.PatientName, "DOE%05d^JANE%02d".formatted(number / 20, number % 20))
                .with(Tag.PatientID, patientId(number))
                .with(Tag.ReferringPhysicianName, "POE^EDGAR")
                .with(Tag.RequestingPhysician, "ROE^RITA")
                .putEmptySequences()
                .step(Tag.Modality, MODALITIES[number % MODALITIES.length])
                .step(Tag.ScheduledStationAETitle, "STATION" + number % STATIONS)
                .step(Tag.ScheduledProcedureStepStatus, date.isBefore(today) ? "COMPLETED" : "SCHEDULED")
                .at(DA.format(date), "%02d%02d00".formatted(7 + number % 11, number % 60))
                .dataset();
    }

    public static String patientId(int number) {
        return "P%08d".formatted(number);
    }

    private WorklistItem item(int number) {
        Dataset dataset = dataset(number);
        StepState state = dataset.item(Tag.ScheduledProcedureStepSequence)
                .flatMap(step -> step.string(Tag.ScheduledProcedureStepStatus))
                .flatMap(StepState::ofTerm)
                .orElseThrow();
        return new WorklistItem(dataset, state);
    }
}
