package org.confluens.concordance;

/** How the examinations of one segment relate; which rule led there says why. */
public enum Outcome {
    /** Stenosis on MR or CT venography, and no catheter study has looked yet: the only outcome that raises a flag. */
    MR_ONLY,
    /** Stenosis on MR or CT venography that the catheter study did not find. */
    NOT_REPRODUCED,
    /** Stenosis on MR or CT venography and at the catheter study. */
    CONFIRMED,
    /** Stenosis at the catheter study that MR or CT venography did not show. */
    CATHETER_ONLY,
    /** Narrow, but opens on inspiration under intravascular ultrasound. */
    PHYSIOLOGICAL,
    /** Fixed narrowing, valve or septum on intravascular ultrasound that the venogram did not show. */
    IVUS_ONLY,
    /** The venogram could not decide and intravascular ultrasound has not. */
    IVUS_SUGGESTED,
    /** No stenosis on any examination that looked. */
    CONCORDANT_NEGATIVE,
    /** Any other contradiction, to be commented by a person. */
    MIXED,
    /** Too few examinations looked at the segment for a comparison. */
    NOT_COMPARED;

    /** Whether a catheter study has answered what MR or CT venography asked. */
    public boolean answersFlag() {
        return this != MR_ONLY && this != NOT_COMPARED;
    }
}
