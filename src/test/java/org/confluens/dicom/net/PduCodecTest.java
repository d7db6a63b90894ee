package org.confluens.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The encodings of PS3.8 section 9.3 and annex D. */
class PduCodecTest {
    private static final int HEADER = 6;

    private static UserInformation fullUser() {
        return new UserInformation(
                262_144,
                "1.2.3",
                "VERSION",
                Optional.of(new AsyncOperations(3, 0)),
                List.of(new RoleSelection("1.2.840.10008.5.1.4.1.1.4", false, true)),
                List.of(),
                List.of(new CommonExtendedNegotiation("1.2.4", "1.2.840.10008.4.2", List.of("1.2.5", "1.2.66"))),
                Optional.empty(),
                Optional.empty());
    }

    private static Pdu.Request fullRequest() {
        return new Pdu.Request(
                1,
                "CALLED",
                "CALLING",
                Implementation.APPLICATION_CONTEXT,
                List.of(
                        new ProposedContext(1, "1.2.840.10008.1.1", List.of("1.2.840.10008.1.2")),
                        new ProposedContext(255, "1.2.3.4", List.of("1.2.840.10008.1.2.1", "1.2.840.10008.1.2"))),
                fullUser());
    }

    private static Pdu decode(byte[] pdu) throws InvalidPduException {
        PduType type = PduType.of(pdu[0]).orElseThrow();
        return PduDecoder.decode(type, Arrays.copyOfRange(pdu, HEADER, pdu.length));
    }

    @Test
    void requestComesBackAsItWas() throws InvalidPduException {
        assertThat(decode(PduEncoder.encode(fullRequest()))).isEqualTo(fullRequest());
    }

    @Test
    void acceptComesBackAsItWas() throws InvalidPduException {
        Pdu.Accept accept = new Pdu.Accept(
                "CALLED",
                "CALLING",
                Implementation.APPLICATION_CONTEXT,
                List.of(
                        new ContextResult(1, ContextResult.Result.ACCEPTANCE, "1.2.840.10008.1.2"),
                        new ContextResult(3, ContextResult.Result.ABSTRACT_SYNTAX_NOT_SUPPORTED, "1.2")),
                fullUser());
        assertThat(decode(PduEncoder.encode(accept))).isEqualTo(accept);
    }

    @Test
    void identityAndExtensionsComeBackAsTheyWere() throws InvalidPduException {
        UserInformation user = new UserInformation(
                0,
                "1.2.3",
                "",
                Optional.empty(),
                List.of(),
                List.of(new ExtendedNegotiation("1.2.3", new byte[] {1, 0, 1})),
                List.of(),
                Optional.of(new UserIdentity(2, true, new byte[] {65}, new byte[] {66, 67})),
                Optional.of(new byte[] {9}));
        Pdu.Request request = new Pdu.Request(1, "A", "B", "1.2", List.of(), user);
        UserInformation back = ((Pdu.Request) decode(PduEncoder.encode(request))).user();
        assertThat(back.extended().get(0).information()).containsExactly(1, 0, 1);
        assertThat(back.identity().orElseThrow().primary()).containsExactly(65);
        assertThat(back.identity().orElseThrow().secondary()).containsExactly(66, 67);
        assertThat(back.identity().orElseThrow().responseRequested()).isTrue();
        assertThat(back.identityResponse().orElseThrow()).containsExactly(9);
        assertThat(back.identity().orElseThrow().toString()).doesNotContain("65", "66");
    }

    @ParameterizedTest
    @EnumSource(RejectReason.class)
    void rejectsComeBackAsTheyWere(RejectReason reason) throws InvalidPduException {
        assertThat(decode(PduEncoder.encode(Pdu.Reject.of(reason)))).isEqualTo(Pdu.Reject.of(reason));
    }

    @ParameterizedTest
    @EnumSource(AbortReason.class)
    void abortsComeBackAsTheyWere(AbortReason reason) throws InvalidPduException {
        assertThat(decode(PduEncoder.encode(Pdu.Abort.of(reason)))).isEqualTo(Pdu.Abort.of(reason));
    }

    @Test
    void writesWhatTheStandardLaysOut() {
        assertThat(PduEncoder.encode(Pdu.Reject.of(RejectReason.CALLED_AE_TITLE_NOT_RECOGNIZED)))
                .containsExactly(3, 0, 0, 0, 0, 4, 0, 1, 1, 7);
        assertThat(PduEncoder.encode(Pdu.Abort.of(AbortReason.UNEXPECTED_PDU)))
                .containsExactly(7, 0, 0, 0, 0, 4, 0, 0, 2, 2);
        assertThat(PduEncoder.encode(new Pdu.ReleaseRequest())).containsExactly(5, 0, 0, 0, 0, 4, 0, 0, 0, 0);
        byte[] request = PduEncoder.encode(fullRequest());
        assertThat(new String(request, HEADER + 4, 32, StandardCharsets.US_ASCII))
                .isEqualTo("CALLED          CALLING         ");
    }

    @Test
    void refusesContextProposedTwice() {
        Pdu.Request twice = HostilePeer.request(
                "A", List.of(new ProposedContext(1, "1.2", List.of()), new ProposedContext(1, "1.3", List.of())));
        assertThatThrownBy(() -> decode(PduEncoder.encode(twice)))
                .isInstanceOfSatisfying(
                        InvalidPduException.class,
                        e -> assertThat(e.reason()).isEqualTo(AbortReason.INVALID_PDU_PARAMETER_VALUE));
    }

    @Test
    void passesOverItemsThatItDoesNotKnow() throws InvalidPduException {
        byte[] pdu = PduEncoder.encode(fullRequest());
        byte[] longer = Arrays.copyOf(pdu, pdu.length + 6);
        longer[pdu.length] = 0x6F;
        longer[pdu.length + 3] = 2;
        assertThat(decode(longer)).isEqualTo(fullRequest());
    }

    @Test
    void refusesEveryTruncationWithItsOwnException() {
        byte[] pdu = PduEncoder.encode(fullRequest());
        IntStream.range(HEADER, pdu.length).forEach(length -> decodesOrRefuses(Arrays.copyOf(pdu, length)));
    }

    @Test
    void survivesAnyMutation() {
        Random random = new Random(20260102);
        byte[] pdu = PduEncoder.encode(fullRequest());
        for (int round = 0; round < 20_000; round++) {
            byte[] mutated = pdu.clone();
            for (int change = random.nextInt(8); change >= 0; change--) {
                mutated[HEADER + random.nextInt(pdu.length - HEADER)] = (byte) random.nextInt(256);
            }
            mutated[0] = (byte) (random.nextBoolean() ? 1 : 2);
            decodesOrRefuses(mutated);
        }
    }

    private static void decodesOrRefuses(byte[] pdu) {
        try {
            assertThat(decode(pdu)).isNotNull();
        } catch (InvalidPduException e) {
            assertThat(e.reason()).isEqualTo(AbortReason.INVALID_PDU_PARAMETER_VALUE);
        }
    }
}
