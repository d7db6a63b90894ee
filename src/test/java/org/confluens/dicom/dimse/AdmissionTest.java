package org.confluens.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.net.AssociationRejectedException;
import org.confluens.dicom.net.UserIdentity;
import org.junit.jupiter.api.Test;

/** Who gets in, under which title, as which user, and to what. */
class AdmissionTest {
    private static final String COMMITMENT = UID.StorageCommitmentPushModel;
    private static final String COMMITMENT_INSTANCE = UID.StorageCommitmentPushModelInstance;

    private final List<String> observed = Collections.synchronizedList(new ArrayList<>());

    private DimseServer.Builder server() {
        StoreHandler store = (request, dataSet) -> {
            observed.add("store by " + request.caller().user().orElse("nobody"));
            return DimseStatus.SUCCESS;
        };
        return DimseServer.builder()
                .ae("MAIN", List.of(new ServiceOffer(Set.of(UID.MRImageStorage), Samples.NATIVE, store)))
                .ae("WORKLIST", List.of())
                .observer(new AssociationObserver() {
                    @Override
                    public void rejected(Caller caller, String reason) {
                        observed.add(caller.callingAeTitle() + " " + reason);
                    }
                });
    }

    private static ClientAssociation open(DimseServer server, String calling, String called) throws IOException {
        return open(server, calling, called, ClientOptions.defaults());
    }

    private static ClientAssociation open(DimseServer server, String calling, String called, ClientOptions options)
            throws IOException {
        return DimseClient.open(
                calling,
                new RemoteAe(called, "127.0.0.1", server.port()),
                List.of(
                        PresentationRequest.of(UID.MRImageStorage, UID.ExplicitVRLittleEndian),
                        PresentationRequest.of(UID.Verification, UID.ExplicitVRLittleEndian)),
                options);
    }

    @Test
    void rejectsCallersThatNoRuleNames() throws IOException {
        CallerPolicy policy = CallerPolicy.listed(List.of(CallerRule.parse("MR1@127.0.0.1")));
        try (DimseServer server = server().callers(policy).start();
                ClientAssociation known = open(server, "MR1", "MAIN")) {
            assertThat(known.echo().isDone()).isTrue();
            assertThatThrownBy(() -> open(server, "MR2", "MAIN"))
                    .isInstanceOfSatisfying(AssociationRejectedException.class, e -> {
                        assertThat(List.of(e.result(), e.source(), e.reason())).containsExactly(1, 1, 3);
                        assertThat(e.isTransient()).isFalse();
                    });
            assertThat(observed).containsExactly("MR2 CALLING_AE_TITLE_NOT_RECOGNIZED");
        }
    }

    @Test
    void servesEachTitleItsOwn() throws IOException {
        try (DimseServer server = server().start();
                ClientAssociation main = open(server, "MR1", "MAIN");
                ClientAssociation worklist = open(server, "MR1", "WORKLIST")) {
            assertThat(main.accepted(UID.MRImageStorage)).hasSize(1);
            assertThat(worklist.accepted(UID.MRImageStorage)).isEmpty();
            assertThat(worklist.echo().isDone()).isTrue();
        }
    }

    @Test
    void refusesClassesThatTheCallerMayNotUse() throws IOException {
        CallerPolicy policy = new CallerPolicy() {
            @Override
            public boolean allows(Caller caller) {
                return true;
            }

            @Override
            public boolean allows(Caller caller, String sopClassUid) {
                return caller.callingAeTitle().equals("MR1") || !sopClassUid.equals(UID.MRImageStorage);
            }
        };
        try (DimseServer server = server().callers(policy).start();
                ClientAssociation allowed = open(server, "MR1", "MAIN");
                ClientAssociation other = open(server, "MR2", "MAIN")) {
            assertThat(allowed.accepted(UID.MRImageStorage)).hasSize(1);
            assertThat(other.accepted(UID.MRImageStorage)).isEmpty();
        }
    }

    @Test
    void checksUserIdentities() throws IOException {
        UserIdentityCheck check =
                (from, type, primary, secondary) -> Optional.of(new String(primary, StandardCharsets.UTF_8))
                        .filter(name -> type == 2 && new String(secondary, StandardCharsets.UTF_8).equals("secret"));
        try (DimseServer server = server().identities(check).start();
                ClientAssociation jane = open(server, "MR1", "MAIN", as("jane", "secret"));
                ClientAssociation nobody = open(server, "MR1", "MAIN")) {
            assertThat(jane.store(Samples.image(2)).isDone()).isTrue();
            assertThat(nobody.store(Samples.image(2)).isDone()).isTrue();
            assertThatThrownBy(() -> open(server, "MR1", "MAIN", as("jane", "guess")))
                    .isInstanceOf(AssociationRejectedException.class);
        }
        assertThat(observed).contains("store by jane", "store by nobody", "MR1 NO_REASON_GIVEN");
    }

