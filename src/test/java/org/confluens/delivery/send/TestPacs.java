package org.confluens.delivery.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetReader;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.Uids;
import org.confluens.dicom.dimse.DimseException;
import org.confluens.dicom.dimse.DimseServer;
import org.confluens.dicom.dimse.DimseStatus;
import org.confluens.dicom.dimse.NormalizedHandler;
import org.confluens.dicom.dimse.NormalizedRequest;
import org.confluens.dicom.dimse.NormalizedResponse;
import org.confluens.dicom.dimse.ServiceOffer;
import org.confluens.dicom.dimse.StoreHandler;
import org.confluens.dicom.dimse.StoreRequest;

/** A PACS that stores reports, takes questions for storage commitment, and answers as a test says. */
public final class TestPacs implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DimseServer server;
    private final Map<String, Dataset> stored = new ConcurrentHashMap<>();
    private final List<String> stores = new CopyOnWriteArrayList<>();
    private final Map<String, DimseStatus> answers = new ConcurrentHashMap<>();
    private final List<Dataset> questions = new CopyOnWriteArrayList<>();
    private volatile DimseStatus answer = DimseStatus.SUCCESS;
    private volatile DimseStatus answerToQuestions = DimseStatus.SUCCESS;
    private volatile Runnable onceStored = () -> {};

    public TestPacs(String aeTitle, int port) throws IOException {
        server = DimseServer.builder()
                .bind("127.0.0.1", port)
                .ae(
                        aeTitle,
                        List.of(
                                new ServiceOffer(
                                        Set.of(UID.ComprehensiveSRStorage),
                                        List.of(UID.ExplicitVRLittleEndian),
                                        (StoreHandler) this::store),
                                new ServiceOffer(
                                        Set.of(UID.StorageCommitmentPushModel),
                                        List.of(UID.ExplicitVRLittleEndian),
                                        new Questions())))
                .start();
    }

    private final class Questions implements NormalizedHandler {
        @Override
        public NormalizedResponse action(NormalizedRequest request) throws DimseException {
            questions.add(request.dataSet());
            if (!answerToQuestions.isSuccess()) {
                throw new DimseException(answerToQuestions, "not now");
            }
            return NormalizedResponse.success();
        }
    }

    private DimseStatus store(StoreRequest request, InputStream dataSet) throws IOException {
        Dataset document = DatasetReader.read(dataSet, request.transferSyntax(), ReadOptions.keepEverything())
                .dataset();
        stored.put(request.sopInstanceUid(), document);
        stores.add(request.sopInstanceUid());
        onceStored.run();
        return answers.getOrDefault(request.sopInstanceUid(), answer);
    }

    public int port() {
        return server.port();
    }

    public void answer(DimseStatus status) {
        answer = status;
    }

    /** Answers one document so, whatever it answers to others. */
    public void answer(Dataset document, DimseStatus status) {
        answers.put(uid(document), status);
    }

    /** The SOP Instance UIDs of what was sent, in the order in which it came, each as often as it came. */
    public List<String> stores() {
        return List.copyOf(stores);
    }

    public void answerQuestions(DimseStatus status) {
        answerToQuestions = status;
    }

    /** Does something when a document is stored, and before it is answered. */
    public void onceStored(Runnable action) {
        onceStored = action;
    }

    public Optional<Dataset> stored(Dataset document) {
        return Optional.ofNullable(stored.get(uid(document)));
    }

    /** How often a document was sent. */
    public long stores(Dataset document) {
        return stores.stream().filter(uid(document)::equals).count();
    }

    /** The transactions in which a document was asked for, in their order. */
    public List<String> transactions(Dataset document) {
        return questions.stream()
                .filter(question -> question.items(Tag.ReferencedSOPSequence).stream()
                        .anyMatch(item ->
                                item.string(Tag.ReferencedSOPInstanceUID, "").equals(uid(document))))
                .map(question -> question.string(Tag.TransactionUID, ""))
                .toList();
    }

    public static String uid(Dataset document) {
        return document.string(Tag.SOPInstanceUID, "");
    }

    public static Dataset report() {
        return Dataset.builder()
                .put(Tag.SOPClassUID, UID.ComprehensiveSRStorage)
                .put(Tag.SOPInstanceUID, Uids.create())
                .put(Tag.PatientName, "DOE^JANE")
                .put(Tag.StudyInstanceUID, Uids.create())
                .build();
    }

    public static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
