package org.confluens.sr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Part10;
import org.confluens.dicom.data.PersonName;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.ClientAssociation;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.DimseClient;
import org.confluens.dicom.dimse.DimseStatus;
import org.confluens.dicom.dimse.PresentationRequest;
import org.confluens.dicom.dimse.RemoteAe;
import org.confluens.peer.Dcmtk;
import org.confluens.peer.NeedsPeer;
import org.confluens.peer.PeerProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports of every script and state go into other archives and come out equal. */
class SrArchivePeerIT {

    private static final Pattern INSTANCE_ID = Pattern.compile("\"ID\"\\s*:\\s*\"([0-9a-f-]+)\"");

    @TempDir
    Path folder;

    @Test
    @NeedsPeer("storescp")
    void comeBackEqualFromDcmtk() throws Exception {
        Map<String, SrDocument> documents = documents();
        int port = PeerProgram.freePort();
        try (PeerProgram archive = Dcmtk.storescp(port, folder)) {
            store("STORESCP", port, documents);
            assertThat(archive.isAlive()).isTrue();
        }

        Map<String, SrDocument> stored = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                SrDocument document = read(Files.readAllBytes(file));
                stored.put(document.sopInstanceUid(), document);
            }
        }
        assertThat(stored).containsExactlyInAnyOrderEntriesOf(documents);
    }

    @Test
    @NeedsPeer("Orthanc")
    void comeBackEqualFromOrthanc() throws Exception {
        Map<String, SrDocument> documents = documents();
        int port = PeerProgram.freePort();
        int http = PeerProgram.freePort();
        Path configuration = Files.writeString(folder.resolve("orthanc.json"), """
                {"DicomAet": "ORTHANC", "DicomPort": %d, "HttpPort": %d, "RemoteAccessAllowed": false,
                 "DicomCheckCalledAet": false, "DicomAlwaysAllowStore": true,
                 "StorageDirectory": "%s", "IndexDirectory": "%s"}
                """.formatted(
                        port, http, folder.resolve("storage"), folder.resolve("storage")));
        try (PeerProgram archive =
                PeerProgram.serve(Map.of("TCP_NODELAY", "1"), port, List.of("Orthanc", configuration.toString()))) {
            store("ORTHANC", port, documents);
            for (SrDocument document : documents.values()) {
                assertThat(read(fetch(http, document.sopInstanceUid()))).isEqualTo(document);
            }
            assertThat(archive.isAlive()).isTrue();
        }
    }

    /** Names of every script, each as a draft, a completed, a verified and an amended report, and a rejection note. */
    private static Map<String, SrDocument> documents() throws SrException {
        List<SrDocument> documents = new ArrayList<>();
        for (String name : PersonNames.ALL) {
            String uid = "2.25.50" + documents.size();
            SrDocument draft = AllValueTypes.in(UID.ComprehensiveSRStorage, name).toBuilder()
                    .sopInstance(uid)
                    .build();
            SrDocument completed = LifeCycle.complete(
                    LifeCycle.next(draft, new Version(uid + "1", Samples.MOMENT)), Optional.of("read"));
            VerifyingObserver observer =
                    VerifyingObserver.of(PersonName.parse(name), Optional.empty(), "TEST", Samples.MOMENT);
            SrDocument verified = LifeCycle.verify(completed, observer, new Version(uid + "2", Samples.MOMENT));
            SrDocument amended = LifeCycle.revise(verified, new Version(uid + "3", Samples.MOMENT));
            documents.addAll(List.of(draft, completed, verified, amended));
        }
        SrDocument last = documents.get(documents.size() - 1);
        documents.add(KeyObjectSelection.rejection(RejectionReason.QUALITY, "withdrawn", List.of(last.asMember()))
                .sopInstance("2.25.599")
                .context(last.context())
                .series(KeyObjectSelection.series("2.25.598", 901, "Rejection notes"))
                .equipment(last.equipment())
                .contentAt(Samples.MOMENT)
                .build());
        Map<String, SrDocument> byInstance = new LinkedHashMap<>();
        documents.forEach(document -> byInstance.put(document.sopInstanceUid(), document));
        return byInstance;
    }

    private static void store(String aeTitle, int port, Map<String, SrDocument> documents)
            throws IOException, SrException {
        List<PresentationRequest> contexts = List.of(
                PresentationRequest.of(UID.ComprehensiveSRStorage, UID.ExplicitVRLittleEndian),
                PresentationRequest.of(UID.KeyObjectSelectionDocumentStorage, UID.ExplicitVRLittleEndian));
        RemoteAe archive = new RemoteAe(aeTitle, "127.0.0.1", port);
        try (ClientAssociation association =
                DimseClient.open("CONFLUENS", archive, contexts, ClientOptions.defaults())) {
            for (SrDocument document : documents.values()) {
                assertThat(association.store(SrWriter.write(document)).status()).isEqualTo(DimseStatus.SUCCESS);
            }
        }
    }

    private static byte[] fetch(int port, String sopInstanceUid) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        String root = "http://127.0.0.1:" + port;
        String found = client.send(
                        HttpRequest.newBuilder(URI.create(root + "/tools/lookup"))
                                .POST(HttpRequest.BodyPublishers.ofString(sopInstanceUid))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        Matcher id = INSTANCE_ID.matcher(found);
        assertThat(id.find()).isTrue();
        return client.send(
                        HttpRequest.newBuilder(URI.create(root + "/instances/" + id.group(1) + "/file"))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    private static SrDocument read(byte[] file) throws IOException {
        Dataset dataset = Part10.read(new ByteArrayInputStream(file), ReadOptions.keepEverything())
                .dataset();
        SrReading reading = SrReader.read(dataset);
        assertThat(reading.problems()).isEmpty();
        return reading.document();
    }
}
