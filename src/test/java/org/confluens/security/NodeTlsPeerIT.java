package org.confluens.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.confluens.config.ConfigurationException;
import org.confluens.config.Settings;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.ClientAssociation;
import org.confluens.dicom.dimse.DimseClient;
import org.confluens.dicom.dimse.DimseServer;
import org.confluens.dicom.dimse.PresentationRequest;
import org.confluens.dicom.dimse.RemoteAe;
import org.confluens.dicom.net.TlsContexts;
import org.confluens.dicom.net.TlsSettings;
import org.confluens.peer.Dcmtk;
import org.confluens.peer.NeedsPeer;
import org.confluens.peer.PeerProgram;
import org.confluens.peer.TestCertificates;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls over TLS as the keys of the configuration order them, and what is said when they fail. */
class NodeTlsPeerIT {
    @TempDir
    static Path folder;

    private static TestCertificates certificates;

    @BeforeAll
    static void makeIdentities() {
        certificates = new TestCertificates(folder);
        certificates.identity("node");
        certificates.identity("pacs");
        certificates.identity("stranger");
        certificates.identity("expired", "dns:localhost,ip:127.0.0.1", "-40d");
        certificates.identity("elsewhere", "dns:elsewhere.test", "-1d");
    }

    private static Map<String, String> keys(Path keystore, Path truststore) {
        Map<String, String> keys = new HashMap<>();
        keys.put("confluens.dicom.tls.keystore", keystore.toString());
        keys.put("confluens.dicom.tls.keystore-password", TestCertificates.PASSWORD);
        keys.put("confluens.dicom.tls.truststore", truststore.toString());
        keys.put("confluens.dicom.tls.truststore-password", TestCertificates.PASSWORD);
        keys.put("confluens.dicom.tls.called-aes", "PACS, OTHER");
        return keys;
    }

    private static NodeTls node(String name, String... trusted) {
        return new NodeTls(Settings.of(keys(store(name), certificates.trust(trusted))));
    }

    private static Path store(String name) {
        return folder.resolve(name + ".p12");
    }

    private static boolean stores(NodeTls tls, int port) throws IOException {
        RemoteAe pacs = new RemoteAe("PACS", "localhost", port);
        List<PresentationRequest> contexts =
                List.of(PresentationRequest.of(UID.MRImageStorage, UID.ExplicitVRLittleEndian));
        Dataset image = Dataset.builder()
                .put(Tag.SOPClassUID, UID.MRImageStorage)
                .put(Tag.SOPInstanceUID, "1.2.3.4")
                .put(Tag.StudyInstanceUID, "1.2.3")
                .put(Tag.SeriesInstanceUID, "1.2.3.1")
                .put(Tag.PatientID, "TEST1")
                .build();
        try (ClientAssociation association = DimseClient.open("CONFLUENS", pacs, contexts, tls.options(pacs))) {
            return association.store(image).status().isSuccess();
        }
    }

    private static boolean echoes(NodeTls tls, DimseServer server) throws IOException {
        RemoteAe pacs = new RemoteAe("PACS", "localhost", server.port());
        List<PresentationRequest> contexts =
                List.of(PresentationRequest.of(UID.Verification, UID.ImplicitVRLittleEndian));
        try (ClientAssociation association = DimseClient.open("CONFLUENS", pacs, contexts, tls.options(pacs))) {
            return association.echo().isDone();
        }
    }

    private static DimseServer serve(String name, String trusted) throws IOException {
        TlsSettings settings = TlsSettings.of(store(name), TestCertificates.PASSWORD)
                .withTrustStore(certificates.trust(trusted), TestCertificates.PASSWORD);
        return DimseServer.builder()
                .ae("PACS", List.of())
                .tls(TlsContexts.open(settings))
                .start();
    }

    private static void assertFails(NodeTls tls, DimseServer server, String because) {
        assertThatThrownBy(() -> echoes(tls, server))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(because);
    }

    @Test
    @NeedsPeer("storescp")
    void storesToStorescpThatAsksForACertificate() throws IOException {
        int port = PeerProgram.freePort();
        try (PeerProgram scp = Dcmtk.storescp(
                port,
                folder,
                "+tls",
                certificates.keyPem("pacs"),
                certificates.certificatePem("pacs"),
                "+cf",
                certificates.certificatePem("node"))) {
            assertThat(stores(node("node", "pacs"), port)).isTrue();
            assertThatThrownBy(() -> stores(node("stranger", "pacs"), port))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("TLS");
            assertThatThrownBy(() -> stores(node("node", "stranger"), port))
                    .hasMessageContaining("does not vouch for the peer's certificate");
            assertThat(stores(node("node", "pacs"), port)).isTrue();
            assertThat(scp.isAlive()).isTrue();
        }
    }

