package org.confluens.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.confluens.intake.TestInstances.NOW;
import static org.confluens.intake.TestInstances.mr;
import static org.confluens.intake.TestInstances.sr;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.confluens.config.ConfigurationException;
import org.confluens.config.Settings;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.FragmentsElement;
import org.confluens.dicom.data.ReadLimits;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.VR;
import org.confluens.dicom.dimse.ClientAssociation;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.DimseClient;
import org.confluens.dicom.dimse.DimseResponse;
import org.confluens.dicom.dimse.DimseServer;
import org.confluens.dicom.dimse.DimseStatus;
import org.confluens.dicom.dimse.PresentationRequest;
import org.confluens.dicom.dimse.RemoteAe;
import org.confluens.dicom.dimse.ServiceOffer;
import org.confluens.dicom.dimse.StoreItem;
import org.confluens.intake.journal.IntakeJournal;
import org.confluens.intake.journal.JournalOptions;
import org.confluens.platform.memory.MemoryBudget;
import org.confluens.rights.Peers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of what is stored, as the keys set them, over an association and at their edges. */
class StorageLimitsTest {
    private static final int MIB = 1 << 20;
    private static final Map<String, String> KEYS = Map.of(
            "confluens.dicom.max-value-length", "1",
            "confluens.dicom.max-document-size", "2",
            "confluens.dicom.max-elements", "100",
            "confluens.dicom.max-depth", "3");

    @TempDir
    private Path folder;

    private IntakeJournal journal;
    private DimseServer server;

    @BeforeEach
    void serve() throws IOException {
        journal = IntakeJournal.open(folder, JournalOptions.defaults().withMinimumFreeBytes(0));
        ReadLimits limits = IntakeServices.limits(Settings.of(KEYS));
        InstanceStore store = new InstanceStore(
                journal,
                new Refusals(),
                Clock.fixed(NOW, ZoneOffset.UTC),
                MemoryBudget.unlimited(),
                Peers.anyone(),
                limits);
        server = DimseServer.builder()
                .ae(
                        "CONFLUENS",
                        List.of(new ServiceOffer(StorageClasses.uids(), StorageClasses.transferSyntaxUids(), store)))
                .start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        journal.close();
    }

    private DimseResponse store(Dataset dataset, String syntax) throws IOException {
        List<PresentationRequest> contexts =
                List.of(PresentationRequest.of(dataset.string(Tag.SOPClassUID, ""), syntax));
        RemoteAe service = new RemoteAe("CONFLUENS", "127.0.0.1", server.port());
        try (ClientAssociation association =
                DimseClient.open("MODALITY", service, contexts, ClientOptions.defaults())) {
            DimseResponse response = association.store(StoreItem.of(dataset, TransferSyntax.of(syntax)));
            // What was refused was read to its end: the association goes on.
            assertThat(association
                            .store(StoreItem.of(small(dataset), TransferSyntax.of(syntax)))
                            .status())
                    .isEqualTo(DimseStatus.SUCCESS);
            return response;
        }
    }

    /** A small instance of the class of another. */
    private static Dataset small(Dataset other) {
        return mr("1.2.1", "1.2.1.1", 99)
                .put(Tag.SOPClassUID, other.string(Tag.SOPClassUID, ""))
                .build();
    }

    private static void assertTooLong(DimseResponse response, String tag) {
        assertThat(response.status()).isEqualTo(DimseStatus.OUT_OF_RESOURCES);
        assertThat(response.errorComment()).isEqualTo("Value of " + tag + " is longer than the limit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                UID.ExplicitVRLittleEndian,
                UID.ImplicitVRLittleEndian,
                UID.ExplicitVRBigEndian,
                UID.DeflatedExplicitVRLittleEndian
            })
    void takesPixelsAsLongAsTheLimitAndRefusesLongerOnes(String syntax) throws IOException {
        assertThat(store(withPixels(MIB), syntax).status()).isEqualTo(DimseStatus.SUCCESS);
        assertTooLong(store(withPixels(MIB + 2), syntax), "(7FE0,0010)");
    }

    private static Dataset withPixels(int bytes) {
        return mr("1.2.1", "1.2.1.1", 1)
                .putBytes(Tag.PixelData, VR.OW, new byte[bytes])
                .build();
    }

    @Test
    void countsTheFragmentsOfEncapsulatedPixelsTogether() throws IOException {
        assertThat(store(withFragments(MIB / 2, MIB / 2), UID.JPEGBaseline8Bit).status())
                .isEqualTo(DimseStatus.SUCCESS);
        assertTooLong(store(withFragments(MIB / 2, MIB / 2 + 2), UID.JPEGBaseline8Bit), "(7FE0,0010)");
    }

