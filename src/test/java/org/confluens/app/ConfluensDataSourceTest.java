package org.confluens.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.confluens.config.Settings;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class ConfluensDataSourceTest {

    @Test
    void theUserThatTheUrlNamesIsNotReplacedByTheKeysDefault() {
        PGSimpleDataSource source = postgres("jdbc:postgresql://127.0.0.1/reports?user=radiology&password=invented");

        assertThat(source.getUser()).isEqualTo("radiology");
        assertThat(source.getPassword()).isEqualTo("invented");
    }

    @Test
    void aUrlWithoutUserTakesTheKeys() {
        PGSimpleDataSource source = postgres("jdbc:postgresql://127.0.0.1/reports");

        assertThat(source.getUser()).isEqualTo("confluens");
    }

    private static PGSimpleDataSource postgres(String url) {
        return (PGSimpleDataSource) ConfluensDataSource.open(Settings.of(Map.of("confluens.db.url", url)));
    }
}
