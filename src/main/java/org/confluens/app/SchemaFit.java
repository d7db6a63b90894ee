package org.confluens.app;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.confluens.config.ConfigurationException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.ErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.output.MigrateResult;
import org.flywaydb.core.api.output.ValidateOutput;

/**
 * Whether this release can go on with the schema that a database has, and bringing it to this release's. What does not fit
 * is said in one line: what was found, and what to do.
 */
final class SchemaFit {

    private static final Set<MigrationState> UNKNOWN = Set.of(
            MigrationState.FUTURE_SUCCESS,
            MigrationState.FUTURE_FAILED,
            MigrationState.MISSING_SUCCESS,
            MigrationState.MISSING_FAILED);

    private static final Set<ErrorCode> CHANGED =
            Set.of(CoreErrorCode.CHECKSUM_MISMATCH, CoreErrorCode.TYPE_MISMATCH, CoreErrorCode.DESCRIPTION_MISMATCH);

    private final Flyway flyway;
    private final String name;

    /** @param name what the database is called in a message, without a secret */
    SchemaFit(Flyway flyway, String name) {
        this.flyway = flyway;
        this.name = name;
    }

    /** Whether nothing of this program, of any release, is in the database. */
    boolean isNew() {
        return flyway.info().applied().length == 0;
    }

    /**
     * Refuses a schema that another release made, before anything is changed in it.
     *
     * @throws ConfigurationException when it has a migration that this release does not know, or knows otherwise, or one
     *     that broke off
     */
    void check() {
        refuseUnknown();
        List<ValidateOutput> invalid = flyway.validateWithResult().invalidMigrations;
        first(invalid, Set.of(CoreErrorCode.FAILED_VERSIONED_MIGRATION)).ifPresent(broken -> {
            throw new ConfigurationException(
                    "An upgrade of the database %s broke off at version %s; put the database back from the copy made before the upgrade, then start again"
                            .formatted(name, broken.version));
        });
        first(invalid, CHANGED).ifPresent(changed -> {
            throw new ConfigurationException(
                    "The database %s came to version %s by another migration than this release has for it; start the release that wrote it, or put the database back from a copy that this release wrote"
                            .formatted(name, changed.version));
        });
    }

    private static Optional<ValidateOutput> first(List<ValidateOutput> invalid, Set<ErrorCode> codes) {
        return invalid.stream()
                .filter(one -> codes.contains(one.errorDetails.errorCode))
                .findFirst();
    }

    /** One in between is as unknown as one after the last: whoever made it changed what this release reads and writes. */
    private void refuseUnknown() {
        List<MigrationInfo> unknown = Arrays.stream(flyway.info().applied())
                .filter(one -> UNKNOWN.contains(one.getState()) && one.getVersion() != null)
                .toList();
        if (unknown.isEmpty()) {
            return;
        }
        String known = Arrays.stream(flyway.info().all())
                .filter(one -> !UNKNOWN.contains(one.getState()) && one.getVersion() != null)
                .map(one -> one.getVersion().getVersion())
                .reduce((older, newer) -> newer)
                .orElse("none");
        throw new ConfigurationException(
                "The database %s has the schema of a newer release: version %s, which this release, whose versions go up to %s, does not know; start that release, or put the database back from the copy made before the upgrade"
                        .formatted(name, unknown.get(unknown.size() - 1).getVersion(), known));
    }

    /**
     * Brings the database to this release's schema.
     *
     * @throws ConfigurationException when another program's tables are in it, or it can't be brought there
     */
    MigrateResult migrate() {
        try {
            return flyway.migrate();
        } catch (FlywayException e) {
            if (e.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
                throw new ConfigurationException(
                        "The database %s holds another program's tables and none of Confluens; name an empty database in confluens.db.url, or one with a schema of its own"
                                .formatted(name));
            }
            throw e;
        }
    }
}
