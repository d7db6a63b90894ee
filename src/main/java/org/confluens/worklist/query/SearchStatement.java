package org.confluens.worklist.query;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.confluens.dicom.data.Tag;
import org.confluens.patient.PatientKey;

/**
 * The SQL of a query: it narrows to what can match by indexed columns, never more. {@code exact} says that it leaves
 * nothing to judge; otherwise the criteria decide on each item.
 */
final class SearchStatement {

    private static final Map<Integer, String> REQUEST_COLUMNS = Map.of(
            Tag.PatientID, "s.patient_id",
            Tag.IssuerOfPatientID, "s.patient_issuer",
            Tag.AccessionNumber, "s.accession_number",
            Tag.StudyInstanceUID, "s.study_uid",
            Tag.RequestedProcedureID, "s.requested_procedure_id",
            Tag.AdmissionID, "s.admission_id",
            Tag.PlacerOrderNumberImagingServiceRequest, "s.placer_order_number",
            Tag.FillerOrderNumberImagingServiceRequest, "s.filler_order_number");
    private static final Map<Integer, String> STEP_COLUMNS = Map.of(
            Tag.ScheduledProcedureStepID, "s.step_id",
            Tag.Modality, "s.modality",
            Tag.ScheduledProcedureStepStatus, "s.state",
            Tag.ScheduledStationAETitle, "t.station");

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();
    private boolean byName;
    private boolean byStation;
    private boolean exact = true;

    private SearchStatement() {}

    static SearchStatement of(WorklistQuery query) {
        SearchStatement statement = new SearchStatement();
        for (Criterion criterion : query.criteria()) {
            if (!(criterion instanceof SequenceCriterion s && s.tag() == Tag.ScheduledProcedureStepSequence)) {
                statement.narrow(criterion, REQUEST_COLUMNS);
            }
        }
        query.stepCriteria().forEach(criterion -> statement.narrow(criterion, STEP_COLUMNS));
        return statement;
    }

    /** Adds a condition of our own, one placeholder a value. */
    void and(String condition, Object... values) {
        conditions.add(condition);
        Collections.addAll(parameters, values);
    }

    boolean exact() {
        return exact;
    }

    String sql() {
        return "select s.id, s.start_at, s.step_id, s.state, s.item from worklist_step s"
                + (byName ? " join worklist_name n on n.step = s.id" : "")
                + (byStation ? " join worklist_station t on t.step = s.id" : "")
                + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions))
                + " order by s.start_at, s.step_id, s.id fetch first ? rows only";
    }

    List<Object> parameters() {
        return parameters;
    }

    private void narrow(Criterion criterion, Map<Integer, String> columns) {
        if (criterion instanceof TextCriterion text && text.isExact() && columns.containsKey(text.tag())) {
            byStation |= text.tag() == Tag.ScheduledStationAETitle;
            anyOf(columns.get(text.tag()), text.wanted());
        } else if (criterion instanceof NameCriterion name && name.tag() == Tag.PatientName) {
            narrow(name);
        } else if (criterion instanceof PatientCriterion patient) {
            narrow(patient);
        } else if (criterion instanceof PeriodCriterion period
                && period.dateTag() == Tag.ScheduledProcedureStepStartDate) {
            narrow(period);
        } else if (criterion instanceof CallerCriterion caller && caller.isExact()) {
            byStation = true;
            anyOf("t.station", caller.stations());
        } else {
            exact = false;
        }
    }

    private void anyOf(String column, Collection<String> values) {
        if (values.size() == 1) {
            and(column + " = ?", values.iterator().next());
        } else {
            String marks = String.join(", ", Collections.nCopies(values.size(), "?"));
            and(column + " in (" + marks + ")", values.toArray());
        }
    }

    /** The identifiers alone, so that an index serves; who is meant by them is judged on each item. */
    private void narrow(PatientCriterion patient) {
        exact = false;
        Stream<String> asked = patient.asked().stream()
                .flatMap(c -> c instanceof TextCriterion text && text.tag() == Tag.PatientID
                        ? text.wanted().stream()
                        : Stream.empty());
        anyOf(
                REQUEST_COLUMNS.get(Tag.PatientID),
                Stream.concat(asked, patient.survivors().stream().map(PatientKey::id))
                        .distinct()
                        .toList());
    }

    private void narrow(NameCriterion name) {
        exact &= name.isExact();
        WildcardPattern pattern = new WildcardPattern(name.firstGroup());
        if (!WildcardPattern.hasWildcard(pattern.text())) {
            byName = true;
            and("n.name = ?", (Object) bytes(pattern.text()));
            return;
        }
        String prefix = pattern.prefix();
        while (prefix.endsWith("^")) { // trailing empty components are not stored
            prefix = prefix.substring(0, prefix.length() - 1);
        }
        if (!prefix.isEmpty()) {
            byName = true;
            and("n.name >= ? and n.name < ?", bytes(prefix), after(bytes(prefix)));
        }
    }

    private void narrow(PeriodCriterion period) {
        period.combined()
                .ifPresentOrElse(
                        p -> {
                            from(p.from());
                            if (!p.to().equals(LocalDateTime.MAX)) {
                                and(start() + " <= ?", p.to());
                            }
                        },
                        () -> {
                            exact &= period.times().isEmpty();
                            period.dates().ifPresent(this::days);
                        });
    }

    private void days(DateRange dates) {
        if (!dates.from().equals(LocalDate.MIN)) {
            from(dates.from().atStartOfDay());
        }
        if (!dates.to().equals(LocalDate.MAX)) {
            and(start() + " < ?", dates.to().plusDays(1).atStartOfDay());
        }
    }

    private void from(LocalDateTime start) {
        if (!start.equals(LocalDateTime.MIN)) {
            and(start() + " >= ?", start);
        }
    }

    /** By station the range is on the station's own index. */
    private String start() {
        return byStation ? "t.start_at" : "s.start_at";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The first byte string that no longer starts with the prefix; UTF-8 has no byte FF. */
    private static byte[] after(byte[] prefix) {
        byte[] next = prefix.clone();
        next[next.length - 1]++;
        return next;
    }
}
