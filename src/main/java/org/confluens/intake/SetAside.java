package org.confluens.intake;

/**
 * What was acknowledged and waits for a person because it can't be brought to the database.
 *
 * @param files how many files
 * @param bytes their length together
 * @param full whether they are so many, or so long, that nothing new is taken
 */
public record SetAside(int files, long bytes, boolean full) {

    /** Nothing waits. */
    static final SetAside NONE = new SetAside(0, 0, false);
}
