package org.confluens.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetReader;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.Tags;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.peer.Corpus;
import org.confluens.peer.Dcmtk;
import org.confluens.peer.NeedsCorpus;
import org.confluens.peer.NeedsPeer;
import org.confluens.peer.PeerProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every transfer syntax and character set of the corpus, to and from DCMTK and Orthanc. */
@NeedsCorpus
class CorpusTransferPeerIT {
    private static final List<String> FOLDERS =
            List.of("dicom/ts", "dicom/mr", "dicom/ct", "dicom/us", "dicom/other", "dicom/charset");

    @TempDir
    Path folder;

    /** The files that can be sent, by their instance; the first of those that share one. */
    private static Map<String, Path> sendable() {
        Map<String, Path> files = new LinkedHashMap<>();
        for (String name : FOLDERS) {
            for (Path file : Corpus.files(name)) {
                try {
                    StoreItem item = StoreItem.of(file);
                    if (isNamedAlike(item)) {
                        files.putIfAbsent(item.sopInstanceUid(), file);
                    }
                } catch (IOException e) {
                    assertThat(e).as(file.toString()).hasMessageMatching(".*(no DICOM file|without).*");
                }
            }
        }
        assertThat(files).hasSizeGreaterThan(80);
        return files;
    }

    /** Some files name another instance in their meta information, which dcmsend does not send. */
    private static boolean isNamedAlike(StoreItem item) throws IOException {
        Dataset dataSet = read(bytes(item), item.transferSyntax());
        return dataSet.string(Tag.SOPClassUID, "").equals(item.sopClassUid())
                && dataSet.string(Tag.SOPInstanceUID, "").equals(item.sopInstanceUid());
    }

    private static Map<String, StoreItem> items() throws IOException {
        Map<String, StoreItem> items = new LinkedHashMap<>();
        for (Map.Entry<String, Path> file : sendable().entrySet()) {
            items.put(file.getKey(), StoreItem.of(file.getValue()));
        }
        return items;
    }

