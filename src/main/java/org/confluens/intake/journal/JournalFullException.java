package org.confluens.intake.journal;

import java.io.IOException;

/** The disk has less room than must be left free, so nothing more is taken until somebody makes room. */
public final class JournalFullException extends IOException {

    private static final long serialVersionUID = 1L;

    public JournalFullException(long minimumFreeBytes) {
        super("the disk of the intake journal has less than the " + minimumFreeBytes
                + " bytes left that must stay free");
    }
}
