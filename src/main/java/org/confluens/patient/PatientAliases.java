package org.confluens.patient;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Whom merged names stand for, as those ask who still use them. */
public final class PatientAliases {

    private final PatientTable table;

    public PatientAliases(DataSource database) {
        this.table = new PatientTable(database);
    }

    /**
     * Those whom other names with these identifiers were merged into.
     *
     * @param issuer the issuer that is meant; empty for any
     */
    public List<PatientKey> survivors(Collection<String> ids, Optional<String> issuer) {
        if (ids.isEmpty()) {
            return List.of();
        }
        String sql = "select s.patient_id, s.issuer, p.issuer from patient p join patient s on s.id = p.merged_into"
                + " where p.patient_id in (" + String.join(", ", Collections.nCopies(ids.size(), "?"))
                + ") order by s.id";
        return table.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                int next = 1;
                for (String id : ids) {
                    select.setString(next++, id);
                }
                List<PatientKey> survivors = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        if (issuer.isEmpty() || issuer.get().equals(rows.getString(3))) {
                            survivors.add(new PatientKey(rows.getString(1), rows.getString(2)));
                        }
                    }
                }
                return survivors.stream().distinct().toList();
            }
        });
    }
}
