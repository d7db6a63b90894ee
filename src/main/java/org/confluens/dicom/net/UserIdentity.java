package org.confluens.dicom.net;

/**
 * User identity, PS3.7 section D.3.3.7.
 *
 * @param type 1 user name, 2 user name and passcode, 3 Kerberos, 4 SAML, 5 JSON web token
 */
public record UserIdentity(int type, boolean responseRequested, byte[] primary, byte[] secondary) {
    public static final int USER_NAME = 1;
    public static final int USER_NAME_AND_PASSCODE = 2;

    public UserIdentity {
        primary = primary.clone();
        secondary = secondary.clone();
    }

    @Override
    public byte[] primary() {
        return primary.clone();
    }

    @Override
    public byte[] secondary() {
        return secondary.clone();
    }

    /** Never shows what identifies the user. */
    @Override
    public String toString() {
        return "UserIdentity[type=" + type + "]";
    }
}
