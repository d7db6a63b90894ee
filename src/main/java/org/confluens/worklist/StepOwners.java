package org.confluens.worklist;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.patient.PatientKey;

/**
 * Whose study it is by what it carries of the worklist (PS3.3 C.7.2.1, 10.6): the Study Instance UID that a step was given,
 * else its accession number or step id together with the Patient ID, if there is one, whoever issued that.
 */
public final class StepOwners {

    private final List<WorklistItem> items;

    private StepOwners(List<WorklistItem> items) {
        this.items = items;
    }

    /** What the worklist knows about these studies, over the caller's connection. */
    public static StepOwners of(Connection connection, Collection<Dataset> headers) throws SQLException {
        List<String> studies = values(headers.stream().map(header -> header.string(Tag.StudyInstanceUID, "")));
        List<String> numbers = values(headers.stream().flatMap(header -> accessionNumbers(header).stream()));
        List<String> ids = values(headers.stream().flatMap(header -> stepIds(header).stream()));
        List<WorklistItem> items = new ArrayList<>();
        String sql = "select state, item from worklist_step where study_uid in (" + marks(studies)
                + ") or accession_number in (" + marks(numbers) + ") or step_id in (" + marks(ids)
                + ") order by id desc";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int next = 1;
            for (String value :
                    Stream.of(studies, numbers, ids).flatMap(List::stream).toList()) {
                select.setString(next++, value);
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    items.add(StepRow.item(rows.getString(1), rows.getBytes(2)));
                }
            }
        }
        return new StepOwners(items);
    }

    /** The patients of the steps that gave the study its Study Instance UID; more than one only where steps disagree. */
    public List<PatientIdentity> byStudy(Dataset header) {
        String study = header.string(Tag.StudyInstanceUID, "");
        return patients(items.stream().filter(item -> item.studyInstanceUid().equals(study)));
    }

    /** The patients of the steps that have the study's accession number or step id, and its Patient ID if it has one. */
    public List<PatientIdentity> byNumber(Dataset header) {
        Set<String> numbers = Set.copyOf(accessionNumbers(header));
        Set<String> ids = Set.copyOf(stepIds(header));
        String patient = header.string(Tag.PatientID, "");
        return patients(items.stream()
                .filter(item -> numbers.contains(item.accessionNumber()) || ids.contains(item.stepId()))
                .filter(item -> patient.isEmpty() || item.patient().id().equals(patient)));
    }

    private static List<PatientIdentity> patients(Stream<WorklistItem> items) {
        Map<PatientKey, PatientIdentity> patients = new LinkedHashMap<>();
        items.map(WorklistItem::patient).forEach(patient -> patients.putIfAbsent(patient.key(), patient));
        return List.copyOf(patients.values());
    }

    private static List<String> accessionNumbers(Dataset header) {
        return ofRequests(header, Tag.AccessionNumber);
    }

    private static List<String> stepIds(Dataset header) {
        return ofRequests(header, Tag.ScheduledProcedureStepID);
    }

    private static List<String> ofRequests(Dataset header, int tag) {
        return Stream.concat(Stream.of(header), header.items(Tag.RequestAttributesSequence).stream())
                .flatMap(item -> item.string(tag).stream())
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
    }

    /** What can be asked of a database, as many as a power of two, so that it sees few statements. */
    private static List<String> values(Stream<String> texts) {
        List<String> values = new ArrayList<>(
                texts.filter(text -> text.indexOf('\0') < 0).distinct().toList());
        if (values.isEmpty()) {
            values.add(" "); // which no step has
        }
        String last = values.get(values.size() - 1);
        while (Integer.bitCount(values.size()) > 1) {
            values.add(last);
        }
        return values;
    }

    private static String marks(List<String> values) {
        return String.join(", ", Collections.nCopies(values.size(), "?"));
    }
}
