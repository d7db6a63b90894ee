package org.confluens.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.net.AssociationRejectedException;
import org.confluens.dicom.net.TlsContexts;
import org.confluens.dicom.net.TlsSettings;
import org.confluens.peer.NeedsPeer;
import org.confluens.peer.PeerProgram;
import org.confluens.peer.TestCertificates;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which versions and suites of TLS are spoken (PS3.15 section B.12), and what a certificate opens. */
class TlsProfilePeerIT {
    private static final List<PresentationRequest> VERIFICATION =
            List.of(PresentationRequest.of(UID.Verification, UID.ImplicitVRLittleEndian));

    @TempDir
    static Path folder;

    private static TestCertificates certificates;

    @BeforeAll
    static void makeIdentities() {
        certificates = new TestCertificates(folder);
        for (String name : List.of("server", "modality", "workstation")) {
            certificates.identity(name);
        }
    }

    private static TlsSettings identity(String name, Path trust) {
        return TlsSettings.of(folder.resolve(name + ".p12"), TestCertificates.PASSWORD)
                .withTrustStore(trust, TestCertificates.PASSWORD);
    }

    private static DimseServer serve(TlsSettings settings, CallerPolicy callers) throws IOException {
        return DimseServer.builder()
                .ae("CONFLUENS", List.of())
                .tls(TlsContexts.open(settings))
                .callers(callers)
                .start();
    }

    private static DimseServer serve() throws IOException {
        return serve(identity("server", certificates.trust("modality", "workstation")), CallerPolicy.anyone());
    }

    private static boolean echoes(DimseServer server, String title, String identity) throws IOException {
        try (ClientAssociation association = DimseClient.open(
                title,
                new RemoteAe("CONFLUENS", "localhost", server.port()),
                VERIFICATION,
                ClientOptions.defaults().withTls(TlsContexts.open(identity(identity, certificates.trust("server")))))) {
            return association.echo().isDone();
        }
    }

    @ParameterizedTest
    @NeedsPeer("openssl")
    @CsvSource({
        "-tls1_3, ''",
        "-tls1_2, ECDHE-RSA-AES128-GCM-SHA256",
        "-tls1_2, ECDHE-RSA-AES256-GCM-SHA384",
    })
    void speaksWhatTheProfileAsksFor(String version, String suite) throws IOException {
        assertThat(cipher(version, suite)).isNotEqualTo("(NONE)");
    }

    @ParameterizedTest
    @NeedsPeer("openssl")
    @CsvSource({
        "-tls1_1, ALL:@SECLEVEL=0",
        "-tls1, ALL:@SECLEVEL=0",
        "-tls1_2, AES128-GCM-SHA256",
        "-tls1_2, AES256-SHA",
        "-tls1_2, ECDHE-RSA-AES128-SHA",
        "-tls1_2, ECDHE-RSA-AES256-SHA384",
    })
    void speaksNothingOlderAndNoSuiteBesides(String version, String suite) throws IOException {
        assertThat(cipher(version, suite)).isEqualTo("(NONE)");
    }

    /** The suite that openssl and our server agree on. */
    private static String cipher(String version, String suite) throws IOException {
        try (DimseServer server = serve()) {
            List<String> command = new ArrayList<>(List.of("openssl", "s_client", version));
            if (!suite.isEmpty()) {
                command.addAll(List.of("-cipher", suite));
            }
            command.addAll(List.of(
                    "-cert",
                    certificates.certificatePem("modality").toString(),
                    "-key",
                    certificates.keyPem("modality").toString(),
                    "-connect",
                    "localhost:" + server.port()));
            String shell = String.join(" ", command) + " </dev/null";
            String output =
                    PeerProgram.run(Map.of(), List.of("sh", "-c", shell)).output();
            return Arrays.stream(output.split("Cipher is |\\R"))
                    .filter(word -> word.matches("\\(NONE\\)|(TLS_|ECDHE-)[A-Za-z0-9_-]+"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(output));
        }
    }

    @Test
    void aTitleIsWorthNothingWithoutItsCertificate() throws IOException {
        CallerPolicy callers = CallerPolicy.listed(List.of(
                CallerRule.parse("MR1#CN=modality, O=TEST"), CallerRule.parse("WS1@localhost#cn=Workstation,o=Test")));
        TlsSettings settings = identity("server", certificates.trust("modality", "workstation"));
        try (DimseServer server = serve(settings, callers)) {
            assertThat(echoes(server, "MR1", "modality")).isTrue();
            assertThat(echoes(server, "WS1", "workstation")).isTrue();
            for (String[] wrong : new String[][] {{"MR1", "workstation"}, {"WS1", "modality"}, {"MR2", "modality"}}) {
                assertThatThrownBy(() -> echoes(server, wrong[0], wrong[1]))
                        .isInstanceOfSatisfying(
                                AssociationRejectedException.class,
                                e -> assertThat(List.of(e.result(), e.source(), e.reason()))
                                        .containsExactly(1, 1, 3));
            }
        }
    }

    @Test
    void readsAChangedTrustStoreWithoutRestart() throws IOException {
        Path trust = folder.resolve("changing-trust.p12");
        Files.copy(certificates.trust("modality"), trust);
        try (DimseServer server = serve(identity("server", trust), CallerPolicy.anyone())) {
            assertThat(echoes(server, "MR1", "modality")).isTrue();
            assertThatThrownBy(() -> echoes(server, "WS1", "workstation")).isInstanceOf(IOException.class);
            Files.copy(certificates.trust("workstation"), trust, StandardCopyOption.REPLACE_EXISTING);
            Files.setLastModifiedTime(trust, FileTime.fromMillis(System.currentTimeMillis() + 5000));
            assertThat(echoes(server, "WS1", "workstation")).isTrue();
            assertThatThrownBy(() -> echoes(server, "MR1", "modality")).isInstanceOf(IOException.class);
        }
    }
}
