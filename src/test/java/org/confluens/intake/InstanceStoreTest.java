package org.confluens.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.confluens.intake.TestInstances.NOW;
import static org.confluens.intake.TestInstances.mr;
import static org.confluens.intake.TestInstances.request;
import static org.confluens.intake.TestInstances.sr;
import static org.confluens.intake.TestInstances.withPixels;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.confluens.config.Settings;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.ReadLimits;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.VR;
import org.confluens.dicom.dimse.DimseException;
import org.confluens.dicom.dimse.DimseStatus;
import org.confluens.dicom.dimse.StoreHandler;
import org.confluens.dicom.dimse.StoreRequest;
import org.confluens.intake.journal.IntakeJournal;
import org.confluens.intake.journal.JournalEntry;
import org.confluens.intake.journal.JournalOptions;
import org.confluens.intake.journal.JournalPosition;
import org.confluens.intake.journal.JournalReader;
import org.confluens.intake.journal.JournalRecord;
import org.confluens.platform.memory.MemoryBudget;
import org.confluens.rights.Origin;
import org.confluens.rights.Peers;
import org.confluens.rights.Right;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceStoreTest {
    private static final ReadLimits LIMITS = new ReadLimits(1_000, 8, 1L << 20, 1L << 20);
    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;

    @TempDir
    private Path folder;

    private IntakeJournal journal;
    private Refusals refusals;
    private InstanceStore store;

    @BeforeEach
    void open() throws IOException {
        journal = IntakeJournal.open(folder, JournalOptions.defaults().withMinimumFreeBytes(0));
        refusals = new Refusals();
        store = new InstanceStore(
                journal, refusals, Clock.fixed(NOW, ZoneOffset.UTC), MemoryBudget.unlimited(), Peers.anyone(), LIMITS);
    }

    @AfterEach
    void close() throws IOException {
        journal.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                UID.ExplicitVRLittleEndian,
                UID.ImplicitVRLittleEndian,
                UID.ExplicitVRBigEndian,
                UID.DeflatedExplicitVRLittleEndian
            })
    void keepsTheHeaderAndDropsThePixels(String syntaxUid) throws Exception {
        TransferSyntax syntax = TransferSyntax.of(syntaxUid);
        Dataset image = withPixels(mr("1.2.1", "1.2.1.1", 1)).build();
        assertThat(store(image, syntax)).isEqualTo(DimseStatus.SUCCESS);
        IntakeRecord kept = records().get(0);
        assertThat(kept.dataset()).isEqualTo(mr("1.2.1", "1.2.1.1", 1).build());
        assertThat(kept.callingAeTitle()).isEqualTo("PACS");
        assertThat(kept.transferSyntaxUid()).isEqualTo(syntaxUid);
        assertThat(kept.receivedAt()).isEqualTo(NOW);
    }

    @Test
    void dropsWhatIsPrivateOrLargeOrPerFrame() throws Exception {
        Dataset image = withPixels(mr("1.2.1", "1.2.1.1", 1))
                .put(0x00290010, VR.LO, "SOMEBODY")
                .putBytes(0x00291010, VR.OB, new byte[5000])
                .putItems(Tag.PerFrameFunctionalGroupsSequence, Dataset.empty())
                .putItems(Tag.IconImageSequence, Dataset.empty())
                .putBytes(0x60003000, VR.OW, new byte[100])
                .build();
        store(image, EXPLICIT);
        assertThat(records().get(0).dataset())
                .isEqualTo(mr("1.2.1", "1.2.1.1", 1).build());
    }

    @Test
    void keepsDocumentsWhole() throws Exception {
        Dataset document = sr("1.2.1", "1.2.1.9", 1)
                .put(0x00290010, VR.LO, "SOMEBODY")
                .put(Tag.TextValue, "t".repeat(100_000))
                .build();
        store(document, EXPLICIT);
        assertThat(records().get(0).dataset()).isEqualTo(document);
    }

    @Test
    void takesSequencesAsDeepAsTheLimitAndRefusesOneMore() throws Exception {
        assertThat(store(nested(LIMITS.depth()), EXPLICIT).isDone()).isTrue();

        Dataset deeper = nested(LIMITS.depth() + 1);
        assertThatThrownBy(() -> store(deeper, EXPLICIT))
                .isInstanceOfSatisfying(
                        DimseException.class, e -> assertThat(e.status().code()).isEqualTo(0xC000));
        assertThat(records()).hasSize(1);
    }

    @Test
    void refusesADataSetOfMoreElementsThanTheLimit() throws Exception {
        Dataset.Builder many = sr("1.2.1", "1.2.1.9", 1);
        for (int element = 0; element < LIMITS.elements(); element++) {
            many.put(0x00291000 + element, VR.LO, "X");
        }
        Dataset document = many.build();

        assertThatThrownBy(() -> store(document, EXPLICIT))
                .isInstanceOfSatisfying(
                        DimseException.class, e -> assertThat(e.status().code()).isEqualTo(0xC000));
        assertThat(records()).isEmpty();
    }

    @Test
    void refusesADocumentThatIsLongerThanTheLimit() throws Exception {
        Dataset document = sr("1.2.1", "1.2.1.9", 1)
                .put(Tag.TextValue, "t".repeat((int) LIMITS.objectLength() + 1))
                .build();

        assertThatThrownBy(() -> store(document, EXPLICIT)).isInstanceOf(DimseException.class);
        assertThat(records()).isEmpty();
    }

    /** A document with sequences within each other, so many deep. */
    private static Dataset nested(int depth) {
        Dataset item = Dataset.builder().put(Tag.TextValue, "innermost").build();
        for (int level = 1; level < depth; level++) {
            item = Dataset.builder().putItems(Tag.ContentSequence, item).build();
        }
        return sr("1.2.1", "1.2.1.9", 1).putItems(Tag.ContentSequence, item).build();
    }

    @Test
    void refusesAnInstanceWithoutAStudyAndSaysWhy() throws Exception {
        Dataset image = mr("1.2.1", "1.2.1.1", 1).remove(Tag.StudyInstanceUID).build();
        assertRefused(
                request(image, EXPLICIT), bytes(image, EXPLICIT), 0xA900, "Study Instance UID (0020,000D) is missing");
    }

    @Test
    void refusesAUidThatIsNone() throws Exception {
        Dataset image = mr("1.2.1", "1.2.1.1", 1)
                .put(Tag.SeriesInstanceUID, "../../etc/passwd")
                .build();
        assertRefused(
                request(image, EXPLICIT), bytes(image, EXPLICIT), 0xA900, "Series Instance UID (0020,000E) is no UID");
    }

    @Test
    void refusesAnInstanceThatTheCommandNamesDifferently() throws Exception {
        Dataset image = mr("1.2.1", "1.2.1.1", 1).build();
        Dataset other = mr("1.2.1", "1.2.1.1", 2).build();
        assertRefused(
                request(other, EXPLICIT),
                bytes(image, EXPLICIT),
                0xA900,
                "SOP Instance UID differs from that of the command");
        Dataset ct = mr("1.2.1", "1.2.1.1", 1)
                .put(Tag.SOPClassUID, UID.CTImageStorage)
                .build();
        assertRefused(
                request(ct, EXPLICIT),
                bytes(image, EXPLICIT),
                0xA900,
                "SOP Class UID differs from that of the command");
    }

    @Test
    void refusesADataSetThatIsCutOffAnywhere() throws Exception {
        Dataset image = withPixels(mr("1.2.1", "1.2.1.1", 1)).build();
        byte[] whole = bytes(image, EXPLICIT);
        for (int length = whole.length - 1; length > whole.length - 200; length -= 7) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> store.store(request(image, EXPLICIT), new ByteArrayInputStream(cut)))
                    .isInstanceOfSatisfying(
                            DimseException.class,
                            e -> assertThat(e.status().code()).isEqualTo(0xC000));
        }
        assertThat(records()).isEmpty();
    }

    @Test
    void refusesEverythingWhenTheDiskIsAlmostFull() throws Exception {
        journal.close();
        journal = IntakeJournal.open(folder, JournalOptions.defaults().withMinimumFreeBytes(Long.MAX_VALUE));
        store = new InstanceStore(
                journal, refusals, Clock.fixed(NOW, ZoneOffset.UTC), MemoryBudget.unlimited(), Peers.anyone(), LIMITS);
        Dataset image = mr("1.2.1", "1.2.1.1", 1).build();
        assertRefused(request(image, EXPLICIT), bytes(image, EXPLICIT), 0xA700, "Not enough room on the disk");
    }

    @ParameterizedTest
    @CsvSource({"2, 1000", "1000, 8"})
    void takesNothingNewWhileTheQuarantineIsFullByNumberOrBytesAndTakesItAgainWhenSomebodyHasCleared(
            int mostFiles, long mostBytes) throws Exception {
        AtomicLong nanos = new AtomicLong();
        Quarantine quarantine = new Quarantine(folder.resolve("quarantine"), mostFiles, mostBytes, nanos::get);
        StoreHandler gate = new QuarantineGate(store, quarantine, refusals, Clock.fixed(NOW, ZoneOffset.UTC));
        Dataset image = mr("1.2.1", "1.2.1.1", 1).build();
        quarantine.keep(new byte[4], new JournalPosition(0, 10));
        assertThat(gate.store(request(image, EXPLICIT), new ByteArrayInputStream(bytes(image, EXPLICIT))))
                .isEqualTo(DimseStatus.SUCCESS);
        assertThat(records()).hasSize(1);

        quarantine.keep(new byte[4], new JournalPosition(0, 20));
        nanos.addAndGet(1_000_000_000);

        assertThatThrownBy(() -> gate.store(request(image, EXPLICIT), new ByteArrayInputStream(bytes(image, EXPLICIT))))
                .isInstanceOfSatisfying(DimseException.class, e -> {
                    assertThat(e.status().code()).isEqualTo(0xA700);
                    assertThat(e.errorComment()).hasSizeLessThanOrEqualTo(64).contains("quarantine");
                });
        assertThat(records()).hasSize(1);
        assertThat(refusals.take()).hasSize(1);
        assertThat(quarantine.now()).isEqualTo(new SetAside(2, 8, true));

        Files.delete(
                folder.resolve("quarantine").resolve(quarantine.newest().get(0).name()));
        nanos.addAndGet(1_000_000_000);

        assertThat(gate.store(request(image, EXPLICIT), new ByteArrayInputStream(bytes(image, EXPLICIT))))
                .isEqualTo(DimseStatus.SUCCESS);
    }

    @Test
    void refusesADocumentThatTheMemoryOfAllPeersDoesNotHoldAndTakesItLater() throws Exception {
        MemoryBudget budget = MemoryBudget.of(10 << 20);
        store = new InstanceStore(
                journal, refusals, Clock.fixed(NOW, ZoneOffset.UTC), budget, Peers.anyone(), ReadLimits.defaults());
        Dataset document = sr("1.2.1", "1.2.1.1", 1)
                .put(Tag.TextValue, "x".repeat(2 << 20))
                .build();
        for (TransferSyntax syntax : List.of(EXPLICIT, TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN)) {
            try (MemoryBudget.Share others = budget.share()) {
                others.take(5 << 20);
                assertRefused(
                        request(document, syntax),
                        bytes(document, syntax),
                        0xA700,
                        "Too much is being received at a time; send it again later");
                assertThat(budget.taken()).as("with %s", syntax).isEqualTo(5 << 20);
            }
        }
        for (TransferSyntax syntax : List.of(EXPLICIT, TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN)) {
            assertThat(store.store(request(document, syntax), new ByteArrayInputStream(bytes(document, syntax))))
                    .isEqualTo(DimseStatus.SUCCESS);
            assertThat(budget.taken()).isZero();
        }
    }

    @Test
    void takesNoMemoryOfAllPeersForPixels() throws Exception {
        MemoryBudget budget = MemoryBudget.of(1 << 18);
        store = new InstanceStore(
                journal, refusals, Clock.fixed(NOW, ZoneOffset.UTC), budget, Peers.anyone(), ReadLimits.defaults());
        Dataset image = mr("1.2.1", "1.2.1.1", 1)
                .putBytes(Tag.PixelData, VR.OW, new byte[4 << 20])
                .build();
        assertThat(store.store(request(image, EXPLICIT), new ByteArrayInputStream(bytes(image, EXPLICIT))))
                .isEqualTo(DimseStatus.SUCCESS);
        assertThat(budget.taken()).isZero();
    }

    @Test
    void passesOnTheLossOfTheAssociationWithoutKeepingAnything() throws Exception {
        Dataset image = withPixels(mr("1.2.1", "1.2.1.1", 1)).build();
        byte[] start = Arrays.copyOf(bytes(image, EXPLICIT), 400);
        var lost = new java.io.SequenceInputStream(new ByteArrayInputStream(start), new java.io.InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        });
        assertThatThrownBy(() -> store.store(request(image, EXPLICIT), lost)).isInstanceOf(IOException.class);
        assertThat(records()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // Rights, SOP class, and the right that is missing.
        "images,    1.2.840.10008.5.1.4.1.1.88.33, true",
        "images,    1.2.840.10008.5.1.4.1.1.88.59, true",
        "images,    1.2.840.10008.5.1.4.1.1.4,     false",
        "documents, 1.2.840.10008.5.1.4.1.1.4,     true",
        "documents, 1.2.840.10008.5.1.4.1.1.88.33, false",
        "worklist,  1.2.840.10008.5.1.4.1.1.4,     true",
    })
    void refusesEachObjectThatItsSenderMayNotStore(String rights, String sopClass, boolean refused) throws Exception {
        store = new InstanceStore(
                journal, refusals, Clock.fixed(NOW, ZoneOffset.UTC), MemoryBudget.unlimited(), peers(rights), LIMITS);
        Dataset object =
                mr("1.2.1", "1.2.1.1", 1).put(Tag.SOPClassUID, sopClass).build();
        if (refused) {
            assertRefused(
                    request(object, EXPLICIT), bytes(object, EXPLICIT), 0x0124, "This caller may not store this class");
        } else {
            assertThat(store(object, EXPLICIT)).isEqualTo(DimseStatus.SUCCESS);
        }
    }

    @ParameterizedTest
    @CsvSource({"documents, false, false", "sign, true, false", "reject, false, true", "sign+reject, true, true"})
    void keepsWithADocumentWhatItsSenderMay(String rights, boolean signs, boolean rejects) throws Exception {
        store = new InstanceStore(
                journal, refusals, Clock.fixed(NOW, ZoneOffset.UTC), MemoryBudget.unlimited(), peers(rights), LIMITS);
        store(sr("1.2.1", "1.2.1.9", 1).build(), EXPLICIT);
        assertThat(records())
                .singleElement()
                .satisfies(record ->
                        assertThat(record.origin()).isEqualTo(new Origin("PACS", "127.0.0.1", "", signs, rejects)));
    }

    @Test
    void countsAllThatIsKeptWholeAsDocumentsAndNothingElse() {
        assertThat(StorageClasses.uids())
                .allSatisfy(uid -> assertThat(Right.of(uid))
                        .isEqualTo(
                                StorageClasses.kind(uid) == StorageClasses.Kind.DOCUMENT
                                        ? Right.DOCUMENTS
                                        : Right.IMAGES));
    }

    private static Peers peers(String rights) {
        return Peers.of(Settings.of(Map.of("confluens.peers", "PACS@127.0.0.1=" + rights)));
    }

    private void assertRefused(StoreRequest request, byte[] dataSet, int status, String comment) throws Exception {
        assertThatThrownBy(() -> store.store(request, new ByteArrayInputStream(dataSet)))
                .isInstanceOfSatisfying(DimseException.class, e -> {
                    assertThat(e.status().code()).isEqualTo(status);
                    assertThat(e.errorComment()).isEqualTo(comment).hasSizeLessThanOrEqualTo(64);
                });
        assertThat(records()).isEmpty();
        assertThat(refusals.take()).singleElement().satisfies(refusal -> {
            assertThat(refusal.status()).isEqualTo(status);
            assertThat(refusal.reason()).isEqualTo(comment);
            assertThat(refusal.sender()).isEqualTo("PACS");
        });
    }

    private DimseStatus store(Dataset dataset, TransferSyntax syntax) throws Exception {
        return store.store(request(dataset, syntax), new ByteArrayInputStream(bytes(dataset, syntax)));
    }

    private static byte[] bytes(Dataset dataset, TransferSyntax syntax) {
        return DatasetWriter.bytes(dataset, syntax);
    }

    private List<IntakeRecord> records() throws IOException {
        List<IntakeRecord> all = new ArrayList<>();
        try (JournalReader reader = journal.reader(JournalPosition.START)) {
            for (JournalEntry one : reader.next(Integer.MAX_VALUE, Long.MAX_VALUE)) {
                all.add(IntakeRecord.decode(((JournalRecord) one).payload()));
            }
        }
        return all;
    }
}
