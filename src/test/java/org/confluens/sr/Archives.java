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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Part10;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.ClientAssociation;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.DimseClient;
import org.confluens.dicom.dimse.DimseStatus;
import org.confluens.dicom.dimse.PresentationRequest;
import org.confluens.dicom.dimse.RemoteAe;
import org.confluens.peer.Dcmtk;
import org.confluens.peer.PeerProgram;

/** Sends documents to the archives of other products and takes them out again, by their SOP Instance UIDs. */
public final class Archives {

    private static final Pattern INSTANCE_ID = Pattern.compile("\"ID\"\\s*:\\s*\"([0-9a-f-]+)\"");

    private Archives() {}

    /** What DCMTK's storescp wrote into an empty folder. */
    public static Map<String, SrDocument> throughDcmtk(Map<String, SrDocument> documents, Path folder)
            throws Exception {
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
        return stored;
    }

    /** What Orthanc, its database in the folder, gives back. */
    public static Map<String, SrDocument> throughOrthanc(Map<String, SrDocument> documents, Path folder)
            throws Exception {
        int port = PeerProgram.freePort();
        int http = PeerProgram.freePort();
        Path configuration = Files.writeString(folder.resolve("orthanc.json"), """
                {"DicomAet": "ORTHANC", "DicomPort": %d, "HttpPort": %d, "RemoteAccessAllowed": false,
                 "DicomCheckCalledAet": false, "DicomAlwaysAllowStore": true, "KeepAlive": true,
                 "StorageDirectory": "%s", "IndexDirectory": "%s"}
                """.formatted(
                        port, http, folder.resolve("storage"), folder.resolve("storage")));
        Map<String, SrDocument> stored = new LinkedHashMap<>();
        try (PeerProgram archive =
                PeerProgram.serve(Map.of("TCP_NODELAY", "1"), port, List.of("Orthanc", configuration.toString()))) {
            store("ORTHANC", port, documents);
            HttpClient client = HttpClient.newHttpClient();
            for (String instance : documents.keySet()) {
                stored.put(instance, read(fetch(client, http, instance)));
            }
            assertThat(archive.isAlive()).isTrue();
        }
        return stored;
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

    private static byte[] fetch(HttpClient client, int port, String sopInstanceUid)
            throws IOException, InterruptedException {
        String root = "http://127.0.0.1:" + port;
        String found = ask(
                client,
                HttpRequest.newBuilder(URI.create(root + "/tools/lookup"))
                        .POST(HttpRequest.BodyPublishers.ofString(sopInstanceUid))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        Matcher id = INSTANCE_ID.matcher(found);
        assertThat(id.find()).isTrue();
        return ask(
                client,
                HttpRequest.newBuilder(URI.create(root + "/instances/" + id.group(1) + "/file"))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Orthanc closes a connection that it has kept for half a second, also one that a request is just being sent on. */
    private static <T> T ask(HttpClient client, HttpRequest request, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        try {
            return client.send(request, body).body();
        } catch (IOException closed) {
            return client.send(request, body).body();
        }
    }

    private static SrDocument read(byte[] file) throws IOException {
        Dataset dataset = Part10.read(new ByteArrayInputStream(file), ReadOptions.keepEverything())
                .dataset();
        SrReading reading = SrReader.read(dataset);
        assertThat(reading.problems()).isEmpty();
        return reading.document();
    }
}
