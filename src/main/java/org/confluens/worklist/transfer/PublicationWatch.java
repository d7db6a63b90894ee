package org.confluens.worklist.transfer;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.confluens.worklist.Publications;

/** Knows how what is to be published stands, from the last look at it, so that whoever asks waits for no database. */
@ApplicationScoped
public class PublicationWatch {

    private volatile Publications.Figures last = new Publications.Figures(0, 0, Optional.empty());

    /** Takes note of how it stands. */
    void look(Publications.Figures figures) {
        last = figures;
    }

    Publications.Figures last() {
        return last;
    }
}
