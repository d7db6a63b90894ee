package org.confluens.sr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Part10;
import org.confluens.dicom.data.PersonName;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.peer.NeedsPeer;
import org.confluens.peer.Program;
import org.confluens.peer.SrValidators;
import org.confluens.report.pdf.PdfRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What other products say about the documents of this room: value types, states, scripts of names. */
class SrPeerIT {

    @TempDir
    Path folder;

    @ParameterizedTest
    @FieldSource("org.confluens.sr.PersonNames#ALL")
    @NeedsPeer({SrValidators.DCIODVFY, SrValidators.DSRDUMP, SrValidators.DSR2XML})
    void everyValueTypePassesWithNamesOfEveryScript(String name) throws Exception {
        Path file = write("all", AllValueTypes.in(UID.ComprehensiveSRStorage, name));

        assertThat(SrValidators.errors(file)).isEmpty();
        assertReadsBack(file, AllValueTypes.in(UID.ComprehensiveSRStorage, name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                UID.BasicTextSRStorage,
                UID.EnhancedSRStorage,
                UID.ComprehensiveSRStorage,
                UID.Comprehensive3DSRStorage
            })
    @NeedsPeer({SrValidators.DCIODVFY, SrValidators.DSRDUMP, SrValidators.DSR2XML})
    void everyDocumentTypePassesWithAllItsValueTypes(String sopClassUid) throws Exception {
        assertThat(SrValidators.errors(write("iod", AllValueTypes.in(sopClassUid, "DOE^JANE"))))
                .isEmpty();
    }

    @ParameterizedTest
    @FieldSource("org.confluens.sr.PersonNames#ALL")
    @NeedsPeer({SrValidators.DCIODVFY, SrValidators.DSRDUMP, SrValidators.DSR2XML})
    void aVerifiedDocumentPassesWithSeveralObservers(String name) throws Exception {
        SrDocument document = Samples.draft(Samples.report())
                .context(Samples.study(name))
                .state(Samples.verified(PersonName.parse(name), PersonName.of("READER", "RITA")))
                .build();

        assertThat(SrValidators.errors(write("verified", document))).isEmpty();
    }

    @Test
    @NeedsPeer({SrValidators.DCIODVFY, SrValidators.DSRDUMP, SrValidators.DSR2XML})
    void aRejectionNotePasses() throws Exception {
        SrDocument rejected = Samples.draft(Samples.report()).build();
        SrDocument note = KeyObjectSelection.rejection(
                        RejectionReason.QUALITY, "replaced by mistake", List.of(rejected.asMember()))
                .context(rejected.context())
                .series(KeyObjectSelection.series("2.25.5", 901, "Rejection notes"))
                .equipment(rejected.equipment())
                .contentAt(Samples.MOMENT)
                .build();

        assertThat(SrValidators.errors(write("note", note))).isEmpty();
    }

    @Test
    @NeedsPeer(SrValidators.DCIODVFY)
    void anEncapsulatedPdfPasses() throws Exception {
        SrDocument report = Samples.draft(Samples.report()).build();
        byte[] pdf = new PdfRenderer(folder).render(report, Locale.ENGLISH);
        Dataset dataset = EncapsulatedPdf.of(
                report, pdf, "2.25.6", DocumentSeries.of("2.25.7", 902, "Reports as PDF"), Samples.MOMENT);
        Path file = folder.resolve("pdf.dcm");
        try (OutputStream out = Files.newOutputStream(file)) {
            Part10.of(dataset, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).write(out);
        }

        Program.Result result = Program.run(Duration.ofSeconds(60), List.of(SrValidators.DCIODVFY, file.toString()));

        assertThat(result.output()).contains("EncapsulatedPDF");
        assertThat(result.linesStartingWith("Error")).isEmpty();
    }

    @Test
    @NeedsPeer(SrValidators.PIXELMED)
    void pixelMedFindsNoErrorInReportsOfEveryScript() throws Exception {
        List<Path> files = new ArrayList<>();
        for (String name : PersonNames.ALL) {
            SrDocument report = Samples.draft(Samples.report())
                    .context(Samples.study(name))
                    .state(Samples.verified(PersonName.parse(name)))
                    .build();
            files.add(write("report" + files.size(), report));
        }
        for (String sopClassUid : List.of(
                UID.BasicTextSRStorage,
                UID.EnhancedSRStorage,
                UID.ComprehensiveSRStorage,
                UID.Comprehensive3DSRStorage)) {
            files.add(write("iod" + files.size(), AllValueTypes.in(sopClassUid, "DOE^JANE")));
        }

        Map<Path, List<String>> errors = SrValidators.pixelMedErrors(files);

        assertThat(errors)
                .hasSize(files.size())
                .allSatisfy((file, found) -> assertThat(found).isEmpty());
    }

    private Path write(String name, SrDocument document) throws IOException, SrException {
        Path file = folder.resolve(name + ".dcm");
        try (OutputStream out = Files.newOutputStream(file)) {
            Part10.of(SrWriter.write(document), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)
                    .write(out);
        }
        return file;
    }

    private static void assertReadsBack(Path file, SrDocument document) throws IOException {
        SrReading reading =
                SrReader.read(Part10.read(file, ReadOptions.keepEverything()).dataset());
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.document()).isEqualTo(document);
    }
}
