package org.confluens.bench;

import static org.confluens.bench.StorageReceivers.BYTE_SINK;
import static org.confluens.bench.StorageReceivers.CONFLUENS;
import static org.confluens.bench.StorageReceivers.CONFLUENS_POWER_SAFE;
import static org.confluens.bench.StorageReceivers.ORTHANC;
import static org.confluens.bench.StorageReceivers.SINK;
import static org.confluens.bench.StorageReceivers.STORESCP;
import static org.confluens.bench.StorageReceivers.STORESCP_BIT_PRESERVING;
import static org.confluens.bench.StorageReceivers.STORESCP_FORK;
import static org.confluens.bench.StorageReceivers.STORESCP_FORK_BIT_PRESERVING;
import static org.confluens.bench.StorageReceivers.STORESCP_NAGLE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.confluens.bench.StorageReceivers.Target;
import org.confluens.dicom.dimse.StoreItem;

/**
 * Receiving and sending side by side with DCMTK, Orthanc and a plain TCP sink: all in one run, in turn, medians of the
 * rounds. Arguments: the checkout, a folder for what is written, the number of rounds.
 */
public final class StorageBench {

    private static final int MR_IMAGES = 2_000;
    private static final int XA_RUNS = 20;
    private static final int ECHOES = 500;
    private static final int NAGLE_IMAGES = 100;
    private static final int PARALLEL = 4;
    private static final int WARMING_ROUNDS = 8;
    private static final ByteBuffer BLOCK = ByteBuffer.allocateDirect(256 * 1024);

    private final Median figures = new Median();
    private final StorageCorpus corpus = new StorageCorpus();
    private final StorageReceivers receivers;
    private final Path files;
    private final Path fewFiles;

