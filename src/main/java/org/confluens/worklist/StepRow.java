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
        statement.setString(1, item.studyInstanceUid());
        statement.setString(2, item.stepId());
        statement.setString(3, item.requestedProcedureId());
        statement.setString(4, item.accessionNumber());
        statement.setString(5, item.placerOrderNumber());
        statement.setString(6, item.fillerOrderNumber());
        statement.setString(7, item.admissionId());
        statement.setString(8, item.patient().id());
        statement.setString(9, item.patient().issuer());
        statement.setString(10, item.modality());
        statement.setObject(11, item.start());
        statement.setString(12, item.state().name());
        statement.setBytes(13, ItemCodec.encode(item.dataset()));
        return 14;
    }

    /** The item of a row; the state column counts, whatever the item was stored with. */
    public static WorklistItem item(String state, byte[] bytes) {
        StepState current = StepState.valueOf(state);
        return new WorklistItem(ItemCodec.decode(bytes), current).in(current);
    }
}
