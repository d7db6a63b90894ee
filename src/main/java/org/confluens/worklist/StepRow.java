package org.confluens.worklist;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The columns of {@code worklist_step} and how an item fills them. */
public final class StepRow {

    static final String INSERT = "insert into worklist_step (study_uid, step_id, requested_procedure_id,"
            + " accession_number, placer_order_number, filler_order_number, admission_id, patient_id, patient_issuer,"
            + " modality, start_at, state, item, changed_at, source, created_at)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    static final String UPDATE = "update worklist_step set study_uid = ?, step_id = ?, requested_procedure_id = ?,"
            + " accession_number = ?, placer_order_number = ?, filler_order_number = ?, admission_id = ?,"
            + " patient_id = ?, patient_issuer = ?, modality = ?, start_at = ?, state = ?, item = ?, changed_at = ?"
            + " where id = ?";

    private StepRow() {}

    /** Binds everything that follows from the item; the number of the next parameter is the result. */
    static int bind(PreparedStatement statement, WorklistItem item) throws SQLException {
        return bind(statement, item, 1);
    }

    /** The same from a parameter on. */
    static int bind(PreparedStatement statement, WorklistItem item, int first) throws SQLException {
        int next = first;
        statement.setString(next++, item.studyInstanceUid());
        statement.setString(next++, item.stepId());
        statement.setString(next++, item.requestedProcedureId());
        statement.setString(next++, item.accessionNumber());
        statement.setString(next++, item.placerOrderNumber());
        statement.setString(next++, item.fillerOrderNumber());
        statement.setString(next++, item.admissionId());
        statement.setString(next++, item.patient().id());
        statement.setString(next++, item.patient().issuer());
        statement.setString(next++, item.modality());
        statement.setObject(next++, item.start());
        statement.setString(next++, item.state().name());
        statement.setBytes(next++, ItemCodec.encode(item.dataset()));
        return next;
    }

    /** The item of a row; the state column counts, whatever the item was stored with. */
    public static WorklistItem item(String state, byte[] bytes) {
        StepState current = StepState.valueOf(state);
        return new WorklistItem(ItemCodec.decode(bytes), current).in(current);
    }
}
