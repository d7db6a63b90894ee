package org.confluens.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The receivers of the storage measurement, each with the AE title that it is called by. */
final class StorageReceivers implements AutoCloseable {

    /** A running receiver and how it is called. */
    record Target(Receiver receiver, String aeTitle) {}

    static final String CONFLUENS = "confluens";
    static final String CONFLUENS_POWER_SAFE = "confluens power-safe";
    static final String STORESCP = "storescp";
    static final String STORESCP_BIT_PRESERVING = "storescp +B";
    static final String STORESCP_FORK = "storescp --fork";
    static final String STORESCP_FORK_BIT_PRESERVING = "storescp --fork +B";
    static final String STORESCP_NAGLE = "storescp, Nagle on";
    static final String ORTHANC = "orthanc";
    static final String SINK = "discarding sink";
    static final String BYTE_SINK = "TCP sink";

    private static final Map<String, String> NO_DELAY = Map.of("TCP_NODELAY", "1");

    private final Path folder;
    private final Map<String, Target> targets = new LinkedHashMap<>();

    private StorageReceivers(Path folder) {
        this.folder = folder;
    }

    static StorageReceivers start(Path folder, Path root) throws IOException {
        StorageReceivers all = new StorageReceivers(folder);
        all.confluens(CONFLUENS, root, Map.of());
        all.confluens(CONFLUENS_POWER_SAFE, root, Map.of("CONFLUENS_INTAKE_POWER_SAFE", "true"));
        all.storescp(STORESCP, NO_DELAY);
        all.storescp(STORESCP_BIT_PRESERVING, NO_DELAY, "+B");
        all.storescp(STORESCP_FORK, NO_DELAY, "--fork");
        all.storescp(STORESCP_FORK_BIT_PRESERVING, NO_DELAY, "--fork", "+B");
        all.storescp(STORESCP_NAGLE, Map.of());
        all.orthanc();
        all.ours(SINK, DiscardingSink.class, DiscardingSink.AE_TITLE);
        all.ours(BYTE_SINK, ByteSink.class, "");
        return all;
    }

    Target target(String name) {
        return targets.get(name);
    }

    private void confluens(String name, Path root, Map<String, String> settings) throws IOException {
        int port = Receiver.freePort();
        Map<String, String> environment = new LinkedHashMap<>(settings);
        environment.put("CONFLUENS_DICOM_PORT", String.valueOf(port));
        environment.put("CONFLUENS_HTTP_PORT", String.valueOf(Receiver.freePort()));
        environment.put(
                "CONFLUENS_DATA_DIR", folder.resolve(name.replace(' ', '-')).toString());
        environment.put("CONFLUENS_STUDY_STABLE_AFTER", "1h");
        Receiver receiver = Receiver.start(
                name,
                port,
                folder,
                environment,
                List.of(root.resolve("deploy/run").toString()));
        receiver.awaitLog("Confluens: ready");
        targets.put(name, new Target(receiver, "CONFLUENS"));
    }

    private void storescp(String name, Map<String, String> environment, String... options) throws IOException {
        Path output = Files.createDirectories(folder.resolve(name.replaceAll("[^A-Za-z]+", "-")));
        int port = Receiver.freePort();
        List<String> command = new ArrayList<>(List.of("storescp", "-od", output.toString()));
        command.addAll(List.of(options));
        command.add(String.valueOf(port));
        targets.put(name, new Target(Receiver.start(name, port, folder, environment, command), "STORESCP"));
    }

    private void orthanc() throws IOException {
        int port = Receiver.freePort();
        Path configuration = Files.writeString(folder.resolve("orthanc.json"), """
                { "StorageDirectory": "%s", "IndexDirectory": "%s", "DicomAet": "ORTHANC", "DicomPort": %d,
                  "HttpServerEnabled": false, "DicomCheckCalledAet": false, "DicomAlwaysAllowStore": true,
                  "OverwriteInstances": true }
                """.formatted(
                        folder.resolve("orthanc"), folder.resolve("orthanc"), port));
        Receiver receiver =
                Receiver.start(ORTHANC, port, folder, NO_DELAY, List.of("Orthanc", configuration.toString()));
        targets.put(ORTHANC, new Target(receiver, "ORTHANC"));
    }

    /** A program of this measurement, in a process of its own. */
    private void ours(String name, Class<?> program, String aeTitle) throws IOException {
        int port = Receiver.freePort();
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                String.valueOf(port));
        targets.put(name, new Target(Receiver.start(name, port, folder, Map.of(), command), aeTitle));
    }

    @Override
    public void close() {
        targets.values().forEach(target -> target.receiver().close());
    }
}
