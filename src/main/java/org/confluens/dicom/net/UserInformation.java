package org.confluens.dicom.net;

import java.util.List;
import java.util.Optional;

/**
 * The user information item of an A-ASSOCIATE-RQ or -AC, PS3.8 section 9.3.2.3 and PS3.7 annex D.3.3.
 *
 * @param maximumLength the largest P-DATA-TF PDU that the sender of the item takes; 0 is no limit
 * @param identityResponse the acceptor's user identity response, empty in a request
 */
public record UserInformation(
        long maximumLength,
        String implementationClassUid,
        String implementationVersionName,
        Optional<AsyncOperations> asyncOperations,
        List<RoleSelection> roles,
        List<ExtendedNegotiation> extended,
        List<CommonExtendedNegotiation> commonExtended,
        Optional<UserIdentity> identity,
        Optional<byte[]> identityResponse) {

    public UserInformation {
        roles = List.copyOf(roles);
        extended = List.copyOf(extended);
        commonExtended = List.copyOf(commonExtended);
    }

    /** Only what is mandatory: the maximum length and who implements. */
    public static UserInformation basic(long maximumLength) {
        return new UserInformation(
                maximumLength,
                Implementation.CLASS_UID,
                Implementation.VERSION_NAME,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }
}