    private StorageBench(StorageReceivers receivers, Path folder) throws IOException {
        this.receivers = receivers;
        this.files = folder.resolve("mr");
        this.fewFiles = folder.resolve("mr-few");
        corpus.mrFiles(files, MR_IMAGES);
        corpus.mrFiles(fewFiles, NAGLE_IMAGES);
    }

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]).toAbsolutePath();
        Path folder = Path.of(arguments[1]).toAbsolutePath();
        int rounds = Integer.parseInt(arguments[2]);
        try (StorageReceivers receivers = StorageReceivers.start(folder, root)) {
            StorageBench bench = new StorageBench(receivers, folder);
            System.out.println("warming up");
            bench.warmSenders();
            bench.round();
            bench.figures.clear();
            for (int round = 1; round <= rounds; round++) {
                System.out.println("round " + round + " of " + rounds);
                bench.round();
            }
            bench.print();
        }
    }

    /**
     * The engine and the sink are compiled while they run, and a round shows them few files; a service has been running for
     * long.
     */
    private void warmSenders() throws Exception {
        for (int i = 0; i < WARMING_ROUNDS; i++) {
            StorageSender.send(receivers.target(SINK), fileItems(), 1);
        }
    }

    private List<StoreItem> fileItems() throws IOException {
        List<StoreItem> items = new ArrayList<>();
        try (Stream<Path> list = Files.list(files)) {
            for (Path file : list.sorted().toList()) {
                items.add(StoreItem.of(file));
            }
        }
        return items;
    }

    private void round() throws Exception {
        for (String receiver : List.of(CONFLUENS, STORESCP, STORESCP_BIT_PRESERVING, ORTHANC, CONFLUENS_POWER_SAFE)) {
            images("MR, 1 association", receiver, 1);
        }
        for (String receiver :
                List.of(CONFLUENS, STORESCP_FORK, STORESCP_FORK_BIT_PRESERVING, ORTHANC, CONFLUENS_POWER_SAFE)) {
            images("MR, 4 associations", receiver, PARALLEL);
        }
        long total = XA_RUNS * corpus.xaBytes();
        figures.add(
                "XA, MB/s|" + BYTE_SINK,
                total
                        / 1e6
                        / StorageSender.sendBytes(
                                receivers.target(BYTE_SINK).receiver().port(), BLOCK, total));
        for (String receiver : List.of(CONFLUENS, STORESCP, STORESCP_BIT_PRESERVING, ORTHANC)) {
            runs(receiver);
        }
        for (String receiver : List.of(CONFLUENS, STORESCP, ORTHANC)) {
            figures.add(
                    "C-ECHO, associations/s|" + receiver,
                    ECHOES / StorageSender.echo(receivers.target(receiver), ECHOES));
        }
        senders();
        nagle();
    }

    private void images(String what, String receiver, int associations) throws Exception {
        List<StoreItem> items = corpus.mrImages(MR_IMAGES);
        Target target = receivers.target(receiver);
        writeOutWhatOthersLeft();
        double cpu = target.receiver().cpuSeconds();
        double seconds = StorageSender.send(target, items, associations);
        awaitIdle(target);
        figures.add(what + ", inst/s|" + receiver, MR_IMAGES / seconds);
        figures.add(what + ", receiver CPU s|" + receiver, target.receiver().cpuSeconds() - cpu);
    }

    private void runs(String receiver) throws Exception {
        List<StoreItem> items = corpus.xaRuns(XA_RUNS);
        Target target = receivers.target(receiver);
        writeOutWhatOthersLeft();
        double cpu = target.receiver().cpuSeconds();
        double seconds = StorageSender.send(target, items, 1);
        awaitIdle(target);
        figures.add("XA, MB/s|" + receiver, XA_RUNS * corpus.xaBytes() / 1e6 / seconds);
        figures.add("XA, receiver CPU s|" + receiver, target.receiver().cpuSeconds() - cpu);
    }

    /** All senders into the same discarding sink, from the same files. */
    private void senders() throws Exception {
        Target sink = receivers.target(SINK);
        double seconds = StorageSender.send(sink, fileItems(), 1);
        figures.add("sending, inst/s|confluens", MR_IMAGES / seconds);
        Map<String, String> noDelay = Map.of("TCP_NODELAY", "1");
        seconds = StorageSender.program(sink, noDelay, List.of("storescu", "+sd"), files);
        figures.add("sending, inst/s|storescu", MR_IMAGES / seconds);
        seconds = StorageSender.program(sink, noDelay, List.of("dcmsend", "+sd"), files);
        figures.add("sending, inst/s|dcmsend", MR_IMAGES / seconds);
    }

    /** The stock sender as it is shipped, with Nagle's algorithm on. */
    private void nagle() throws Exception {
        for (String receiver : List.of(CONFLUENS, STORESCP_NAGLE)) {
            double seconds =
                    StorageSender.program(receivers.target(receiver), Map.of(), List.of("storescu", "+sd"), fewFiles);
            figures.add("storescu as shipped, inst/s|" + receiver, NAGLE_IMAGES / seconds);
        }
    }

    /** The files that a receiver leaves to the operating system go to the disk in its own time, not in the next one's. */
    private static void writeOutWhatOthersLeft() throws IOException, InterruptedException {
        int exit = new ProcessBuilder("sync").start().waitFor();
        if (exit != 0) {
            throw new IOException("sync ended with " + exit);
        }
    }

    /** Until the receiver has stopped working on what it was given, so that it does not disturb the next one. */
    private static void awaitIdle(Target target) {
        double before = -1;
        double now = target.receiver().cpuSeconds();
        while (now - before > 0.02) {
            LockSupport.parkNanos(300_000_000);
            before = now;
            now = target.receiver().cpuSeconds();
        }
    }

    private void print() {
        Map<String, Double> medians = figures.all();
        medians.forEach((name, value) -> System.out.printf(
                Locale.ROOT, "%-40s %-24s %12.1f%n", name.split("\\|")[0], name.split("\\|")[1], value));
        Map<String, Double> ratios = new LinkedHashMap<>();
        ratios.put("small_1_vs_storescp", ratio("MR, 1 association, inst/s", CONFLUENS, STORESCP));
        ratios.put(
                "small_1_vs_storescp_bit_preserving",
                ratio("MR, 1 association, inst/s", CONFLUENS, STORESCP_BIT_PRESERVING));
        ratios.put("small_1_vs_orthanc", ratio("MR, 1 association, inst/s", CONFLUENS, ORTHANC));
        ratios.put("small_4_vs_storescp", ratio("MR, 4 associations, inst/s", CONFLUENS, STORESCP_FORK));
        ratios.put(
                "small_4_power_safe_vs_storescp",
                ratio("MR, 4 associations, inst/s", CONFLUENS_POWER_SAFE, STORESCP_FORK));
        ratios.put("large_vs_sink", ratio("XA, MB/s", CONFLUENS, BYTE_SINK));
        ratios.put("large_vs_storescp", ratio("XA, MB/s", CONFLUENS, STORESCP));
        ratios.put("echo_vs_storescp", ratio("C-ECHO, associations/s", CONFLUENS, STORESCP));
        ratios.put("send_vs_storescu", ratio("sending, inst/s", CONFLUENS, "storescu"));
        ratios.put("send_vs_dcmsend", ratio("sending, inst/s", CONFLUENS, "dcmsend"));
        ratios.put("nagle_storescu_vs_storescp", ratio("storescu as shipped, inst/s", CONFLUENS, STORESCP_NAGLE));
        System.out.println();
        ratios.forEach((name, value) -> System.out.printf(Locale.ROOT, "%-40s %8.2f%n", name, value));
        System.out.println(json(ratios, medians));
    }

    private double ratio(String what, String one, String other) {
        return figures.ratio(what + "|" + one, what + "|" + other);
    }

    private static String json(Map<String, Double> ratios, Map<String, Double> medians) {
        Map<String, Double> all = new LinkedHashMap<>(ratios);
        all.putAll(medians);
        return all.entrySet().stream()
                .map(e -> String.format(Locale.ROOT, "\"%s\": %.3f", e.getKey(), e.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
