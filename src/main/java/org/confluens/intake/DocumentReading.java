package org.confluens.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.confluens.config.Settings;
import org.confluens.platform.memory.MemoryBudget;
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;

/**
 * Lets one long document at a time be read, in memory that counts as taken by peers. Reading takes several times the bytes
 * of a document: its values, their texts, and what is made of these.
 */
@ApplicationScoped
public class DocumentReading {

    private static final int COPIES = 4;
    private static final int MIB_SHIFT = 20;

    private final Semaphore turn = new Semaphore(1, true);
    private Studies studies;
    private PeerMemory memory;
    private Settings settings;

    protected DocumentReading() {}

    @Inject
    DocumentReading(Studies studies, PeerMemory memory, Settings settings) {
        this.studies = studies;
        this.memory = memory;
        this.settings = settings;
    }

    /** Whether a document is longer than {@code confluens.report.max-document-size}: it is kept, and not read. */
    public boolean isTooLong(String sopInstanceUid) {
        return studies.longDocument(sopInstanceUid) > (long) longest() << MIB_SHIFT;
    }

    /** The longest document that is read, MiB. */
    public int longest() {
        return settings.integer("confluens.report.max-document-size");
    }

    /**
     * Does what reads a document, for a long one alone. Call it outside of a transaction that has changed anything: others
     * wait for that one.
     *
     * @param patience how long another long document is waited for
     * @throws ProblemException when it takes longer than that
     */
    public <T> T read(String sopInstanceUid, Duration patience, Supplier<T> work) {
        long length = isTooLong(sopInstanceUid) ? 0 : studies.longDocument(sopInstanceUid);
        if (length == 0) {
            return work.get();
        }
        await(patience);
        try (MemoryBudget.Share share = memory.budget().share(COPIES)) {
            share.force(length);
            return work.get();
        } finally {
            turn.release();
        }
    }

    private void await(Duration patience) {
        boolean taken = false;
        try {
            taken = turn.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!taken) {
            throw new ProblemException(Problem.of(
                    503,
                    "another-long-document",
                    "Another long document is being read",
                    "Long documents are read one at a time. Try again."));
        }
    }
}
