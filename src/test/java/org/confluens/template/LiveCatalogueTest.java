package org.confluens.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveCatalogueTest {
    private static final String MR = "mr-venography.xml";

    @TempDir
    Path folder;

    @TempDir
    Path archive;

    private LiveCatalogue live;

    @BeforeEach
    void copyThePackagedFiles() throws Exception {
        for (Map.Entry<String, byte[]> file : TemplateFiles.packaged().entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        live = LiveCatalogue.open(folder, archive);
    }

    private void edit(String file, String from, String to) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replace(from, to));
    }

    @Test
    void takesAChangedTemplateAndKeepsItsOldVersionForOldReports() throws Exception {
        raise(MR, "99.1");
        edit(MR, "<label>Posture</label>", "<label>Patient position</label>");
        assertThat(live.refresh()).isTrue();
        Template now = live.catalogue().template("mr-venography").orElseThrow();
        assertThat(now.version()).isEqualTo("99.1");
        assertThat(now.items().map(Item::label)).contains("Patient position");
        Template old = live.catalogue().template("mr-venography", packaged(MR)).orElseThrow();
        assertThat(old.status()).isEqualTo(Template.Status.RETIRED);
        assertThat(old.items().map(Item::label)).contains("Posture");
    }

    @Test
    void aBrokenFileDoesNotReplaceTheWorkingOneAndOthersStillDo() throws Exception {
        edit(MR, "</template>", "</templat>");
        raise("ivus.xml", "99.1");
        assertThat(live.refresh()).isTrue();
        assertThat(live.catalogue().template("mr-venography")).isPresent();
        assertThat(live.catalogue().template("ivus").orElseThrow().version()).isEqualTo("99.1");
        assertThat(live.problems()).isNotEmpty().allSatisfy(p -> {
            assertThat(p.file()).isEqualTo(MR);
            assertThat(p.line()).isPositive();
        });
        edit(MR, "</templat>", "</template>");
        live.refresh();
        assertThat(live.problems()).isEmpty();
    }

    @Test
    void aRemovedFileThatOthersNeedIsMissedButNothingStops() throws Exception {
        Files.delete(folder.resolve("codes.xml"));
        live.refresh();
        assertThat(live.problems()).isNotEmpty();
        assertThat(live.catalogue().template("mr-venography")).isPresent();
    }

    @Test
    void aChangeThatBreaksAnotherFileIsNotTaken() throws Exception {
        edit("codes.xml", "<value-set id=\"calibres\">", "<value-set id=\"widths\">");
        live.refresh();
        assertThat(live.problems()).extracting(TemplateProblem::rule).contains("unknown-value-set");
        assertThat(live.catalogue().codes().valueSet("calibres")).isPresent();
    }

    @Test
    void nothingNewIsNoChange() {
        assertThat(live.refresh()).isFalse();
    }

    @Test
    void refusesAFolderThatIsWrongFromTheStart() throws Exception {
        edit(MR, "SCT:40199007", "SCT:40199008");
        assertThatThrownBy(() -> LiveCatalogue.open(folder, archive))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(MR);
    }

    private void raise(String file, String version) throws IOException {
        edit(file, "version=\"" + packaged(file) + "\" date", "version=\"" + version + "\" date");
    }

    private static String packaged(String file) {
        return Catalogues.template(file.replace(".xml", "")).version();
    }

    private void edit(String from, String to) throws IOException {
        edit(MR, from, to);
    }

    private void assertOldOneWorks(String rule) {
        live.refresh();
        assertThat(live.problems()).extracting(TemplateProblem::rule).contains(rule);
        assertThat(live.problems()).allSatisfy(p -> assertThat(p.line()).isPositive());
        Template mr = live.catalogue().template("mr-venography").orElseThrow();
        assertThat(mr.version()).isEqualTo(packaged(MR));
        assertThat(mr.items().map(Item::label)).contains("Posture");
    }

    @Test
    void aReportKeepsItsVersionAfterARestartThoughTheFileMovedOn() throws Exception {
        String before = packaged(MR);
        raise(MR, "99.1");
        edit("<label>Posture</label>", "<label>Patient position</label>");
        live.refresh();
        Files.delete(folder.resolve("ivus.xml"));
        edit("selection-rules.xml", "template=\"ivus\"", "template=\"follow-up\"");
        LiveCatalogue restarted = LiveCatalogue.open(folder, archive);
        Template old = restarted.catalogue().template("mr-venography", before).orElseThrow();
        assertThat(old.status()).isEqualTo(Template.Status.RETIRED);
        assertThat(old.items().map(Item::label)).contains("Posture").doesNotContain("Patient position");
        assertThat(restarted.catalogue().template("ivus", packaged("ivus.xml"))).isPresent();
        assertThat(restarted.catalogue().template("ivus")).isEmpty();
        assertThat(restarted.problems()).isEmpty();
    }

    @Test
    void theVersionsOfAnEarlierReleaseStayAvailable() throws Exception {
        raise(MR, "0.7");
        LiveCatalogue.open(folder, archive.resolve("data"));
        TemplateCatalogue updated =
                LiveCatalogue.released(archive.resolve("data")).catalogue();
        assertThat(updated.template("mr-venography", "0.7")).isPresent();
        assertThat(updated.template("mr-venography").orElseThrow().version()).isEqualTo(packaged(MR));
    }

    @Test
    void anotherContentUnderTheSameVersionIsNotTakenEvenOverARestart() throws Exception {
        edit("<label>Posture</label>", "<label>Patient position</label>");
        assertOldOneWorks("version-not-raised");
        live = LiveCatalogue.open(folder, archive);
        assertOldOneWorks("version-not-raised");
        raise(MR, "99.1");
        live.refresh();
        assertThat(live.problems()).isEmpty();
        assertThat(live.catalogue()
                        .template("mr-venography")
                        .orElseThrow()
                        .items()
                        .map(Item::label))
                .contains("Patient position");
    }

    @Test
    void aChangeOfASharedItemNeedsEveryVersionRaised() throws Exception {
        edit("shared-items.xml", "<label>Head position</label>", "<label>Position of the head</label>");
        live.refresh();
        assertThat(live.problems())
                .extracting(TemplateProblem::file)
                .containsExactlyInAnyOrder(MR, "ct-venography.xml");
        assertThat(live.catalogue()
                        .template("ct-venography")
                        .orElseThrow()
                        .items()
                        .map(Item::label))
                .contains("Head position");
    }

    @Test
    void aNewSegmentAndANewTranslationNeedNoNewVersionButARemovedSegmentDoes() throws Exception {
        edit(
                "anatomy.xml",
                "<segment id=\"SVC\">",
                "<segment id=\"SVC-LOW\"><label>Lower</label></segment><segment id=\"SVC\">");
        edit("language-de.xml", ">Stenose<", ">Engstelle<");
        live.refresh();
        assertThat(live.problems()).isEmpty();
        assertThat(live.catalogue()
                        .template("mr-venography")
                        .orElseThrow()
                        .veins()
                        .entry("SVC-LOW"))
                .isPresent();
        edit("anatomy.xml", "<segment id=\"SVC-LOW\"><label>Lower</label></segment>", "");
        assertOldOneWorks("version-not-raised");
    }

    @Test
    void aLowerVersionIsRefusedUnlessItIsAnEarlierOneComeBack() throws Exception {
        byte[] first = Files.readAllBytes(folder.resolve(MR));
        raise(MR, "0.1");
        assertOldOneWorks("version-not-raised");
        Files.write(folder.resolve(MR), first);
        raise(MR, "99.1");
        live.refresh();
        Files.write(folder.resolve(MR), first);
        live.refresh();
        assertThat(live.problems()).isEmpty();
        assertThat(live.catalogue().template("mr-venography").orElseThrow().version())
                .isEqualTo(packaged(MR));
    }

    @Test
    void aFileThatIsTooLargeOrCannotBeReadIsSaidAndTheOldOneWorks() throws Exception {
        Path mr = folder.resolve(MR);
        Files.writeString(mr, Files.readString(mr) + " ".repeat(5 << 20));
        assertOldOneWorks("too-large");
        assertThatThrownBy(() -> LiveCatalogue.open(folder, archive)).hasMessageContaining(MR + ":1: [too-large]");
    }

    @Test
    void whatEditorsPutBesideAFileIsNotRead() throws Exception {
        Files.writeString(folder.resolve(".mr-venography.xml"), "half of a");
        Files.writeString(folder.resolve("mr-venography.xml~"), "an older");
        live.refresh();
        assertThat(live.problems()).isEmpty();
    }

    @Test
    void aFileCutOffOrInAnotherEncodingIsNotTaken() throws Exception {
        String text = Files.readString(folder.resolve(MR));
        Files.writeString(folder.resolve(MR), text.substring(0, text.length() / 2));
        assertOldOneWorks("xml");
        Files.writeString(folder.resolve(MR), "");
        assertOldOneWorks("xml");
        Files.write(folder.resolve(MR), text.replace("Posture", "Pöstur").getBytes(StandardCharsets.ISO_8859_1));
        assertOldOneWorks("xml");
    }

    @Test
    void aCopyWithTheSameVersionIsRefusedWithTheNamesOfBoth() throws Exception {
        Files.copy(folder.resolve(MR), folder.resolve("a-copy.xml"));
        assertOldOneWorks("duplicate-version");
        assertThat(live.problems())
                .extracting(TemplateProblem::toString)
                .anySatisfy(p -> assertThat(p).contains("a-copy.xml").contains(MR));
    }

    @Test
    void whatIsRightIsTakenBesideWhatBreaksAnotherFile() throws Exception {
        edit("codes.xml", "<value-set id=\"calibres\">", "<value-set id=\"widths\">");
        raise("ivus.xml", "99.1");
        edit("language-de.xml", ">Stenose<", ">Engstelle<");
        Files.delete(folder.resolve("duplex-ultrasound.xml"));
        assertThat(live.refresh()).isTrue();
        assertThat(live.catalogue().template("ivus").orElseThrow().version()).isEqualTo("99.1");
        assertThat(live.catalogue().texts().text("Stenosis", Locale.GERMAN)).isEqualTo("Engstelle");
        assertThat(live.catalogue().template("duplex-ultrasound")).isPresent();
        assertThat(live.problems()).extracting(TemplateProblem::rule).contains("unknown-value-set", "unknown-template");
    }

    @Test
    void aRenamedFileIsTheSameTemplate() throws Exception {
        Files.move(folder.resolve(MR), folder.resolve("mrv.xml"));
        live.refresh();
        assertThat(live.problems()).isEmpty();
        assertThat(live.catalogue().template("mr-venography")).isPresent();
    }

    @Test
    void anArchiveThatIsDamagedIsSaidAndStopsNothing() throws Exception {
        try (var kept = Files.list(archive.resolve("files"))) {
            for (Path file : kept.toList()) {
                Files.delete(file);
            }
        }
        raise(MR, "99.1");
        LiveCatalogue restarted = LiveCatalogue.open(folder, archive);
        assertThat(restarted.problems()).extracting(TemplateProblem::rule).contains("archive");
        assertThat(restarted.catalogue().template("mr-venography")).isPresent();
    }
}
