package org.confluens.dicom.dimse;

import java.util.Optional;

/** Checks the user identity that an association request brings, PS3.7 section D.3.3.7. */
@FunctionalInterface
public interface UserIdentityCheck {
    /**
     * @param type 1 user name, 2 user name and passcode, 3 Kerberos, 4 SAML, 5 JSON web token
     * @return the name of the user, or nothing to reject the association
     */
    Optional<String> check(int type, byte[] primary, byte[] secondary);
}
