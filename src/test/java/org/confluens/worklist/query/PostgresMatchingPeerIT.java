package org.confluens.worklist.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.peer.NeedsPeer;
import org.confluens.worklist.ItemBuilder;
import org.confluens.worklist.PostgresServer;
import org.confluens.worklist.Publications;
import org.confluens.worklist.StepState;
import org.confluens.worklist.StepStore;
import org.confluens.worklist.WorklistDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same schema, the same SQL, the same answers on PostgreSQL. */
@NeedsPeer("postgres")
class PostgresMatchingPeerIT {

    private static PostgresServer server;
    private static WorklistDatabase database;

    @BeforeAll
    static void openDatabase() throws Exception {
        server = PostgresServer.start();
        database = WorklistDatabase.of(server.dataSource());
    }

    @AfterAll
    static void closeDatabase() throws Exception {
        database.close();
        server.close();
    }

    static Stream<MatchingTest.Row> table() throws Exception {
        return MatchingTest.table().filter(row -> !row.answer().equals("refused"));
    }

    @ParameterizedTest
    @MethodSource("table")
    void matchesAsTheStandardSays(MatchingTest.Row row) throws Exception {
        WorklistQuery query = QueryParser.parse(row.identifier());

        assertThat(MatchingTest.found(database, row.item(), query))
                .as(row.paragraph())
                .isEqualTo(row.answer().equals("yes"));
    }

    @Test
    void readsOnAfterAFullPage() throws Exception {
        StepStore store = database.store();
        for (int i = 0; i < 25; i++) {
            store.add(
                    ItemBuilder.item()
                            .numbered(i)
                            .with(Tag.RequestingPhysician, i % 10 == 7 ? "ROE^R" : "POE^E")
                            .build(),
                    "TEST");
        }
        Dataset identifier =
                Dataset.builder().put(Tag.RequestingPhysician, "roe*").build();
        int[] found = {0};
        new WorklistSearch(database.dataSource(), 4, 1)
                .search(QueryParser.parse(identifier), WorklistSearchTest.EVERYTHING, 10, item -> ++found[0] > 0);
        for (int i = 0; i < 25; i++) {
            store.delete(store.find("2.25." + i, "SPS" + i).orElseThrow().id());
        }

        assertThat(found[0]).isEqualTo(2);
    }

    @Test
    void changesStatesAndClaimsPublications() {
        StepStore store = database.store();
        store.add(ItemBuilder.item().numbered(77).build(), "TEST");
        StepStore.Stored stored = store.find("2.25.77", "SPS77").orElseThrow();
        store.replace(stored.id(), stored.item());
        Publications publications = new Publications(database.dataSource(), WorklistDatabase.CLOCK);
        publications.add(Publications.Action.PUT, "2.25.77", "SPS77");
        Optional<Publications.Due> due = publications.claim();
        due.ifPresent(publications::done);

        assertThat(store.changeState(stored.id(), StepStore.open(), StepState.STARTED))
                .isTrue();
        assertThat(due).isPresent();
        assertThat(publications.claim()).isEmpty();
        assertThat(List.of(store.lockPatient("P77", "TEST"), store.ofAccessionNumber("ACC77")))
                .allSatisfy(rows -> assertThat(rows).hasSize(1));
        store.delete(stored.id());
    }
}
