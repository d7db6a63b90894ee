package org.confluens.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an acceptor answers, PS3.8 section 9.3.3.2 and PS3.7 annex D.3.3. */
class NegotiationTest {
    private static final String IMPLICIT = "1.2.840.10008.1.2";
    private static final String EXPLICIT = "1.2.840.10008.1.2.1";
    private static final String JPEG = "1.2.840.10008.1.2.4.70";
    private static final String STORAGE = "1.2.840.10008.5.1.4.1.1.4";
    private static final String COMMITMENT = "1.2.840.10008.1.20.1";
    private static final String EXTENDED = "1.2.840.10008.5.1.4.1.2.2.1";

    private static final String SERVICE = "1.2.3.900";

    private static final NetLimits LIMITS =
            NetLimits.defaults().toBuilder().maxOperations(4).build();

    private static Negotiation negotiation() {
        return new Negotiation(
                List.of(
                        ContextOffer.scp(STORAGE, List.of(JPEG, EXPLICIT, IMPLICIT)),
                        new ContextOffer(COMMITMENT, List.of(IMPLICIT), false, true, ExtendedAnswer.none()),
                        new ContextOffer(EXTENDED, List.of(IMPLICIT), true, false, (uid, asked) -> Optional.of(asked))),
                Map.of(
                        SERVICE,
                        new ContextOffer(
                                SERVICE, List.of(IMPLICIT), true, false, (uid, asked) -> Optional.of(new byte[] {7}))),
                LIMITS);
    }

    private static Pdu.Request request(UserInformation user, ProposedContext... contexts) {
        return new Pdu.Request(1, "A", "B", Implementation.APPLICATION_CONTEXT, List.of(contexts), user);
    }

    private static Pdu.Accept accept(UserInformation user, ProposedContext... contexts) {
        return negotiation().accept(request(user, contexts), uid -> !uid.equals(COMMITMENT + ".9"), Optional.empty());
    }

    private static UserInformation roles(RoleSelection... roles) {
        return user(Optional.empty(), List.of(roles), List.of());
    }

    private static UserInformation user(
            Optional<AsyncOperations> window, List<RoleSelection> roles, List<ExtendedNegotiation> extended) {
        return new UserInformation(
                16384, "1.2", "", window, roles, extended, List.of(), Optional.empty(), Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        // The order of our preference decides, not the order of the proposal.
        "1.2.840.10008.5.1.4.1.1.4, 1.2.840.10008.1.2|1.2.840.10008.1.2.1, ACCEPTANCE, 1.2.840.10008.1.2.1",
        "1.2.840.10008.5.1.4.1.1.4, 1.2.840.10008.1.2, ACCEPTANCE, 1.2.840.10008.1.2",
        "1.2.840.10008.5.1.4.1.1.4, 1.2.840.10008.1.2.1|1.2.840.10008.1.2.4.70, ACCEPTANCE, 1.2.840.10008.1.2.4.70",
        "1.2.840.10008.5.1.4.1.1.4, 1.2.840.10008.1.2.2, TRANSFER_SYNTAXES_NOT_SUPPORTED, 1.2.840.10008.1.2.2",
        "1.2.840.10008.5.1.4.1.1.2, 1.2.840.10008.1.2, ABSTRACT_SYNTAX_NOT_SUPPORTED, 1.2.840.10008.1.2",
    })
    void answersContext(String abstractSyntax, String syntaxes, ContextResult.Result result, String transferSyntax) {
        ProposedContext proposed = new ProposedContext(7, abstractSyntax, List.of(syntaxes.split("\\|")));
        assertThat(accept(UserInformation.basic(0), proposed).contexts())
                .containsExactly(new ContextResult(7, result, transferSyntax));
    }

    @Test
    void refusesWhatTheCallerMayNotUse() {
        Pdu.Accept accept = negotiation()
                .accept(
                        request(UserInformation.basic(0), new ProposedContext(1, STORAGE, List.of(IMPLICIT))),
                        uid -> false,
                        Optional.empty());
        assertThat(accept.contexts().get(0).result()).isEqualTo(ContextResult.Result.USER_REJECTION);
    }