    @Test
    void asksEveryCallerForAPasscodeWhereTheSiteWantsIt() throws IOException {
        UserIdentityCheck check = UserIdentityCheck.passcodes((from, name, passcode) ->
                Optional.of(name).filter(known -> passcode.equals("secret") && from.isLoopbackAddress()));
        try (DimseServer server = server().identities(check).start();
                ClientAssociation jane = open(server, "MR1", "MAIN", as("jane", "secret"))) {
            assertThat(jane.store(Samples.image(2)).isDone()).isTrue();
            for (ClientOptions wrong :
                    List.of(ClientOptions.defaults(), as("jane", "guess"), as(UserIdentity.USER_NAME), as(5))) {
                assertThatThrownBy(() -> open(server, "MR1", "MAIN", wrong))
                        .isInstanceOfSatisfying(
                                AssociationRejectedException.class,
                                e -> assertThat(List.of(e.result(), e.source(), e.reason()))
                                        .containsExactly(1, 1, 1));
            }
        }
        assertThat(observed).contains("store by jane");
    }

    @Test
    void believesOrRefusesUserIdentitiesAsTheSiteSays() throws IOException {
        try (DimseServer believing =
                        server().identities(UserIdentityCheck.believing()).start();
                DimseServer refusing =
                        server().identities(UserIdentityCheck.refusing()).start();
                ClientAssociation jane = open(believing, "MR1", "MAIN", as(UserIdentity.USER_NAME));
                ClientAssociation token = open(believing, "MR1", "MAIN", as(5));
                ClientAssociation nobody = open(refusing, "MR1", "MAIN")) {
            assertThat(jane.store(Samples.image(2)).isDone()).isTrue();
            assertThat(token.store(Samples.image(2)).isDone()).isTrue();
            assertThat(nobody.store(Samples.image(2)).isDone()).isTrue();
            assertThatThrownBy(() -> open(believing, "MR1", "MAIN", as(9)))
                    .isInstanceOf(AssociationRejectedException.class);
            assertThatThrownBy(() -> open(refusing, "MR1", "MAIN", as(UserIdentity.USER_NAME)))
                    .isInstanceOf(AssociationRejectedException.class);
        }
        assertThat(observed).contains("store by jane", "store by user identity of type 5", "store by nobody");
    }

    private static ClientOptions as(int type) {
        byte[] primary = "jane".getBytes(StandardCharsets.UTF_8);
        return ClientOptions.defaults().withIdentity(new UserIdentity(type, true, primary, new byte[0]));
    }

    private static ClientOptions as(String name, String passcode) {
        return ClientOptions.defaults()
                .withIdentity(new UserIdentity(
                        UserIdentity.USER_NAME_AND_PASSCODE,
                        true,
                        name.getBytes(StandardCharsets.UTF_8),
                        passcode.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void takesCommitmentReportsOnAnAssociationOfTheirOwn() throws IOException {
        List<NormalizedRequest> reports = Collections.synchronizedList(new ArrayList<>());
        NormalizedHandler handler = new NormalizedHandler() {
            @Override
            public NormalizedResponse eventReport(NormalizedRequest request) {
                reports.add(request);
                return NormalizedResponse.success();
            }
        };
        Dataset result = Dataset.builder().put(Tag.TransactionUID, "1.2.3").build();
        try (DimseServer server = server().ae(
                                "MAIN", List.of(ServiceOffer.eventReports(Set.of(COMMITMENT), Samples.NATIVE, handler)))
                        .start();
                ClientAssociation archive = DimseClient.open(
                        "PACS",
                        new RemoteAe("MAIN", "127.0.0.1", server.port()),
                        List.of(PresentationRequest.of(COMMITMENT, UID.ImplicitVRLittleEndian)
                                .scp()),
                        ClientOptions.defaults())) {
            assertThat(archive.nEventReport(COMMITMENT, COMMITMENT_INSTANCE, 1, result)
                            .isDone())
                    .isTrue();
            assertThat(archive.nAction(COMMITMENT, COMMITMENT_INSTANCE, 1, result)
                            .status())
                    .as("the roles are reversed")
                    .isEqualTo(DimseStatus.UNRECOGNIZED_OPERATION);
        }
        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.typeId()).isEqualTo(1);
            assertThat(report.dataSet()).isEqualTo(result);
        });
    }

    @Test
    void takesCommitmentReportsOnTheAssociationOfTheRequest() throws Exception {
        List<NormalizedRequest> reports = Collections.synchronizedList(new ArrayList<>());
        Dataset request = Dataset.builder().put(Tag.TransactionUID, "1.2.3").build();
        try (ScriptedArchive archive = new ScriptedArchive();
                ClientAssociation association = DimseClient.open(
                        "MAIN",
                        new RemoteAe("PACS", "127.0.0.1", archive.port()),
                        List.of(PresentationRequest.of(COMMITMENT, UID.ImplicitVRLittleEndian)),
                        ClientOptions.defaults())) {
            association.onEventReport(new NormalizedHandler() {
                @Override
                public NormalizedResponse eventReport(NormalizedRequest report) {
                    reports.add(report);
                    return NormalizedResponse.success();
                }
            });
            assertThat(association
                            .nAction(COMMITMENT, COMMITMENT_INSTANCE, 1, request)
                            .isDone())
                    .isTrue();
            association.awaitEventReports(1, Duration.ofSeconds(10));
            assertThat(reports)
                    .singleElement()
                    .satisfies(report -> assertThat(report.sopInstanceUid()).isEqualTo(COMMITMENT_INSTANCE));
            assertThat(archive.answer().poll(10, TimeUnit.SECONDS)).isEqualTo(0x8100);
        }
    }
}
