package org.confluens.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The places that configuration comes from, strongest first, as MicroProfile Config orders them: system properties, the
 * environment, the properties file.
 */
final class ConfigurationSources {

    /** System property that names the properties file. */
    static final String FILE_PROPERTY = "confluens.config.file";

    private ConfigurationSources() {}

    static List<ConfigurationSource> ofThisProcess() {
        List<ConfigurationSource> sources = new ArrayList<>();
        Map<String, String> properties = asMap(System.getProperties());
        String file = properties.remove(FILE_PROPERTY);
        sources.add(new ConfigurationSource("system properties", properties, false));
        sources.add(new ConfigurationSource("environment", System.getenv(), true));
        if (file != null && !file.isEmpty()) {
            sources.add(file(Path.of(file)));
        }
        return List.copyOf(sources);
    }

    static ConfigurationSource file(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException("The configuration file " + file + " cannot be read: " + e.getMessage());
        }
        return new ConfigurationSource(file.toString(), asMap(properties), false);
    }

    private static Map<String, String> asMap(Properties properties) {
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, name -> properties.getProperty(name)));
    }
}
