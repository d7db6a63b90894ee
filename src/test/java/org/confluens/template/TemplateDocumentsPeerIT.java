package org.confluens.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Part10;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.peer.NeedsPeer;
import org.confluens.peer.SrValidators;
import org.confluens.sr.Archives;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents of every template in every state, with names in every script, before checkers and archives of other products. */
class TemplateDocumentsPeerIT {

    @TempDir
    Path folder;

    @Test
    @NeedsPeer({SrValidators.DCIODVFY, SrValidators.DSRDUMP, SrValidators.DSR2XML})
    void everyTemplateInEveryStateAndScriptPassesTheCheckers() throws Exception {
        Map<String, SrDocument> documents = MatrixDocuments.all();
        assertThat(documents).hasSize(7 * 4 * 10);
        Map<Path, List<String>> errors = new LinkedHashMap<>();
        write(documents).parallelStream().forEach(file -> {
            List<String> found = SrValidators.errors(file);
            synchronized (errors) {
                errors.put(file.getFileName(), found);
            }
        });

        errors.values().removeIf(List::isEmpty);
        assertThat(errors).isEmpty();
    }

    @Test
    @NeedsPeer(SrValidators.PIXELMED)
    void everyTemplateInEveryStateAndScriptPassesPixelMedAndABrokenRelationshipDoesNot() throws Exception {
        List<Path> files = new ArrayList<>(write(MatrixDocuments.all()));
        Path broken = broken();
        files.add(broken);

        Map<Path, List<String>> errors = SrValidators.pixelMedErrors(files);

        assertThat(errors.remove(broken)).anyMatch(error -> error.contains("has illegal relationship"));
        assertThat(errors).hasSize(7 * 4 * 10);
        errors.values().removeIf(List::isEmpty);
        assertThat(errors).isEmpty();
    }

    @Test
    @NeedsPeer("storescp")
    void everyTemplateInEveryStateAndScriptComesBackEqualFromDcmtk() throws Exception {
        Map<String, SrDocument> sent = byInstance();

        assertComeBackEqual(sent, Archives.throughDcmtk(sent, folder));
    }

    @Test
    @NeedsPeer("Orthanc")
    void everyTemplateInEveryStateAndScriptComesBackEqualFromOrthanc() throws Exception {
        Map<String, SrDocument> sent = byInstance();

        assertComeBackEqual(sent, Archives.throughOrthanc(sent, folder));
    }

    @Test
    @NeedsPeer({SrValidators.DCIODVFY, SrValidators.DSRDUMP, SrValidators.DSR2XML})
    void aBrokenRelationshipPassesNoneOfTheCheckers() throws Exception {
        assertThat(SrValidators.errors(broken()))
                .anyMatch(error -> error.startsWith(SrValidators.DSRDUMP))
                .anyMatch(error -> error.startsWith(SrValidators.DSR2XML));
    }

    /** A report whose image library is selected from its root, which no document type allows. */
    private Path broken() throws Exception {
        Dataset report = SrWriter.write(
                MatrixDocuments.of(Catalogues.template("mr-venography"), MatrixDocuments.State.VERIFIED, "DOE^JANE"));
        List<Dataset> items = report.items(Tag.ContentSequence).stream()
                .map(item -> item.string(Tag.ValueType, "").equals("CONTAINER")
                        ? item.toBuilder()
                                .put(Tag.RelationshipType, "SELECTED FROM")
                                .build()
                        : item)
                .toList();
        try (OutputStream out = Files.newOutputStream(file("broken"))) {
            Part10.of(
                            report.toBuilder()
                                    .putItems(Tag.ContentSequence, items)
                                    .build(),
                            TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)
                    .write(out);
        }
        return file("broken");
    }

    private static void assertComeBackEqual(Map<String, SrDocument> sent, Map<String, SrDocument> stored) {
        assertThat(stored).hasSameSizeAs(sent);
        sent.forEach((instance, document) ->
                assertThat(document.equals(stored.get(instance))).as(instance).isTrue());
    }

    private static Map<String, SrDocument> byInstance() {
        Map<String, SrDocument> documents = new LinkedHashMap<>();
        MatrixDocuments.all().values().forEach(document -> documents.put(document.sopInstanceUid(), document));
        return documents;
    }

    private List<Path> write(Map<String, SrDocument> documents) throws Exception {
        for (Map.Entry<String, SrDocument> one : documents.entrySet()) {
            try (OutputStream out = Files.newOutputStream(file(one.getKey()))) {
                Part10.of(SrWriter.write(one.getValue()), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)
                        .write(out);
            }
        }
        return documents.keySet().stream().map(this::file).toList();
    }

    private Path file(String name) {
        return folder.resolve(name + ".dcm");
    }
}
