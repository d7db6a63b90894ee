package org.confluens.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.confluens.intake.journal.JournalPosition;
import org.confluens.platform.disk.Room;
import org.confluens.platform.log.Log;
import org.confluens.platform.work.Round;

/** What intake does in the background, step by step; each method does what there is to do and returns. */
@ApplicationScoped
class IntakeWork {

    private static final Log LOG = Log.of(IntakeWork.class);
    private static final int DOCUMENTS = 20;

    private IntakeFiles files;
    private ArrivalTransaction transaction;
    private RefusalLog refusals;
    private StudyStability stability;
    private Announcements announcements;
    private DocumentHandover documents;
    private PeerMemory memory;
    private Clock clock;
    private Room room;
    private final Burst burst = new Burst();
    private volatile JournalDrain drain;
    private final NewStudies newStudies = new NewStudies();
    private volatile boolean stopping;
    private volatile boolean drainsOnly;

    protected IntakeWork() {}

    @Inject
    IntakeWork(
            IntakeFiles files,
            ArrivalTransaction transaction,
            RefusalLog refusals,
            StudyStability stability,
            Announcements announcements,
            DocumentHandover documents,
            PeerMemory memory,
            Clock clock,
            Room room) {
        this.files = files;
        this.transaction = transaction;
        this.refusals = refusals;
        this.stability = stability;
        this.announcements = announcements;
        this.documents = documents;
        this.memory = memory;
        this.clock = clock;
        this.room = room;
    }

    /** Finds out how far the journal was read before. */
    void start() throws SQLException {
        JournalPosition from = transaction.position(files.node());
        drain = new JournalDrain(
                files.journal(), from, files.quarantine(), transaction::write, memory.budget(), clock, files.node());
    }

    /** How far the database is behind; before the start, whatever the journal holds counts as unread. */
    Backlog backlog(SetAside quarantined) throws IOException {
        JournalDrain running = drain;
        return running == null
                ? new Backlog(
                        files.journal().bytesBehind(JournalPosition.START),
                        Optional.empty(),
                        Optional.empty(),
                        quarantined)
                : running.backlog(quarantined);
    }

    /**
     * Moves what the journal holds to the database, once a burst of instances is over or has lasted; also without room on
     * the disk, because it was acknowledged, is no more than the journal holds, and leaves the journal.
     */
    void drain(Round.Progress progress) throws IOException, SQLException {
        JournalPosition written = files.journal().written();
        if (drain.isBefore(written) && !burst.isOver(written, clock.instant())) {
            return;
        }
        drain.upTo(written, batch -> note(batch, progress), () -> stopping);
        if (!refusals.waiting().isEmpty() && room.isLeft()) {
            refusals.write();
        }
    }

    private void note(WrittenBatch batch, Round.Progress progress) {
        progress.made();
        newStudies.add(batch.studiesWithNewSeries());
    }

    /** Says of the studies that arrive which template they may get; besides, because it costs a transaction a study. */
    void classifyNewStudies(Round.Progress progress) {
        Optional<String> study = isEnding() ? Optional.empty() : newStudies.take();
        while (study.isPresent()) {
            stability.classifyProvisionally(study.get());
            progress.made();
            study = isEnding() ? Optional.empty() : newStudies.take();
        }
    }

    private boolean isEnding() {
        return stopping || drainsOnly;
    }

    /** Completes the studies that are due; their drafts wait for room on the disk. */
    void completeStudies(Round.Progress progress) {
        if (isEnding() || !room.isLeft()) {
            return;
        }
        Instant until = drain.completeUntil();
        announcements.fulfilled().forEach(announcements::fulfil);
        Optional<String> due = stability.nextDue(until);
        while (due.isPresent() && !isEnding() && room.isLeft()) {
            complete(due.get(), until);
            progress.made();
            Optional<String> next = stability.nextDue(until);
            due = next.equals(due) ? Optional.empty() : next;
        }
    }

    private void complete(String studyInstanceUid, Instant until) {
        try {
            stability.complete(studyInstanceUid, until);
        } catch (RuntimeException e) {
            LOG.error("what follows the completion of a study failed and is tried again: {0}", e);
            stability.failed(studyInstanceUid, FailureText.nameOf(e));
        }
    }

    /** Hands on the documents that wait, while there is room on the disk for what becomes of them. */
    void handOverDocuments(Round.Progress progress) {
        for (String sopInstanceUid : documents.waiting(DOCUMENTS)) {
            if (isEnding() || !room.isLeft()) {
                return;
            }
            progress.made();
            try {
                documents.handOver(sopInstanceUid);
            } catch (RuntimeException e) {
                LOG.error("a document that arrived could not be taken over; it is tried again: {0}", e);
                documents.failed(sopInstanceUid, FailureText.nameOf(e));
            }
        }
    }

    /** From now on does nothing but bring what was acknowledged to the database; the rest follows after the next start. */
    void drainOnly() {
        drainsOnly = true;
    }

    /** Ends what is running as soon as a batch is done. */
    void stop() {
        stopping = true;
    }

    /** Closes the reader of the journal, once nothing runs any more. */
    void close() throws IOException {
        if (drain != null) {
            drain.close();
        }
    }
}
