package org.confluens.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveCatalogueTest {
    private static final String MR = "mr-venography.xml";

    @TempDir
    Path folder;

    private LiveCatalogue live;

    @BeforeEach
    void copyThePackagedFiles() throws Exception {
        for (Map.Entry<String, byte[]> file : TemplateFiles.packaged().entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        live = LiveCatalogue.open(folder);
    }

    private void edit(String file, String from, String to) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replace(from, to));
    }

    @Test
    void takesAChangedTemplateAndKeepsItsOldVersionForOldReports() throws Exception {
        edit(MR, "version=\"1.0\" date", "version=\"1.1\" date");
        edit(MR, "<label>Posture</label>", "<label>Patient position</label>");
        assertThat(live.refresh()).isTrue();
        Template now = live.catalogue().template("mr-venography").orElseThrow();
        assertThat(now.version()).isEqualTo("1.1");
        assertThat(now.items().map(Item::label)).contains("Patient position");
        Template old = live.catalogue().template("mr-venography", "1.0").orElseThrow();
        assertThat(old.status()).isEqualTo(Template.Status.RETIRED);
        assertThat(old.items().map(Item::label)).contains("Posture");
    }

    @Test
    void aBrokenFileDoesNotReplaceTheWorkingOneAndOthersStillDo() throws Exception {
        edit(MR, "</template>", "</templat>");
        edit("ivus.xml", "version=\"1.0\" date", "version=\"2.0\" date");
        assertThat(live.refresh()).isTrue();
        assertThat(live.catalogue().template("mr-venography")).isPresent();
        assertThat(live.catalogue().template("ivus").orElseThrow().version()).isEqualTo("2.0");
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
        assertThatThrownBy(() -> LiveCatalogue.open(folder))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(MR);
    }
}
