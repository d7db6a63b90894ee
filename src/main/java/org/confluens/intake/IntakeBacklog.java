package org.confluens.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;

/** Tells how far the database is behind the intake journal, from the work done, at any time and on any thread. */
@ApplicationScoped
public class IntakeBacklog {

    private IntakeFiles files;
    private IntakeWork work;

    protected IntakeBacklog() {}

    @Inject
    IntakeBacklog(IntakeFiles files, IntakeWork work) {
        this.files = files;
        this.work = work;
    }

    /**
     * From now on, what was acknowledged comes to the database and nothing else is done with it: the service stops. Drafts,
     * documents and the like follow after the next start.
     */
    public void onlyBringIn() {
        work.drainOnly();
    }

    /**
     * The present backlog; asks the file system, not the database.
     *
     * @throws IOException when the journal's folder can't be read
     */
    public Backlog now() throws IOException {
        return work.backlog(files.quarantine().now());
    }
}