    private static byte[] bytes(StoreItem item) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        item.dataSet().writeTo(out);
        return out.toByteArray();
    }

    @Test
    @NeedsPeer("storescp")
    void storescpGetsEveryByte() throws IOException {
        Map<String, StoreItem> items = items();
        int port = PeerProgram.freePort();
        List<StoreOutcome> outcomes;
        try (PeerProgram scp = Dcmtk.storescp(port, folder, "--bit-preserving", "--accept-all", "--promiscuous")) {
            outcomes = send(items, new RemoteAe("STORESCP", "127.0.0.1", port));
            assertThat(scp.isAlive()).isTrue();
        }
        // Some SOP classes and transfer syntaxes are not known to storescp, whatever its options.
        assertThat(outcomes)
                .hasSize(items.size())
                .extracting(outcome -> outcome.response().status())
                .containsOnly(DimseStatus.SUCCESS, DimseStatus.SOP_CLASS_NOT_SUPPORTED);
        for (Path file : files()) {
            StoreItem got = StoreItem.of(file);
            assertThat(bytes(got)).as(got.sopInstanceUid()).isEqualTo(padded(bytes(items.get(got.sopInstanceUid()))));
        }
        assertThat(files()).hasSizeGreaterThan(items.size() - 20);
    }

    private static List<StoreOutcome> send(Map<String, StoreItem> items, RemoteAe remote) throws IOException {
        List<StoreOutcome> outcomes = new ArrayList<>();
        for (List<StoreItem> batch : batches(items)) {
            try (ClientAssociation association =
                    DimseClient.open("CONFLUENS", remote, contexts(batch), ClientOptions.defaults())) {
                association.storeAll(batch.iterator(), outcomes::add);
            }
        }
        return outcomes;
    }

    /** Fragments are even, so an odd data set, as deflated ones may be, arrives with a byte more. */
    private static byte[] padded(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length + bytes.length % 2);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static List<List<StoreItem>> batches(Map<String, StoreItem> items) {
        List<StoreItem> all = List.copyOf(items.values());
        List<List<StoreItem>> batches = new ArrayList<>();
        for (int i = 0; i < all.size(); i += 100) {
            batches.add(all.subList(i, Math.min(all.size(), i + 100)));
        }
        return batches;
    }

    private static List<PresentationRequest> contexts(List<StoreItem> batch) {
        return batch.stream()
                .map(item -> PresentationRequest.of(
                        item.sopClassUid(), item.transferSyntax().uid()))
                .distinct()
                .toList();
    }

    @Test
    @NeedsPeer("dcmsend")
    void dcmsendSendsWhatWeRead() throws IOException {
        Map<String, StoreItem> items = items();
        Map<String, byte[]> received = new ConcurrentHashMap<>();
        try (DimseServer server = serve(items, received)) {
            List<Object> arguments = new ArrayList<>(
                    List.of("-v", "--decompress-never", "-aec", "CONFLUENS", "localhost", server.port()));
            arguments.addAll(sendable().values());
            PeerProgram.Result result = Dcmtk.run("dcmsend", arguments.toArray());
            assertThat(result.exitCode()).as(result.output()).isZero();
        }
        assertThat(received).hasSizeGreaterThan(items.size() - 20);
        assertSame(items, received);
    }

    /** There and back: Orthanc takes what we send, and sends it to us as its own. */
    @Test
    @NeedsPeer("Orthanc")
    void orthancGivesBackWhatItGot() throws Exception {
        Map<String, StoreItem> items = items();
        Map<String, byte[]> received = new ConcurrentHashMap<>();
        int port = PeerProgram.freePort();
        int http = PeerProgram.freePort();
        try (DimseServer server = serve(items, received)) {
            Path configuration = Files.writeString(folder.resolve("orthanc.json"), """
                    {"DicomAet": "ORTHANC", "DicomPort": %d, "HttpPort": %d, "RemoteAccessAllowed": false,
                     "DicomAlwaysAllowStore": true, "UnknownSopClassAccepted": true,
                     "DicomModalities": {"us": {"AET": "CONFLUENS", "Host": "127.0.0.1", "Port": %d,
                                                "AllowTranscoding": false}},
                     "StorageDirectory": "%s", "IndexDirectory": "%s"}
                    """.formatted(
                            port, http, server.port(), folder.resolve("orthanc"), folder.resolve("orthanc")));
            try (PeerProgram orthanc =
                    PeerProgram.serve(Map.of("TCP_NODELAY", "1"), port, List.of("Orthanc", configuration.toString()))) {
                List<StoreOutcome> outcomes = send(items, new RemoteAe("ORTHANC", "127.0.0.1", port));
                long taken = outcomes.stream()
                        .filter(outcome -> outcome.response().isDone())
                        .count();
                assertThat(taken).as(outcomes.toString()).isGreaterThan(items.size() - 20);
                for (String instance : ask(http, "/instances", "").split("[^0-9a-f-]+")) {
                    if (!instance.isEmpty()) {
                        ask(http, "/modalities/us/store", instance);
                    }
                }
                assertThat(received).hasSizeGreaterThan(items.size() - 20);
                assertThat(orthanc.isAlive()).isTrue();
            }
        }
        assertSame(items, received);
    }

    private static String ask(int port, String path, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (!body.isEmpty()) {
            request.POST(HttpRequest.BodyPublishers.ofString(body));
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static DimseServer serve(Map<String, StoreItem> items, Map<String, byte[]> received) throws IOException {
        StoreHandler store = (request, dataSet) -> {
            received.put(request.sopInstanceUid(), dataSet.readAllBytes());
            return DimseStatus.SUCCESS;
        };
        Set<String> classes =
                items.values().stream().map(StoreItem::sopClassUid).collect(Collectors.toSet());
        List<String> syntaxes = items.values().stream()
                .map(item -> item.transferSyntax().uid())
                .distinct()
                .toList();
        return DimseServer.builder()
                .ae("CONFLUENS", List.of(new ServiceOffer(classes, syntaxes, store)))
                .start();
    }

    private static void assertSame(Map<String, StoreItem> items, Map<String, byte[]> received) throws IOException {
        for (Map.Entry<String, byte[]> one : received.entrySet()) {
            StoreItem sent = items.get(one.getKey());
            TransferSyntax syntax = sent.transferSyntax();
            assertThat(kept(read(one.getValue(), syntax))).as(one.getKey()).isEqualTo(kept(read(bytes(sent), syntax)));
        }
    }

    /** What DCMTK leaves as it is: it writes private values as UN, pixels of eight bits as OW, and no padding. */
    private static Dataset kept(Dataset dataSet) {
        return dataSet.filter(tag -> !Tags.isPrivate(tag)
                && Tags.element(tag) != 0
                && tag != Tag.PixelData
                && tag != Tag.DataSetTrailingPadding);
    }

    private static Dataset read(byte[] bytes, TransferSyntax syntax) throws IOException {
        return DatasetReader.read(bytes, syntax, ReadOptions.keepEverything()).dataset();
    }
}
