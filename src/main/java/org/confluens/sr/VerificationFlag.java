package org.confluens.sr;

/** Whether somebody answers for a document, Verification Flag (0040,A493). */
public enum VerificationFlag {
    UNVERIFIED,
    VERIFIED
}
