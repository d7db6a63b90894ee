package org.confluens.dicom.net;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.confluens.dicom.data.ReaderBounds;
import org.confluens.dicom.data.UID;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A target for a fuzzer: the decoder of the PDUs that are no P-DATA-TF. The first byte is the type, as on the wire. */
class PduFuzzTest {

    private static final int HEADER = 6;

    static List<Arguments> pdus() {
        UserInformation user = new UserInformation(
                16_384,
                Implementation.CLASS_UID,
                Implementation.VERSION_NAME,
                Optional.of(new AsyncOperations(4, 1)),
                List.of(new RoleSelection(UID.Verification, true, true)),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        return List.of(
                seed(new Pdu.Request(
                        1,
                        "CALLED",
                        "CALLING",
                        Implementation.APPLICATION_CONTEXT,
                        List.of(new ProposedContext(1, UID.Verification, List.of(UID.ImplicitVRLittleEndian))),
                        user)),
                seed(new Pdu.Reject(1, 1, 7)),
                seed(new Pdu.Abort(2, 1)),
                seed(new Pdu.ReleaseRequest()));
    }

    private static Arguments seed(Pdu pdu) {
        return Arguments.of((Object) PduEncoder.encode(pdu));
    }

    @MethodSource("pdus")
    @FuzzTest(maxDuration = "20s")
    void decodesOrRefusesAPdu(byte[] bytes) {
        if (bytes.length < HEADER) {
            return;
        }
        List<PduType> types = Arrays.stream(PduType.values())
                .filter(type -> type != PduType.P_DATA_TF)
                .toList();
        PduType type = types.get(Math.floorMod(bytes[0] - 1, types.size()));
        byte[] body = Arrays.copyOfRange(bytes, HEADER, bytes.length);
        ReaderBounds.check(InvalidPduException.class, () -> PduDecoder.decode(type, body));
    }
}
