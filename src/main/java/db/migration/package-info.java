/**
 * Migrations that cannot be written in SQL alike for every database; all others are files of {@code db/migration}.
 * Flyway finds them here by their names. May import the feature that the tables belong to.
 */
package db.migration;
