package org.confluens.intake;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetReadException;
import org.confluens.dicom.data.DatasetReader;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.ReadLimits;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.ReadResult;
import org.confluens.dicom.data.Tags;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.dimse.DimseException;
import org.confluens.dicom.dimse.DimseStatus;
import org.confluens.dicom.dimse.StoreHandler;
import org.confluens.dicom.dimse.StoreRequest;
import org.confluens.intake.journal.IntakeJournal;
import org.confluens.intake.journal.JournalFullException;
import org.confluens.platform.memory.MemoryBudget;
import org.confluens.rights.Peers;

/**
 * C-STORE as SCP (PS3.4 annex B): reads the header off the wire, drops the pixels, and acknowledges once the header is in
 * the journal. Nothing here waits for the database.
 */
final class InstanceStore implements StoreHandler {

    /** The data set as it is read, its encoding, and the journal's record of it. */
    private static final int COPIES = 3;

    private final IntakeJournal journal;
    private final Refusals refusals;
    private final Clock clock;
    private final MemoryBudget memory;
    private final Peers peers;
    private final ReadOptions image;
    private final ReadOptions document;
    private final OddInstances odd = new OddInstances();

    /**
     * @param memory what all peers together may take
     * @param limits what a document may take, which is kept whole, what the header of an image, and its pixels
     */
    InstanceStore(
            IntakeJournal journal,
            Refusals refusals,
            Clock clock,
            MemoryBudget memory,
            Peers peers,
            ReadLimits limits) {
        this.journal = journal;
        this.refusals = refusals;
        this.clock = clock;
        this.memory = memory;
        this.peers = peers;
        this.image = ReadOptions.headersOnly()
                .with(new ReadLimits(
                        limits.elements(),
                        limits.depth(),
                        limits.objectLength(),
                        limits.bulkLength(),
                        ReadLimits.defaults().objectLength()));
        this.document = ReadOptions.keepEverything().with(limits);
    }

    @Override
    public DimseStatus store(StoreRequest request, InputStream dataSet) throws IOException, DimseException {
        if (!peers.allows(request.caller(), request.sopClassUid())) {
            throw refuse(request, StoreVerdict.of(StoreVerdict.NOT_AUTHORIZED, "This caller may not store this class"));
        }
        try (MemoryBudget.Share share = memory.share(COPIES)) {
            return store(request, dataSet, share);
        }
    }

    private DimseStatus store(StoreRequest request, InputStream dataSet, MemoryBudget.Share share)
            throws IOException, DimseException {
        boolean whole = StorageClasses.kind(request.sopClassUid()) == StorageClasses.Kind.DOCUMENT;
        Dataset dataset = read(request, dataSet, (whole ? document : image).within(share));
        Optional<StoreVerdict> problem = StoreVerdict.against(request.sopClassUid(), request.sopInstanceUid(), dataset);
        if (problem.isPresent()) {
            throw refuse(request, problem.get());
        }
        Dataset kept = whole ? dataset : HeaderFilter.header(dataset);
        byte[] header = DatasetWriter.bytes(kept, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        append(
                request,
                new IntakeRecord(
                        clock.instant(),
                        peers.origin(request.caller()),
                        request.sopClassUid(),
                        request.sopInstanceUid(),
                        request.transferSyntax().uid(),
                        header));
        return DimseStatus.SUCCESS;
    }

    private Dataset read(StoreRequest request, InputStream dataSet, ReadOptions options)
            throws IOException, DimseException {
        try {
            ReadResult result = DatasetReader.read(dataSet, request.transferSyntax(), options);
            odd.tell(request.caller().callingAeTitle(), result.problems());
            return result.whole();
        } catch (DatasetReadException e) {
            throw refuse(request, verdict(e));
        }
    }

    private static StoreVerdict verdict(DatasetReadException problem) {
        String place = " at byte " + problem.offset();
        return switch (problem.code()) {
            case TRUNCATED -> StoreVerdict.of(StoreVerdict.NOT_UNDERSTOOD, "Data set is cut off" + place);
            case VALUE_TOO_LONG ->
                StoreVerdict.of(
                        StoreVerdict.OUT_OF_RESOURCES,
                        "Value of " + Tags.format(problem.tag()) + " is longer than the limit");
            case MEMORY_SPENT ->
                StoreVerdict.of(
                        StoreVerdict.OUT_OF_RESOURCES, "Too much is being received at a time; send it again later");
            case OBJECT_TOO_LONG ->
                StoreVerdict.of(StoreVerdict.OUT_OF_RESOURCES, "Data set is longer than the limit" + place);
            default ->
                StoreVerdict.of(StoreVerdict.NOT_UNDERSTOOD, "Data set can't be read (" + problem.code() + place + ")");
        };
    }

    private void append(StoreRequest request, IntakeRecord instance) throws DimseException {
        try {
            journal.append(instance.encode());
        } catch (JournalFullException e) {
            throw refuse(request, StoreVerdict.of(StoreVerdict.OUT_OF_RESOURCES, "Not enough room on the disk"));
        } catch (IOException e) {
            throw refuse(request, StoreVerdict.of(StoreVerdict.OUT_OF_RESOURCES, "The object can't be kept safe"));
        }
    }

    private DimseException refuse(StoreRequest request, StoreVerdict verdict) {
        refusals.add(new Refusal(
                clock.instant(),
                request.caller().callingAeTitle(),
                request.sopClassUid(),
                request.sopInstanceUid(),
                request.transferSyntax().uid(),
                verdict.status(),
                verdict.reason()));
        return new DimseException(verdict.status(), verdict.reason());
    }
}
