package org.confluens.intake;

/**
 * An instance of a study.
 *
 * @param frames Number of Frames (0028,0008), 1 where the instance names none
 */
public record InstanceReference(String sopClassUid, String sopInstanceUid, int frames) {}
