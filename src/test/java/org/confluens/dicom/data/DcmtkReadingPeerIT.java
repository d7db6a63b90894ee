package org.confluens.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.confluens.peer.Dcmtk;
import org.confluens.peer.NeedsCorpus;
import org.confluens.peer.NeedsPeer;
import org.confluens.peer.PeerProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DCMTK reads the same as we do, from the corpus and from what we write. */
@NeedsCorpus
@NeedsPeer("dcm2json")
class DcmtkReadingPeerIT {
    @TempDir
    Path folder;

    @Test
    void readsTheCorpusAsDcmtkDoes() throws IOException {
        int compared = 0;
        for (String name : CorpusFiles.files()) {
            if (name.matches("(dicom/(ct|mr|us|other|ivus.*|charset_generated)|sr/.*)/.*")) {
                Optional<Dataset> theirs = dcm2json(CorpusFiles.file(name));
                if (theirs.isPresent()) {
                    assertAgree(name, CorpusFiles.read(name).dataset(), theirs.get());
                    compared++;
                }
            }
        }
        // Its JSON of compressed images isn't JSON, and it knows not all character sets.
        assertThat(compared).isGreaterThan(150);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                UID.ImplicitVRLittleEndian,
                UID.ExplicitVRLittleEndian,
                UID.ExplicitVRBigEndian,
                UID.DeflatedExplicitVRLittleEndian
            })
    void writesWhatDcmtkReads(String syntax) throws IOException {
        for (String name : List.of(
                "dicom/mr/pydicom__MR_small.dcm",
                "sr/offis_mkreport/report02.dcm",
                "dicom/charset_generated/cs_ISO_IR_144.dcm",
                "dicom/ivus_mrv_derived/ivus_pullback_8f_explicit.dcm")) {
            Dataset dataset = CorpusFiles.read(name).dataset();
            Path file = folder.resolve("written.dcm");
            Files.write(file, Part10.of(dataset, TransferSyntax.of(syntax)).bytes());
            assertAgree(name, dataset, dcm2json(file).orElseThrow());
        }
    }

    private static Optional<Dataset> dcm2json(Path file) {
        PeerProgram.Result result = Dcmtk.run("dcm2json", "-q", file);
        try {
            return result.exitCode() == 0 ? Optional.of(DicomJson.read(result.output())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void assertAgree(String name, Dataset ours, Dataset theirs) {
        for (Element element : ours) {
            int tag = element.tag();
            boolean comparable = !Tags.isPrivate(tag)
                    && !Tags.isGroupLength(tag)
                    && tag != Tag.SpecificCharacterSet
                    && tag != Tag.PixelData;
            if (comparable && !(theirs.element(tag).orElseThrow() instanceof BulkElement)) {
                assertAgree(name + " " + Tags.format(tag), element, ours, theirs);
            }
        }
    }

    private static void assertAgree(String place, Element element, Dataset ours, Dataset theirs) {
        int tag = element.tag();
        if (element instanceof SequenceElement sequence) {
            assertThat(theirs.items(tag)).as(place).hasSameSizeAs(sequence.items());
            for (int i = 0; i < sequence.items().size(); i++) {
                assertAgree(place, sequence.items().get(i), theirs.items(tag).get(i));
            }
        } else if (element.vr().isBinary() || ours.decimals(tag).length > 0) {
            assertNumbersAgree(place, ours.decimals(tag), theirs.decimals(tag));
        } else {
            assertThat(theirs.element(tag)).as(place).contains(element);
        }
    }

    /** DCMTK writes floating point numbers with six digits. */
    private static void assertNumbersAgree(String place, double[] ours, double[] theirs) {
        assertThat(theirs).as(place).hasSameSizeAs(ours);
        for (int i = 0; i < ours.length; i++) {
            assertThat(theirs[i]).as(place).isCloseTo(ours[i], within(Math.abs(ours[i]) * 1e-5));
        }
    }
}
