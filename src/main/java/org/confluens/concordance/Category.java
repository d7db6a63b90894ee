package org.confluens.concordance;

import org.confluens.sr.Code;

/** A finer category of agreement that takes ultrasound in: its private code and what it means, in one sentence. */
public record Category(Code code, String meaning) {}