    @Test
    void refusesEvenContextIds() {
        Pdu.Accept accept = accept(UserInformation.basic(0), new ProposedContext(2, STORAGE, List.of(IMPLICIT)));
        assertThat(accept.contexts().get(0).result()).isEqualTo(ContextResult.Result.NO_REASON);
    }

    @ParameterizedTest
    @CsvSource({
        // Proposed as SCU and SCP, offered, and what the acceptor then is: SCU and SCP.
        "1.2.840.10008.5.1.4.1.1.4, true,  false, false, true",
        "1.2.840.10008.5.1.4.1.1.4, true,  true,  false, true",
        "1.2.840.10008.5.1.4.1.1.4, false, true,  false, false",
        "1.2.840.10008.1.20.1,      false, true,  true,  false",
        "1.2.840.10008.1.20.1,      true,  true,  true,  false",
    })
    void grantsRolesThatAreOffered(String sopClass, boolean scu, boolean scp, boolean ourScu, boolean ourScp) {
        Pdu.Request request = request(
                roles(new RoleSelection(sopClass, scu, scp)), new ProposedContext(1, sopClass, List.of(IMPLICIT)));
        Pdu.Accept accept = negotiation().accept(request, uid -> true, Optional.empty());
        AcceptedContext ours = Negotiation.agreed(request, accept, false).get(1);
        assertThat(ours.localScu()).isEqualTo(ourScu);
        assertThat(ours.localScp()).isEqualTo(ourScp);
        AcceptedContext theirs = Negotiation.agreed(request, accept, true).get(1);
        assertThat(theirs.localScu()).isEqualTo(ourScp);
        assertThat(theirs.localScp()).isEqualTo(ourScu);
    }

