package org.confluens.worklist.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.worklist.ItemBuilder;
import org.confluens.worklist.StepState;
import org.confluens.worklist.StepStore;
import org.confluens.worklist.WorklistDatabase;
import org.confluens.worklist.WorklistItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorklistSearchTest {

    static final Visibility EVERYTHING = new Visibility(EnumSet.allOf(StepState.class), LocalDateTime.MIN, true);

    private static final int PAGE = 22;

    private WorklistDatabase database;
    private StepStore store;

    @BeforeEach
    void openDatabase() throws Exception {
        database = WorklistDatabase.inMemory();
        store = database.store();
    }

    @AfterEach
    void closeDatabase() throws Exception {
        database.close();
    }

    @Test
    void answersInTheOrderOfStartAndThenStepId() throws Exception {
        add(ItemBuilder.item().numbered(3).at("20261123", "1000"));
        add(ItemBuilder.item().numbered(2).at("20261123", "1000"));
        add(ItemBuilder.item().numbered(1).at("20261124", "0700"));
        add(ItemBuilder.item().numbered(4).at("20261122", "2359"));

        assertThat(search(Dataset.empty(), EVERYTHING)).containsExactly("SPS4", "SPS2", "SPS3", "SPS1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PatientID",
                "AccessionNumber",
                "StudyInstanceUID",
                "RequestedProcedureID",
                "PatientName",
                ">Modality",
                ">ScheduledStationAETitle",
                ">ScheduledProcedureStepStartDate",
                ">ScheduledProcedureStepID"
            })
    void needsOneStatementForAQuery(String key) throws Exception {
        for (int i = 0; i < 20; i++) {
            add(ItemBuilder.item().numbered(i).with(Tag.PatientName, "DOE^JANE"));
        }
        String asked = key.equals("PatientName")
                ? "DOE^J*"
                : MatchingTest.table()
                        .filter(r -> r.key().equals(key) && r.answer().equals("yes"))
                        .findFirst()
                        .orElseThrow()
                        .asked();
        Dataset identifier = new MatchingTest.Row(key, "", asked, "", "").identifier();
        database.takeStatements();

        search(identifier, EVERYTHING);

        List<String> statements = database.takeStatements();
        assertThat(statements.stream().filter(sql -> sql.contains("worklist_step")))
                .hasSize(1);
        assertThat(statements).hasSize(key.equals("PatientID") ? 2 : 1); // the other one asks for merged names
    }

    @Test
    void readsOnWhenSqlCanNotJudgeAndThePageIsFull() throws Exception {
        for (int i = 0; i < 50; i++) {
            add(ItemBuilder.item().numbered(i).with(Tag.RequestingPhysician, i % 10 == 7 ? "ROE^R" : "POE^E"));
        }
        Dataset identifier =
                Dataset.builder().put(Tag.RequestingPhysician, "roe*").build();
        database.takeStatements();

        assertThat(search(identifier, EVERYTHING))
                .containsExactlyInAnyOrder("SPS7", "SPS17", "SPS27", "SPS37", "SPS47");
        assertThat(database.takeStatements()).hasSize(3);
    }

    @Test
    void answersAnItemOnceThoughSeveralOfItsNamesMatch() throws Exception {
        add(ItemBuilder.item().with(Tag.PatientName, "DOE^JANE==DOE^JAN"));
        Dataset identifier = Dataset.builder().put(Tag.PatientName, "DOE*").build();

        assertThat(search(identifier, EVERYTHING)).containsExactly("SPS1");
    }

    @Test
    void treatsRangesOfDateAndTimeAsOnePeriod() throws Exception {
        add(ItemBuilder.item().numbered(1).at("20260705", "0900"));
        add(ItemBuilder.item().numbered(2).at("20260705", "1000"));
        add(ItemBuilder.item().numbered(3).at("20260706", "0300"));
        add(ItemBuilder.item().numbered(4).at("20260707", "1800"));
        add(ItemBuilder.item().numbered(5).at("20260707", "1801"));

        assertThat(search(start("20260705-20260707", "1000-1800"), EVERYTHING)).containsExactly("SPS2", "SPS3", "SPS4");
    }

    @Test
    void comparesATimeRangeOnItsOwnDayWhenTheDateIsNoRange() throws Exception {
        add(ItemBuilder.item().numbered(1).at("20260705", "0900"));
        add(ItemBuilder.item().numbered(2).at("20260705", "1200"));
        add(ItemBuilder.item().numbered(3).at("20260706", "1200"));

        assertThat(search(start("20260705", "1000-1800"), EVERYTHING)).containsExactly("SPS2");
    }

    @Test
    void judgesDateAndTimeAloneWhenOnlyTheDatesEndIsOpen() throws Exception {
        add(ItemBuilder.item().numbered(1).at("20260705", "0900"));
        add(ItemBuilder.item().numbered(2).at("20260705", "1200"));
        add(ItemBuilder.item().numbered(3).at("20260706", "1900"));

        assertThat(search(start("20260705-", "1000-1800"), EVERYTHING)).containsExactly("SPS2");
    }

    @Test
    void hidesStatesAndWhatIsLongOver() throws Exception {
        add(ItemBuilder.item().numbered(1).step(Tag.ScheduledProcedureStepStatus, "COMPLETED"));
        add(ItemBuilder.item().numbered(2).at("20251123", "1000"));
        add(ItemBuilder.item().numbered(3));
        Visibility open = new Visibility(Set.of(StepState.SCHEDULED), LocalDateTime.parse("2026-11-01T00:00"), true);

        assertThat(search(Dataset.empty(), open)).containsExactly("SPS3");
    }

    @Test
    void needsOneItemThatMeetsAllCriteriaOfASequence() throws Exception {
        add(ItemBuilder.item().withItems(Tag.RequestedProcedureCodeSequence, code("A", "99ONE"), code("B", "99TWO")));

        assertThat(search(requestedCode("B", "99TWO"), EVERYTHING)).containsExactly("SPS1");
        assertThat(search(requestedCode("A", "99TWO"), EVERYTHING)).isEmpty();
    }

    @Test
    void letsTheCallerStandForTheStationOfTheModalitiesConcerned() throws Exception {
        add(ItemBuilder.item().numbered(1).step(Tag.ScheduledStationAETitle, "ANGIO1"));
        add(ItemBuilder.item().numbered(2).step(Tag.ScheduledStationAETitle, "ANGIO2", "ANGIO1"));
        add(ItemBuilder.item().numbered(3).step(Tag.Modality, "MR").step(Tag.ScheduledStationAETitle, "MR1"));
        WorklistQuery all = QueryParser.parse(Dataset.empty());

        assertThat(search(all.andStep(new CallerCriterion(Set.of("XA"), Set.of("ANGIO2")))))
                .containsExactly("SPS2", "SPS3");
        assertThat(search(all.andStep(new CallerCriterion(Set.of("*"), Set.of("ANGIO1", "ANGIO2")))))
                .containsExactly("SPS1", "SPS2");
    }

    private static Dataset start(String dates, String times) {
        Dataset step = Dataset.builder()
                .put(Tag.ScheduledProcedureStepStartDate, dates)
                .put(Tag.ScheduledProcedureStepStartTime, times)
                .build();
        return Dataset.builder()
                .putItems(Tag.ScheduledProcedureStepSequence, step)
                .build();
    }

    private static Dataset requestedCode(String value, String scheme) {
        return Dataset.builder()
                .putItems(Tag.RequestedProcedureCodeSequence, code(value, scheme))
                .build();
    }

    private static Dataset code(String value, String scheme) {
        return Dataset.builder()
                .put(Tag.CodeValue, value)
                .put(Tag.CodingSchemeDesignator, scheme)
                .build();
    }

    @Test
    void readsNoMorePagesAtATimeThanItMay() throws Exception {
        add(ItemBuilder.item().numbered(1).at("20261123", "1000"));
        CountedConnections counted = new CountedConnections(database.dataSource(), 2);
        WorklistSearch search = new WorklistSearch(counted.dataSource(), 2);
        ExecutorService modalities = Executors.newFixedThreadPool(6);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                answers.add(modalities.submit(() -> {
                    List<String> found = new ArrayList<>();
                    search.search(
                            QueryParser.parse(Dataset.empty()), EVERYTHING, 100, item -> found.add(item.stepId()));
                    return found.size();
                }));
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(1);
            }
        } finally {
            modalities.shutdownNow();
        }
        assertThat(counted.most()).isEqualTo(2);
    }

    private void add(ItemBuilder item) {
        store.add(item.build(), "TEST");
    }

    private List<String> search(Dataset identifier, Visibility visibility) throws Exception {
        return search(QueryParser.parse(identifier), visibility);
    }

    private List<String> search(WorklistQuery query) throws IOException {
        return search(query, EVERYTHING);
    }

    private List<String> search(WorklistQuery query, Visibility visibility) throws IOException {
        List<String> found = new ArrayList<>();
        new WorklistSearch(database.dataSource(), PAGE, 1).search(query, visibility, 100, (WorklistItem item) -> {
            found.add(item.stepId());
            return true;
        });
        return found;
    }
}
