package org.confluens.security;

import java.util.Objects;
import java.util.Optional;
import org.confluens.dicom.data.PersonName;
import org.confluens.sr.Code;

/**
 * Whom a signature names (PS3.3 C.17.2, Verifying Observer Sequence): a person's name, the organisation that the person
 * signs for, and the code that identifies the person there, if there is one.
 */
public record Signatory(PersonName name, String organization, Optional<Code> identification) {

    /** The organisation of whoever signs where nobody logs in, so that no document passes for one of an account. */
    public static final String TRIAL = "trial, no login";

    public Signatory {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(organization, "organization");
        Objects.requireNonNull(identification, "identification");
    }
}