    @Test
    void keepsTheUsualRolesWithoutNegotiation() {
        Pdu.Request request = request(UserInformation.basic(0), new ProposedContext(1, STORAGE, List.of(IMPLICIT)));
        AcceptedContext ours = Negotiation.agreed(
                        request, negotiation().accept(request, uid -> true, Optional.empty()), false)
                .get(1);
        assertThat(ours.localScp()).isTrue();
        assertThat(ours.localScu()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1,1,1,1", "8,2,4,2", "0,0,4,4", "4,1,4,1"})
    void limitsTheWindowOfOperations(int invoked, int performed, int grantedInvoked, int grantedPerformed) {
        UserInformation user = user(Optional.of(new AsyncOperations(invoked, performed)), List.of(), List.of());
        assertThat(accept(user).user().asyncOperations())
                .contains(new AsyncOperations(grantedInvoked, grantedPerformed));
        assertThat(accept(UserInformation.basic(0)).user().asyncOperations()).isEmpty();
    }

    @Test
    void takesNoMoreThanWasProposed() {
        Pdu.Request request = request(UserInformation.basic(0), new ProposedContext(1, STORAGE, List.of(IMPLICIT)));
        Pdu.Accept accept = new Pdu.Accept(
                "A",
                "B",
                Implementation.APPLICATION_CONTEXT,
                List.of(
                        new ContextResult(1, ContextResult.Result.ACCEPTANCE, EXPLICIT),
                        new ContextResult(3, ContextResult.Result.ACCEPTANCE, IMPLICIT)),
                UserInformation.basic(0));
        assertThat(Negotiation.agreed(request, accept, true)).isEmpty();
        assertThat(new AsyncOperations(0, 8).limitedTo(AsyncOperations.SYNCHRONOUS))
                .isEqualTo(AsyncOperations.SYNCHRONOUS);
    }

    @Test
    void answersEachSopClassOnce() {
        RoleSelection role = new RoleSelection(STORAGE, true, false);
        ExtendedNegotiation extended = new ExtendedNegotiation(EXTENDED, new byte[] {1});
        UserInformation answer = accept(user(Optional.empty(), List.of(role, role), List.of(extended, extended)))
                .user();
        assertThat(answer.roles()).containsExactly(role);
        assertThat(answer.extended()).hasSize(1);
    }

    /** PS3.7 section D.3.3.6: a SOP class of which nothing is known but the service class. */
    @Test
    void takesClassesThatArePartOfAServiceClassThatIsOfferedWhole() {
        ProposedContext unknown = new ProposedContext(1, "1.2.3.4", List.of(IMPLICIT));
        ProposedContext other = new ProposedContext(3, "1.2.3.5", List.of(IMPLICIT));
        ProposedContext silent = new ProposedContext(5, "1.2.3.6", List.of(IMPLICIT));
        UserInformation user = new UserInformation(
                16384,
                "1.2",
                "",
                Optional.empty(),
                List.of(new RoleSelection("1.2.3.4", true, true)),
                List.of(new ExtendedNegotiation("1.2.3.4", new byte[] {1})),
                List.of(
                        new CommonExtendedNegotiation("1.2.3.4", SERVICE, List.of(STORAGE)),
                        new CommonExtendedNegotiation("1.2.3.5", "1.2.9", List.of(STORAGE))),
                Optional.empty(),
                Optional.empty());

        Pdu.Accept accept = accept(user, unknown, other, silent);

        assertThat(accept.contexts())
                .extracting(ContextResult::result)
                .containsExactly(
                        ContextResult.Result.ACCEPTANCE,
                        ContextResult.Result.ABSTRACT_SYNTAX_NOT_SUPPORTED,
                        ContextResult.Result.ABSTRACT_SYNTAX_NOT_SUPPORTED);
        assertThat(accept.user().roles()).containsExactly(new RoleSelection("1.2.3.4", true, false));
        assertThat(accept.user().extended())
                .singleElement()
                .satisfies(answer -> assertThat(answer.information()).containsExactly(7));
        assertThat(accept.user().commonExtended()).as("only requestors send it").isEmpty();
    }

    @Test
    void answersExtendedNegotiationOnlyWhereItIsOffered() {
        UserInformation user = user(
                Optional.empty(),
                List.of(),
                List.of(
                        new ExtendedNegotiation(EXTENDED, new byte[] {1}),
                        new ExtendedNegotiation(STORAGE, new byte[] {1})));
        assertThat(accept(user).user().extended())
                .singleElement()
                .satisfies(answer -> assertThat(answer.sopClass()).isEqualTo(EXTENDED));
    }

    @Test
    void announcesTheLengthThatIsTaken() {
        assertThat(accept(UserInformation.basic(0)).user().maximumLength()).isEqualTo(LIMITS.maxReceivePdu());
    }

    @Test
    void findsRequestsThatCannotBeAccepted() {
        Pdu.Request good = HostilePeer.request("A", List.of());
        assertThat(Negotiation.unacceptable(good, LIMITS)).isEmpty();
        Pdu.Request version = new Pdu.Request(2, "A", "B", Implementation.APPLICATION_CONTEXT, List.of(), good.user());
        assertThat(Negotiation.unacceptable(version, LIMITS)).contains(RejectReason.PROTOCOL_VERSION_NOT_SUPPORTED);
        Pdu.Request context = new Pdu.Request(1, "A", "B", "1.2.3", List.of(), good.user());
        assertThat(Negotiation.unacceptable(context, LIMITS)).contains(RejectReason.APPLICATION_CONTEXT_NOT_SUPPORTED);
        assertThat(Negotiation.unacceptable(contexts(128), LIMITS)).isEmpty();
        assertThat(Negotiation.unacceptable(contexts(129), LIMITS)).contains(RejectReason.LOCAL_LIMIT_EXCEEDED);
    }

    private static Pdu.Request contexts(int count) {
        return HostilePeer.request(
                "A",
                IntStream.range(0, count)
                        .mapToObj(i -> new ProposedContext(i, "1.2", List.of()))
                        .toList());
    }
}