    @Test
    @NeedsPeer("Orthanc")
    void storesToOrthancThatAsksForACertificate() throws IOException {
        int port = PeerProgram.freePort();
        Path configuration = Files.writeString(folder.resolve("orthanc.json"), """
                {"DicomAet": "PACS", "DicomPort": %d, "HttpPort": %d, "RemoteAccessAllowed": false,
                 "DicomCheckCalledAet": true, "DicomAlwaysAllowStore": true, "KeepAlive": true,
                 "DicomTlsEnabled": true, "DicomTlsRemoteCertificateRequired": true,
                 "DicomTlsCertificate": "%s", "DicomTlsPrivateKey": "%s", "DicomTlsTrustedCertificates": "%s",
                 "StorageDirectory": "%s", "IndexDirectory": "%s"}
                """.formatted(
                        port,
                        PeerProgram.freePort(),
                        certificates.certificatePem("pacs"),
                        certificates.keyPem("pacs"),
                        certificates.certificatePem("node"),
                        folder.resolve("orthanc"),
                        folder.resolve("orthanc")));
        try (PeerProgram orthanc = PeerProgram.serve(Map.of(), port, List.of("Orthanc", configuration.toString()))) {
            assertThat(stores(node("node", "pacs"), port)).as(orthanc.output()).isTrue();
            assertThatThrownBy(() -> stores(node("stranger", "pacs"), port))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("TLS");
            assertThat(stores(node("node", "pacs"), port)).isTrue();
        }
    }

    @Test
    void saysWhatIsWrongWithTheCertificateOfANodeThatIsCalled() throws IOException {
        try (DimseServer expired = serve("expired", "node");
                DimseServer elsewhere = serve("elsewhere", "node");
                DimseServer pacs = serve("pacs", "node")) {
            assertFails(node("node", "expired"), expired, "the peer's certificate has expired (NotAfter: ");
            assertFails(node("node", "elsewhere"), elsewhere, "No subject alternative DNS name matching localhost");
            assertFails(node("node", "stranger"), pacs, "the trust store does not vouch for the peer's certificate");
            assertThat(echoes(node("node", "pacs"), pacs)).isTrue();

            Map<String, String> lax = keys(store("node"), certificates.trust("elsewhere"));
            lax.put("confluens.dicom.tls.verify-host", "false");
            assertThat(echoes(new NodeTls(Settings.of(lax)), elsewhere)).isTrue();
        }
    }

    @Test
    void refusesCallersWhoseCertificateIsOutOfTimeOrIsNotTrusted() throws IOException {
        try (DimseServer server = serve("pacs", "expired")) {
            assertThatThrownBy(() -> echoes(node("expired", "pacs"), server)).isInstanceOf(IOException.class);
            assertFails(node("stranger", "pacs"), server, "TLS");
        }
    }

    @Test
    void callsInTheClearWhomNobodyNamedAndNobodyElse() throws IOException {
        NodeTls tls = node("node", "pacs");
        assertThat(tls.options(new RemoteAe("RIS", "localhost", 104)).tls()).isEmpty();
        assertThat(tls.options(new RemoteAe("OTHER", "localhost", 104)).tls()).isPresent();
        Map<String, String> all = keys(store("node"), certificates.trust("pacs"));
        all.put("confluens.dicom.tls.called-aes", "*");
        assertThat(new NodeTls(Settings.of(all))
                        .options(new RemoteAe("RIS", "localhost", 104))
                        .tls())
                .isPresent();

        try (DimseServer plain = DimseServer.builder().ae("PACS", List.of()).start()) {
            assertThatThrownBy(() -> echoes(tls, plain)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void readsChangedStoresWithoutARestart() throws IOException {
        Path keystore = folder.resolve("renewed.p12");
        Files.copy(store("stranger"), keystore, StandardCopyOption.REPLACE_EXISTING);
        NodeTls tls = new NodeTls(Settings.of(keys(keystore, certificates.trust("pacs"))));
        try (DimseServer server = serve("pacs", "node")) {
            assertFails(tls, server, "TLS");
            Files.copy(store("node"), keystore, StandardCopyOption.REPLACE_EXISTING);
            Files.setLastModifiedTime(keystore, FileTime.fromMillis(System.currentTimeMillis() + 5_000));
            assertThat(echoes(tls, server)).isTrue();
        }
    }

    @Test
    void startsNotWithoutWhatItNeeds() {
        assertThatThrownBy(() -> Settings.of(Map.of("confluens.dicom.tls.called-aes", "PACS")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("confluens.dicom.tls.keystore is not set");
        Map<String, String> wrong = keys(folder.resolve("none.p12"), certificates.trust("pacs"));
        assertThatThrownBy(() -> new NodeTls(Settings.of(wrong)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("confluens.dicom.tls");
    }
}
