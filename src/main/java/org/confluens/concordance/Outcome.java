package org.confluens.concordance;

/** How the examinations of one segment relate; which rule led there says why, and what it means for a flag. */
public enum Outcome {
    /** Narrowing on MR venography, and no catheter study of that day or later has looked. */
    MR_ONLY,
    /** The same on CT venography. */
    CT_ONLY,
    /** Narrowing seen after a treatment of the segment, and no catheter study has looked since. */
    RESTENOSIS_SUSPECTED,
    /** Narrowing that a later study by the same modality does not show; a person decides. */
    INCONSTANT,
    /** Narrowing that one of MR and CT venography shows and the other does not; a person decides. */
    MR_CT_DISAGREE,
    /** A catheter study looked and could not decide. */
    UNDECIDED,
    /** Narrowing on MR or CT venography that the catheter study did not find at its level. */
    NOT_REPRODUCED,
    /** The narrowing of MR or CT venography was not seen by the catheter study, another obstruction was. */
    OTHER_OBSTRUCTION,
    /** Narrowing on MR or CT venography and at the venogram. */
    CONFIRMED,
    /** Narrowing on MR or CT venography and under intravascular ultrasound, which does not open or was not said to. */
    CONFIRMED_BY_IVUS,
    /** Narrowing that was treated before a catheter study had recorded a verdict on it. */
    TREATED,
    /** Narrowing at the catheter study that MR or CT venography did not show. */
    CATHETER_ONLY,
    /** Narrow, but opens on inspiration under intravascular ultrasound. */
    PHYSIOLOGICAL,
    /** Narrowing under intravascular ultrasound that neither MR or CT venography nor the venogram showed. */
    IVUS_ONLY,
    /** What {@link #UNDECIDED} was called when it settled a flag; kept to read old rows, no rule leads here. */
    IVUS_SUGGESTED,
    /** No narrowing and no other obstruction on the examinations that were compared. */
    CONCORDANT_NEGATIVE,
    /** The venogram shows the narrowing and intravascular ultrasound does not; a person adjudicates. */
    MIXED,
    /** Narrowing of a vein that no catheter can assess. */
    NOT_CONFIRMABLE,
    /** Too few examinations looked at the segment for a comparison. */
    NOT_COMPARED
}
