package org.confluens.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.confluens.platform.disk.Room;
import org.confluens.platform.log.Secrets;

/**
 * The effective configuration: for each key of the table its value and where it came from, all checked. A key is asked
 * for by its name; asking for a name that the table lacks, or for another type than its own, is a programming error.
 */
public final class Settings {

    private record Setting(ConfigurationKey key, String value, String origin) {}

    private static final long MIB = 1L << 20;

    private final Map<String, Setting> byName;

    private Settings(Map<String, Setting> byName) {
        this.byName = byName;
    }

    /**
     * Reads system properties, the environment and the file that {@code -Dconfluens.config.file} names, in that order of
     * strength.
     *
     * @throws ConfigurationException on an unknown key, a value that its key does not allow, or an unsafe combination
     */
    public static Settings ofThisProcess() {
        return resolve(ConfigurationSources.ofThisProcess());
    }

    /**
     * Settings given by name, the rest by default; for tests and tools.
     *
     * @throws ConfigurationException as {@link #ofThisProcess()}
     */
    public static Settings of(Map<String, String> values) {
        return resolve(List.of(new ConfigurationSource("given values", values, false)));
    }

    static Settings resolve(List<ConfigurationSource> sources) {
        sources.forEach(Settings::refuseUnknownNames);
        Map<String, Setting> settings = new TreeMap<>();
        for (ConfigurationKey key : ConfigurationTable.keys()) {
            Setting setting = sources.stream()
                    .flatMap(source -> source.value(key).map(v -> new Setting(key, v.strip(), source.name())).stream())
                    .findFirst()
                    .orElse(new Setting(key, key.defaultValue(), "default"));
            if (!key.accepts(setting.value())) {
                throw new ConfigurationException("%s is '%s' (from %s); allowed is %s"
                        .formatted(key.name(), shown(setting), setting.origin(), key.allowed()));
            }
            settings.put(key.name(), setting);
        }
        Settings all = new Settings(settings);
        all.refuseUnsafeCombinations();
        return all;
    }

    private static void refuseUnknownNames(ConfigurationSource source) {
        for (String name : source.ownNames()) {
            if (ConfigurationTable.keys().stream().noneMatch(key -> source.names(key, name))) {
                ConfigurationKey nearest = ConfigurationTable.nearest(name);
                throw new ConfigurationException("There is no configuration key %s (from %s); the nearest is %s"
                        .formatted(
                                name,
                                source.name(),
                                source.upperCaseNames() ? nearest.environmentName() : nearest.name()));
            }
        }
    }

    private void refuseUnsafeCombinations() {
        HttpExposure.refuse(this);
        if (text("confluens.dicom.user-identity").equals("require")
                && optionalPath("confluens.security.users").isEmpty()) {
            throw new ConfigurationException("confluens.dicom.user-identity is 'require' while confluens.security.users"
                    + " is not set; a file of users is needed");
        }
        if (text("confluens.dicom.ae-title").equals(text("confluens.dicom.worklist-ae-title"))) {
            throw new ConfigurationException(
                    "confluens.dicom.ae-title and confluens.dicom.worklist-ae-title are both '%s';"
                                    .formatted(text("confluens.dicom.ae-title"))
                            + " they must differ");
        }
        if (!text("confluens.dicom.tls.called-aes").isEmpty()) {
            require("confluens.dicom.tls.called-aes", "confluens.dicom.tls.keystore");
            require("confluens.dicom.tls.called-aes", "confluens.dicom.tls.truststore");
        }
        requireWith("confluens.worklist.publish", "files", "confluens.worklist.publish-folder");
        requireWith("confluens.worklist.publish", "hl7", "confluens.hl7.order-receiver");
    }

    private void requireWith(String key, String value, String needed) {
        if (text(key).equals(value)) {
            require(key, needed);
        }
    }

    private void require(String key, String needed) {
        if (text(needed).isEmpty()) {
            throw new ConfigurationException(
                    "%s is '%s' while %s is not set; it is needed then".formatted(key, text(key), needed));
        }
    }

    /**
     * Whether the key of an address to bind to names one that other machines cannot reach.
     *
     * @throws ConfigurationException if this machine does not know the address
     */
    public boolean isLoopback(String key) {
        String address = text(key);
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new ConfigurationException("The address '" + address + "' to bind to is not known on this machine");
        }
    }

    /** The value as it was written; empty when the key has none. */
    public String text(String key) {
        return setting(key).value();
    }

    /** The value of a key of a port or of a whole number. */
    public int integer(String key) {
        return Integer.parseInt(text(key));
    }

    public boolean flag(String key) {
        return Boolean.parseBoolean(text(key));
    }

    /** The value of a key of a time or of a number of days. */
    public Duration duration(String key) {
        Setting setting = setting(key);
        String value = setting.value();
        return setting.key().type() == KeyType.DAYS || setting.key().type() == KeyType.RETENTION
                ? Duration.ofDays(Long.parseLong(value.substring(0, value.length() - 1)))
                : KeyType.duration(value);
    }

    public Path path(String key) {
        return Path.of(text(key)).toAbsolutePath().normalize();
    }

    public Optional<Path> optionalPath(String key) {
        return text(key).isEmpty() ? Optional.empty() : Optional.of(path(key));
    }

    /** Who may call the DICOM listener: AE titles, {@code AET@host}, {@code AET@host#subject} or {@code *}. */
    public List<String> callers() {
        return KeyType.callers(text("confluens.dicom.allowed-callers"));
    }

    /** One line a key, {@code key = value (origin)}, secrets masked; what a start logs. */
    public List<String> describe() {
        List<String> lines = new ArrayList<>();
        byName.values().forEach(s -> lines.add("%s = %s (%s)".formatted(s.key().name(), shown(s), s.origin())));
        return lines;
    }

    /** The room that every writer leaves free on the disk of the data folder. */
    public Room room() {
        return new Room(path("confluens.data-dir"), integer("confluens.intake.free-space") * MIB);
    }

    private static String shown(Setting setting) {
        return setting.key().isSecret() && !setting.value().isEmpty() ? Secrets.MASK : Secrets.masked(setting.value());
    }

    private Setting setting(String key) {
        Setting setting = byName.get(key);
        if (setting == null) {
            throw new IllegalArgumentException("no such configuration key: " + key);
        }
        return setting;
    }
}
