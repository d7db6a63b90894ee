package org.confluens.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.confluens.dicom.data.Part10;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.Tag;

/** The folder into which {@link DemoStore} puts what it is sent. */
record FolderPacs(Path folder) implements DemoPacs {

    @Override
    public Optional<Part10> instance(String sopInstanceUid) throws IOException {
        for (Part10 file : files()) {
            if (file.dataset().string(Tag.SOPInstanceUID, "").equals(sopInstanceUid)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    @Override
    public List<String> reports(String studyInstanceUid) throws IOException {
        return files().stream()
                .map(Part10::dataset)
                .filter(d -> d.string(Tag.StudyInstanceUID, "").equals(studyInstanceUid))
                .filter(d -> d.string(Tag.Modality, "").equals("SR"))
                .map(d -> d.string(Tag.SOPInstanceUID, ""))
                .toList();
    }

    private List<Part10> files() throws IOException {
        List<Part10> files = new ArrayList<>();
        try (Stream<Path> list = Files.list(folder)) {
            for (Path file : list.filter(f -> f.toString().endsWith(".dcm")).toList()) {
                files.add(Part10.read(file, ReadOptions.keepEverything()));
            }
        }
        return files;
    }
}
