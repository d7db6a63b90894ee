package org.confluens.dicom.dimse;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.confluens.dicom.net.UserIdentity;

/** Checks the user identity that an association request brings, PS3.7 section D.3.3.7. */
@FunctionalInterface
public interface UserIdentityCheck {
    /**
     * May be asked twice of one association.
     *
     * @param from where the association request comes from
     * @param type 1 user name, 2 user name and passcode, 3 Kerberos, 4 SAML, 5 JSON web token
     * @return the name of the user, or nothing to reject the association
     */
    Optional<String> check(InetAddress from, int type, byte[] primary, byte[] secondary);

    /** Whether an association request without a user identity is rejected too. */
    default boolean required() {
        return false;
    }

    /** Takes every identity at its word; of a ticket, an assertion or a token only the kind is told. */
    static UserIdentityCheck believing() {
        return (from, type, primary, secondary) -> switch (type) {
            case UserIdentity.USER_NAME, UserIdentity.USER_NAME_AND_PASSCODE ->
                Optional.of(new String(primary, StandardCharsets.UTF_8));
            case 3, 4, 5 -> Optional.of("user identity of type " + type);
            default -> Optional.empty();
        };
    }

    /** Rejects whoever brings an identity. */
    static UserIdentityCheck refusing() {
        return (from, type, primary, secondary) -> Optional.empty();
    }

    /** Asks every caller for a name and a passcode, and rejects other kinds of identity. */
    static UserIdentityCheck passcodes(Passcodes passcodes) {
        return new UserIdentityCheck() {
            @Override
            public Optional<String> check(InetAddress from, int type, byte[] primary, byte[] secondary) {
                if (type != UserIdentity.USER_NAME_AND_PASSCODE) {
                    return Optional.empty();
                }
                String name = new String(primary, StandardCharsets.UTF_8);
                return passcodes.check(from, name, new String(secondary, StandardCharsets.UTF_8));
            }

            @Override
            public boolean required() {
                return true;
            }
        };
    }

    /** Knows the passcodes of users. */
    @FunctionalInterface
    interface Passcodes {
        /** The user's name if the passcode is right. */
        Optional<String> check(InetAddress from, String name, String passcode);
    }
}
