package org.confluens.dicom.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sub-items of the user information item, PS3.8 annex D.1 and PS3.7 annex D.3.3. */
final class UserInformationItems {
    static final int ITEM = 0x50;

    private static final int MAXIMUM_LENGTH = 0x51;
    private static final int IMPLEMENTATION_CLASS_UID = 0x52;
    private static final int ASYNCHRONOUS_OPERATIONS = 0x53;
    private static final int ROLE_SELECTION = 0x54;
    private static final int IMPLEMENTATION_VERSION_NAME = 0x55;
    private static final int EXTENDED_NEGOTIATION = 0x56;
    private static final int COMMON_EXTENDED_NEGOTIATION = 0x57;
    private static final int USER_IDENTITY = 0x58;
    private static final int USER_IDENTITY_RESPONSE = 0x59;

    private long maximumLength;
    private String classUid = "";
    private String versionName = "";
    private AsyncOperations asyncOperations;
    private final List<RoleSelection> roles = new ArrayList<>();
    private final List<ExtendedNegotiation> extended = new ArrayList<>();
    private final List<CommonExtendedNegotiation> commonExtended = new ArrayList<>();
    private UserIdentity identity;
    private byte[] identityResponse;

    private UserInformationItems() {}

    static void write(UserInformation user, PduEncoder to) {
        to.item(MAXIMUM_LENGTH, e -> e.u32(user.maximumLength()));
        to.item(IMPLEMENTATION_CLASS_UID, e -> e.text(user.implementationClassUid()));
        user.asyncOperations()
                .ifPresent(window -> to.item(ASYNCHRONOUS_OPERATIONS, e -> {
                    e.u16(window.invoked());
                    e.u16(window.performed());
                }));
        user.roles()
                .forEach(role -> to.item(ROLE_SELECTION, e -> {
                    e.countedText(role.sopClass());
                    e.u8(role.scu() ? 1 : 0);
                    e.u8(role.scp() ? 1 : 0);
                }));
        if (!user.implementationVersionName().isEmpty()) {
            to.item(IMPLEMENTATION_VERSION_NAME, e -> e.text(user.implementationVersionName()));
        }
        user.extended()
                .forEach(negotiation -> to.item(EXTENDED_NEGOTIATION, e -> {
                    e.countedText(negotiation.sopClass());
                    e.bytes(negotiation.information());
                }));
        user.commonExtended()
                .forEach(negotiation -> to.item(COMMON_EXTENDED_NEGOTIATION, e -> writeCommonExtended(negotiation, e)));
        user.identity().ifPresent(identity -> to.item(USER_IDENTITY, e -> writeIdentity(identity, e)));
        user.identityResponse().ifPresent(response -> to.item(USER_IDENTITY_RESPONSE, e -> e.counted(response)));
    }

    private static void writeCommonExtended(CommonExtendedNegotiation negotiation, PduEncoder to) {
        to.countedText(negotiation.sopClass());
        to.countedText(negotiation.serviceClass());
        to.u16(negotiation.relatedSopClasses().stream()
                .mapToInt(uid -> uid.length() + 2)
                .sum());
        negotiation.relatedSopClasses().forEach(to::countedText);
    }

    private static void writeIdentity(UserIdentity identity, PduEncoder to) {
        to.u8(identity.type());
        to.u8(identity.responseRequested() ? 1 : 0);
        to.counted(identity.primary());
        to.counted(identity.secondary());
    }

    static UserInformation read(PduDecoder from) throws InvalidPduException {
        UserInformationItems items = new UserInformationItems();
        while (from.hasMore()) {
            int type = from.u8();
            from.u8();
            items.read(type, from.part(from.u16()));
        }
        return new UserInformation(
                items.maximumLength,
                items.classUid,
                items.versionName,
                Optional.ofNullable(items.asyncOperations),
                items.roles,
                items.extended,
                items.commonExtended,
                Optional.ofNullable(items.identity),
                Optional.ofNullable(items.identityResponse));
    }

    private void read(int type, PduDecoder item) throws InvalidPduException {
        switch (type) {
            case MAXIMUM_LENGTH -> maximumLength = item.u32();
            case IMPLEMENTATION_CLASS_UID -> classUid = item.uid();
            case IMPLEMENTATION_VERSION_NAME -> versionName = item.text();
            case ASYNCHRONOUS_OPERATIONS -> asyncOperations = new AsyncOperations(item.u16(), item.u16());
            case ROLE_SELECTION ->
                roles.add(new RoleSelection(item.part(item.u16()).uid(), item.u8() == 1, item.u8() == 1));
            case EXTENDED_NEGOTIATION ->
                extended.add(new ExtendedNegotiation(item.part(item.u16()).uid(), item.rest()));
            case COMMON_EXTENDED_NEGOTIATION -> commonExtended.add(readCommonExtended(item));
            case USER_IDENTITY ->
                identity = new UserIdentity(
                        item.u8(),
                        item.u8() == 1,
                        item.part(item.u16()).rest(),
                        item.part(item.u16()).rest());
            case USER_IDENTITY_RESPONSE ->
                identityResponse = item.part(item.u16()).rest();
            default -> {
                // PS3.8 section 9.3.1: items that are not recognized are ignored.
            }
        }
    }

    private static CommonExtendedNegotiation readCommonExtended(PduDecoder item) throws InvalidPduException {
        String sopClass = item.part(item.u16()).uid();
        String serviceClass = item.part(item.u16()).uid();
        PduDecoder related = item.part(item.u16());
        List<String> uids = new ArrayList<>();
        while (related.hasMore()) {
            uids.add(related.part(related.u16()).uid());
        }
        return new CommonExtendedNegotiation(sopClass, serviceClass, uids);
    }
}
