package org.confluens.worklist.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.DimseServer;
import org.confluens.dicom.dimse.RemoteAe;
import org.confluens.dicom.dimse.ServiceOffer;
import org.confluens.worklist.ItemBuilder;
import org.confluens.worklist.ItemRules;
import org.confluens.worklist.Stations;
import org.confluens.worklist.StepState;
import org.confluens.worklist.StepStore;
import org.confluens.worklist.Worklist;
import org.confluens.worklist.WorklistDatabase;
import org.confluens.worklist.query.WorklistFind;
import org.confluens.worklist.query.WorklistPolicy;
import org.confluens.worklist.query.WorklistSearch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpstreamWorklistTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

    private WorklistDatabase theirs;
    private WorklistDatabase ours;
    private DimseServer upstream;
    private Worklist worklist;

    @BeforeEach
    void serveUpstream() throws Exception {
        theirs = WorklistDatabase.inMemory();
        ours = WorklistDatabase.inMemory();
        Stations none = new Stations(Map.of(), List.of());
        WorklistPolicy policy =
                new WorklistPolicy(100, EnumSet.allOf(StepState.class), Duration.ZERO, Set.of(), none, "");
        WorklistFind find = new WorklistFind(new WorklistSearch(theirs.dataSource()), policy, WorklistDatabase.CLOCK);
        upstream = DimseServer.builder()
                .ae(
                        "RIS",
                        List.of(new ServiceOffer(
                                Set.of(UID.ModalityWorklistInformationModelFind),
                                List.of(UID.ImplicitVRLittleEndian),
                                find)))
                .start();
        worklist = new Worklist(ours.store(), new ItemRules(none));
    }

    @AfterEach
    void stop() throws Exception {
        upstream.close();
        theirs.close();
        ours.close();
    }

    @Test
    void copiesTheStepsOfTheseDays() throws Exception {
        add(ItemBuilder.item()
                .numbered(1)
                .with(Tag.PatientName, "Äneas^Rüdiger")
                .with(Tag.MedicalAlerts, "LATEX"));
        add(ItemBuilder.item().numbered(2).at("20261201", "0900"));

        UpstreamWorklist.Copied copied = copy("");
        assertThat(copied.received()).isEqualTo(1);
        assertThat(copied.added()).isEqualTo(1);
        assertThat(worklist.items("SPS1")).singleElement().satisfies(item -> {
            assertThat(item.patient().name()).isEqualTo("Äneas^Rüdiger");
            assertThat(item.dataset().string(Tag.MedicalAlerts)).contains("LATEX");
        });
    }

    @Test
    void addsNothingASecondTimeAndFollowsChanges() throws Exception {
        add(ItemBuilder.item().numbered(1));
        copy("");
        var stored = theirs.store().find("2.25.1", "SPS1").orElseThrow();
        theirs.store()
                .replace(
                        stored.id(),
                        ItemBuilder.item().numbered(1).at("20261123", "1500").build());

        assertThat(copy("").added()).isZero();
        assertThat(worklist.step("SPS1").orElseThrow().start()).isEqualTo("2026-11-23T15:00");
    }

    @Test
    void dropsWhatIsNoLongerThereUnlessAModalityHasBegunIt() throws Exception {
        for (int number = 1; number <= 3; number++) {
            add(ItemBuilder.item().numbered(number));
        }
        ours.store().add(ItemBuilder.item().numbered(4).build(), "HL7");
        copy("");
        ours.store()
                .changeState(
                        ours.store().find("2.25.2", "SPS2").orElseThrow().id(), StepStore.open(), StepState.STARTED);
        for (int number = 1; number <= 2; number++) {
            theirs.store()
                    .delete(theirs.store()
                            .find("2.25." + number, "SPS" + number)
                            .orElseThrow()
                            .id());
        }

        assertThat(copy("").gone()).isEqualTo(1);
        assertThat(worklist.step("SPS1")).isEmpty();
        assertThat(List.of("SPS2", "SPS3", "SPS4"))
                .allSatisfy(id -> assertThat(worklist.step(id)).isPresent());
        assertThat(copy("CT").gone()).as("another modality").isZero();
    }

    @Test
    void copiesOneModalityWhereTheSiteWantsNoOther() throws Exception {
        add(ItemBuilder.item().numbered(1));
        add(ItemBuilder.item().numbered(2).step(Tag.Modality, "CT"));

        assertThat(copy("XA").received()).isEqualTo(1);
        assertThat(worklist.step("SPS2")).isEmpty();
    }

    private void add(ItemBuilder item) {
        theirs.store().add(item.build(), "TEST");
    }

    @Test
    void takesAsManyAsTheLimitSaysAndDropsNothingOfALongerList() throws Exception {
        for (int number = 1; number <= 4; number++) {
            add(ItemBuilder.item().numbered(number));
        }
        assertThat(copy("", 4)).isEqualTo(new UpstreamWorklist.Copied(4, 4, 0, List.of()));
        theirs.store()
                .delete(theirs.store().find("2.25.1", "SPS1").orElseThrow().id());

        assertThat(copy("", 2)).isEqualTo(new UpstreamWorklist.Copied(2, 0, 0, List.of()));
        assertThat(worklist.step("SPS1")).as("perhaps beyond the limit").isPresent();
        assertThat(copy("", 3).gone()).as("as many as the limit are all").isEqualTo(1);
    }

    @Test
    void takesEachStepBeforeTheNextComesAndDropsNothingOfAListThatBreaksOff() throws Exception {
        for (int number = 1; number <= 3; number++) {
            add(ItemBuilder.item().numbered(number));
        }
        copy("");
        theirs.store()
                .delete(theirs.store().find("2.25.3", "SPS3").orElseThrow().id());
        UpstreamWorklist.Target failing = new UpstreamWorklist.Target() {
            private int taken;

            @Override
            public List<Worklist.Placed> replace(Dataset item, String source) {
                taken++;
                if (taken == 2) {
                    throw new IllegalStateException("a test fails here");
                }
                return worklist.replace(item, source);
            }

            @Override
            public int dropOthers(
                    String source, LocalDate from, LocalDate to, String modality, Set<Worklist.Key> there) {
                return worklist.dropOthers(source, from, to, modality, there);
            }
        };

        assertThatIllegalStateException().isThrownBy(() -> copy("", 10, failing));
        assertThat(worklist.step("SPS3")).isPresent();
    }

    private UpstreamWorklist.Copied copy(String modality) throws Exception {
        return copy(modality, 100);
    }

    private UpstreamWorklist.Copied copy(String modality, int limit) throws Exception {
        return copy(modality, limit, new UpstreamWorklist.Target() {
            @Override
            public List<Worklist.Placed> replace(Dataset item, String source) {
                return worklist.replace(item, source);
            }

            @Override
            public int dropOthers(String source, LocalDate from, LocalDate to, String named, Set<Worklist.Key> there) {
                return worklist.dropOthers(source, from, to, named, there);
            }
        });
    }

    private UpstreamWorklist.Copied copy(String modality, int limit, UpstreamWorklist.Target target) throws Exception {
        RemoteAe remote = new RemoteAe("RIS", "127.0.0.1", upstream.port());
        return new UpstreamWorklist("CONFLUENS", remote, ClientOptions.defaults(), target, limit)
                .copy(DAY, DAY.plusDays(1), modality);
    }
}
