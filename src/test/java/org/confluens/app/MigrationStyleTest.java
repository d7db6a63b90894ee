package org.confluens.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The steps of the schema: each has a number of its own, else no database can be made or upgraded. */
class MigrationStyleTest {

    @Test
    void everyStepOfTheSchemaHasANumberOfItsOwn() throws IOException {
        List<String> numbers = Stream.concat(
                        names(Path.of("src/main/resources/db/migration")), names(Path.of("src/main/java/db/migration")))
                .filter(name -> name.startsWith("V"))
                .map(name -> name.substring(0, name.indexOf("__")))
                .toList();

        assertThat(numbers).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    }

    private static Stream<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
