package org.confluens.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    @Test
    void listsEveryKeyWithItsDefaultAndMeaning() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(ConfigurationTable.keys()).allSatisfy(key -> {
            String shownDefault = key.defaultValue().isEmpty() ? "–" : "`" + key.defaultValue() + "`";
            assertThat(readme).contains("| `%s` | %s | %s |".formatted(key.name(), shownDefault, key.meaning()));
        });
    }
}
