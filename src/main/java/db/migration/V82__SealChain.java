package db.migration;

import java.sql.SQLException;
import java.sql.Statement;
import org.confluens.config.Settings;
import org.confluens.report.seal.SealDatabase;
import org.confluens.report.seal.SealKey;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/**
 * Keeps a keyed hash beside each version and for the state of each report, and puts it on what is there. In Java because
 * only this program has the key; on an empty database no key is asked for.
 */
public class V82__SealChain extends BaseJavaMigration {

    private static final String[] TABLES = {"alter table report add column state_seal bytea", """
            create table report_version_seal (
                version_id bigint primary key,
                report_id bigint not null,
                number integer not null,
                seal bytea not null,
                at_upgrade boolean not null,
                unique (report_id, number)
            )""", """
            create table report_seal_key (
                id smallint primary key check (id = 1),
                key_check bytea not null
            )"""};

    @Override
    public void migrate(Context context) throws SQLException {
        try (Statement statement = context.getConnection().createStatement()) {
            for (String sql : TABLES) {
                statement.execute(sql);
            }
        }
        if (SealDatabase.hasVersions(context.getConnection())) {
            SealDatabase.sealAll(context.getConnection(), SealKey.open(Settings.ofThisProcess()));
        }
    }
}
