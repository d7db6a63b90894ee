package org.confluens.config;

import java.util.Locale;
import java.util.Objects;

/**
 * One row of the table of keys.
 *
 * @param name as in a properties file, {@code confluens.dicom.port}
 * @param type what its value looks like
 * @param least smallest number allowed, for whole numbers
 * @param most largest number allowed, for whole numbers
 * @param defaultValue used when nobody sets it; empty for "not set"
 * @param meaning one phrase for the person who sets it
 */
record ConfigurationKey(String name, KeyType type, long least, long most, String defaultValue, String meaning) {

    ConfigurationKey {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
        Objects.requireNonNull(defaultValue);
        Objects.requireNonNull(meaning);
    }

    /** Reads {@code key;type;default;meaning}. */
    static ConfigurationKey parse(String row) {
        String[] cells = row.split(";", 4);
        String[] typeAndRange = cells[1].split(" ", 2);
        KeyType type = KeyType.named(typeAndRange[0]);
        long least = Long.MIN_VALUE;
        long most = Long.MAX_VALUE;
        if (typeAndRange.length == 2) {
            String[] ends = typeAndRange[1].split("\\.\\.", 2);
            least = Long.parseLong(ends[0]);
            most = Long.parseLong(ends[1]);
        }
        return new ConfigurationKey(cells[0], type, least, most, cells[2], cells[3]);
    }

    /** The environment variable that sets it, by MicroProfile Config's third mapping: {@code CONFLUENS_DICOM_PORT}. */
    String environmentName() {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    boolean accepts(String value) {
        return type.accepts(value) && (type != KeyType.INTEGER || KeyType.inRange(value, least, most));
    }

    String allowed() {
        return type == KeyType.INTEGER ? "a whole number from " + least + " to " + most : type.allowed();
    }

    boolean isSecret() {
        return type == KeyType.SECRET;
    }
}