    private static Dataset withFragments(int first, int second) {
        List<byte[]> items = List.of(new byte[0], new byte[first], new byte[second]);
        return mr("1.2.1", "1.2.1.1", 1)
                .put(new FragmentsElement(Tag.PixelData, VR.OB, items))
                .build();
    }

    @Test
    void limitsEveryOtherValueToo() throws IOException {
        Dataset.Builder image = mr("1.2.1", "1.2.1.1", 1);
        Dataset overlay = image.putBytes(0x60003000, VR.OW, new byte[MIB + 2]).build();
        assertTooLong(store(overlay, UID.ExplicitVRLittleEndian), "(6000,3000)");

        Dataset atTheLimit = text(MIB);
        assertThat(store(atTheLimit, UID.ExplicitVRLittleEndian).status()).isEqualTo(DimseStatus.SUCCESS);
        assertTooLong(store(text(MIB + 2), UID.ExplicitVRLittleEndian), "(0040,A160)");
    }

    private static Dataset text(int bytes) {
        return sr("1.2.1", "1.2.1.9", 1).put(Tag.TextValue, "t".repeat(bytes)).build();
    }

    @Test
    void takesADocumentAsLongAsTheLimitAndRefusesALongerOne() throws IOException {
        assertThat(store(twoTexts(0), UID.ExplicitVRLittleEndian).status()).isEqualTo(DimseStatus.SUCCESS);
        DimseResponse refused = store(twoTexts(2), UID.ExplicitVRLittleEndian);
        assertThat(refused.status()).isEqualTo(DimseStatus.OUT_OF_RESOURCES);
        assertThat(refused.errorComment()).startsWith("Data set is longer than the limit");
    }

    /** A document of exactly two mebibytes and some bytes more. */
    private static Dataset twoTexts(int more) {
        Dataset.Builder document = text(MIB - 2).toBuilder().put(Tag.ImageComments, "");
        int length = DatasetWriter.bytes(document.build(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).length;
        // A comment as LT has two bytes of length; as UT it has four, and a header of four bytes more.
        return document.put(Tag.ImageComments, VR.UT, "c".repeat(2 * MIB - length - 4 + more))
                .build();
    }

    @Test
    void takesElementsAndDepthAsTheKeysSay() throws IOException {
        int own = sr("1.2.1", "1.2.1.9", 1).build().size();
        assertThat(store(elements(100 - own), UID.ExplicitVRLittleEndian).status())
                .isEqualTo(DimseStatus.SUCCESS);
        DimseResponse tooMany = store(elements(101 - own), UID.ExplicitVRLittleEndian);
        assertThat(tooMany.status()).isEqualTo(DimseStatus.CANNOT_UNDERSTAND);
        assertThat(tooMany.errorComment()).contains("TOO_MANY_ELEMENTS");

        assertThat(store(nested(3), UID.ExplicitVRLittleEndian).status()).isEqualTo(DimseStatus.SUCCESS);
        DimseResponse tooDeep = store(nested(4), UID.ExplicitVRLittleEndian);
        assertThat(tooDeep.status()).isEqualTo(DimseStatus.CANNOT_UNDERSTAND);
        assertThat(tooDeep.errorComment()).contains("TOO_DEEP");
    }

    /** A depth that the reader can't hold would fail at every object instead. */
    @Test
    void startsWithTheGreatestValueOfEachKeyAndWithNoGreater() {
        assertThat(IntakeServices.limits(Settings.of(Map.of("confluens.dicom.max-depth", "256")))
                        .depth())
                .isEqualTo(256);
        assertThatThrownBy(() -> Settings.of(Map.of("confluens.dicom.max-depth", "257")))
                .isInstanceOf(ConfigurationException.class);
    }

    private static Dataset elements(int count) {
        Dataset.Builder document = sr("1.2.1", "1.2.1.9", 1);
        for (int element = 0; element < count; element++) {
            document.put(0x00291000 + element, VR.LO, "X");
        }
        return document.build();
    }

    private static Dataset nested(int depth) {
        Dataset item = Dataset.empty();
        for (int level = 1; level < depth; level++) {
            item = Dataset.builder().putItems(Tag.ContentSequence, item).build();
        }
        return sr("1.2.1", "1.2.1.9", 1).putItems(Tag.ContentSequence, item).build();
    }
}
