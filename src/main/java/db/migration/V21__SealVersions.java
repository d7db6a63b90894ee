package db.migration;

import java.sql.SQLException;
import java.sql.Statement;
import org.confluens.report.SealedVersions;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/**
 * Makes the database itself refuse to change or delete a version of a report. In Java because a trigger is the one thing
 * that H2 and PostgreSQL do not write alike.
 */
public class V21__SealVersions extends BaseJavaMigration {

    private static final String POSTGRES_FUNCTION = """
            create function refuse_change_of_version() returns trigger as $$
            begin
                raise exception '%s' using errcode = 'integrity_constraint_violation';
            end
            $$ language plpgsql
            """.formatted(SealedVersions.REFUSAL);

    private static final String POSTGRES_TRIGGER =
            "create trigger report_version_sealed before update or delete on report_version"
                    + " for each row execute function refuse_change_of_version()";

    private static final String H2_TRIGGER =
            "create trigger report_version_sealed before update, delete on report_version for each row call '"
                    + SealedVersions.class.getName() + "'";

    @Override
    public void migrate(Context context) throws SQLException {
        boolean postgres =
                context.getConnection().getMetaData().getDatabaseProductName().equals("PostgreSQL");
        try (Statement statement = context.getConnection().createStatement()) {
            if (postgres) {
                statement.execute(POSTGRES_FUNCTION);
            }
            statement.execute(postgres ? POSTGRES_TRIGGER : H2_TRIGGER);
        }
    }
}
