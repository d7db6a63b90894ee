package org.confluens.worklist.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetReadException;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.Part10;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.worklist.ItemBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorklistFilesTest {

    private static final Dataset ITEM =
            ItemBuilder.item().with(Tag.PatientName, "Äneas^Rüdiger").dataset();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1"})
    void readsDicomFilesAndBareDataSets(String syntax) throws IOException {
        TransferSyntax transferSyntax = TransferSyntax.of(syntax);
        Path bare = Files.write(folder.resolve("bare.wl"), DatasetWriter.bytes(ITEM, transferSyntax));
        Path file = Files.write(
                folder.resolve("file.wl"), Part10.of(ITEM, transferSyntax).bytes());

        assertThat(WorklistFiles.read(bare).string(Tag.PatientName)).contains("Äneas^Rüdiger");
        assertThat(WorklistFiles.read(file)).isEqualTo(WorklistFiles.read(bare));
    }

    @Test
    void listsWorklistFilesHereAndByAeTitle() throws IOException {
        Files.createFile(folder.resolve("one.wl"));
        Files.createFile(folder.resolve("lockfile"));
        Files.createFile(Files.createDirectory(folder.resolve("ANGIO")).resolve("TWO.WL"));

        assertThat(WorklistFiles.in(folder))
                .extracting(f -> f.getFileName().toString())
                .containsExactlyInAnyOrder("one.wl", "TWO.WL");
    }

    @Test
    void refusesWhatIsNoDataSet() throws IOException {
        Path file = Files.writeString(folder.resolve("note.wl"), "call the ward");

        assertThatThrownBy(() -> WorklistFiles.read(file)).isInstanceOf(DatasetReadException.class);
    }
}
