package org.confluens.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.ClientAssociation;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.DimseClient;
import org.confluens.dicom.dimse.DimseResponse;
import org.confluens.dicom.dimse.PresentationRequest;
import org.confluens.dicom.dimse.RemoteAe;
import org.confluens.dicom.dimse.StoreItem;

/** Sends, and tells the seconds that it took. A run in which one object was not stored is no measurement: it fails. */
final class StorageSender {

    private static final List<PresentationRequest> CONTEXTS = List.of(
            PresentationRequest.of(UID.MRImageStorage, UID.ExplicitVRLittleEndian),
            PresentationRequest.of(UID.XRayAngiographicImageStorage, UID.ExplicitVRLittleEndian),
            PresentationRequest.of(UID.Verification, UID.ImplicitVRLittleEndian));

    private StorageSender() {}

    /** The items dealt out to so many associations at a time. */
    static double send(StorageReceivers.Target target, List<StoreItem> items, int associations) throws Exception {
        List<Callable<Void>> senders = new ArrayList<>();
        for (int i = 0; i < associations; i++) {
            List<StoreItem> share = new ArrayList<>();
            for (int k = i; k < items.size(); k += associations) {
                share.add(items.get(k));
            }
            senders.add(() -> sendShare(target, share));
        }
        ExecutorService threads = Executors.newFixedThreadPool(associations);
        try {
            long start = System.nanoTime();
            await(threads.invokeAll(senders));
            return (System.nanoTime() - start) / 1e9;
        } finally {
            threads.shutdown();
        }
    }

    private static Void sendShare(StorageReceivers.Target target, List<StoreItem> items) throws IOException {
        try (ClientAssociation association = open(target)) {
            for (StoreItem item : items) {
                DimseResponse response = association.store(item);
                if (!response.isDone()) {
                    throw new IOException("not stored: " + response.status() + " " + response.errorComment());
                }
            }
        }
        return null;
    }

    /** Opens an association, echoes and releases it, so many times. */
    static double echo(StorageReceivers.Target target, int times) throws IOException {
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            try (ClientAssociation association = open(target)) {
                if (!association.echo().isDone()) {
                    throw new IOException("no echo");
                }
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** As many bytes to a plain TCP sink, without a copy, until it has read the last. */
    static double sendBytes(int port, ByteBuffer block, long bytes) throws IOException {
        try (SocketChannel sink = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            long start = System.nanoTime();
            for (long left = bytes; left > 0; ) {
                left -= sink.write(block.clear().limit((int) Math.min(left, block.capacity())));
            }
            sink.shutdownOutput();
            if (sink.read(ByteBuffer.allocate(1)) != 1) {
                throw new IOException("the sink did not take all bytes");
            }
            return (System.nanoTime() - start) / 1e9;
        }
    }

    /** A sending program of DCMTK with a folder of files. */
    static double program(
            StorageReceivers.Target target, Map<String, String> environment, List<String> command, Path folder)
            throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of(
                "-aec",
                target.aeTitle(),
                "127.0.0.1",
                String.valueOf(target.receiver().port())));
        whole.add(folder.toString());
        ProcessBuilder builder = new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolveSibling("sender.log").toFile());
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        int exit = builder.start().waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (exit != 0) {
            throw new IOException(command + " ended with " + exit);
        }
        return seconds;
    }

    private static ClientAssociation open(StorageReceivers.Target target) throws IOException {
        RemoteAe remote =
                new RemoteAe(target.aeTitle(), "127.0.0.1", target.receiver().port());
        return DimseClient.open("BENCH", remote, CONTEXTS, ClientOptions.defaults());
    }

    private static void await(List<Future<Void>> futures) throws InterruptedException, IOException {
        for (Future<Void> future : futures) {
            try {
                future.get();
            } catch (ExecutionException e) {
                throw new IOException("a sender failed", e.getCause());
            }
        }
    }
}
