package org.confluens.worklist.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Dictionary;
import org.confluens.dicom.data.Tag;
import org.confluens.worklist.ItemBuilder;
import org.confluens.worklist.StepStore;
import org.confluens.worklist.WorklistDatabase;
import org.confluens.worklist.WorklistItem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Key by form by value, PS3.4 C.2.2.2: the table says what matches, in memory and through the database. */
class MatchingTest {

    private static WorklistDatabase database;

    record Row(String key, String held, String asked, String answer, String paragraph) {
        boolean inStep() {
            return key.startsWith(">");
        }

        int tag() {
            return Dictionary.tag(inStep() ? key.substring(1) : key).orElseThrow();
        }

        Dataset identifier() {
            Dataset.Builder keys = Dataset.builder();
            if (asked.isEmpty()) {
                keys.putEmpty(tag());
            } else {
                keys.put(tag(), asked);
            }
            return inStep()
                    ? Dataset.builder()
                            .putItems(Tag.ScheduledProcedureStepSequence, keys.build())
                            .build()
                    : keys.build();
        }

        WorklistItem item() {
            ItemBuilder item = ItemBuilder.item();
            return (inStep() ? item.step(tag(), held) : held.isEmpty() ? item.without(tag()) : item.with(tag(), held))
                    .build();
        }
    }

    static Stream<Row> table() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                MatchingTest.class.getResourceAsStream("matching.csv"), StandardCharsets.UTF_8))) {
            return reader
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .map(line -> line.split(";", -1))
                    .map(cells -> new Row(cells[0], cells[1], cells[2], cells[3], cells[4]))
                    .toList()
                    .stream();
        }
    }

    @BeforeAll
    static void openDatabase() throws Exception {
        database = WorklistDatabase.inMemory();
    }

    @AfterAll
    static void closeDatabase() throws Exception {
        database.close();
    }

    @ParameterizedTest
    @MethodSource("table")
    void matchesAsTheStandardSays(Row row) throws Exception {
        WorklistItem item = row.item();
        if (row.answer().equals("refused")) {
            assertThatThrownBy(() -> QueryParser.parse(row.identifier())).isInstanceOf(QueryRefusedException.class);
            return;
        }
        WorklistQuery query = QueryParser.parse(row.identifier());
        boolean expected = row.answer().equals("yes");

        assertThat(query.matches(item.dataset())).as(row.paragraph()).isEqualTo(expected);
        assertThat(found(item, query)).as("database: " + row.paragraph()).isEqualTo(expected);
    }

    @Test
    void everyKeyThatCanBeMatchedIsSupported() throws Exception {
        for (Row row : table().toList()) {
            if (!row.answer().equals("refused")) {
                assertThat(QueryParser.parse(row.identifier()).unsupportedKeys())
                        .as(row.key())
                        .isFalse();
            }
        }
    }

    private static boolean found(WorklistItem item, WorklistQuery query) throws IOException {
        return found(database, item, query);
    }

    static boolean found(WorklistDatabase database, WorklistItem item, WorklistQuery query) throws IOException {
        StepStore store = database.store();
        store.add(item, "TEST");
        boolean[] found = {false};
        new WorklistSearch(database.dataSource())
                .search(query, WorklistSearchTest.EVERYTHING, 10, match -> found[0] = true);
        store.delete(
                store.find(item.studyInstanceUid(), item.stepId()).orElseThrow().id());
        return found[0];
    }
}
