package org.confluens.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.net.AbortReason;
import org.confluens.dicom.net.HostilePeer;
import org.confluens.dicom.net.NetLimits;
import org.confluens.dicom.net.Pdu;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What many associations leave behind, and what idle ones cost. */
class SoakIT {
    private static final int ABORTED = Integer.getInteger("confluens.soak.associations", 5_000);
    private static final int MEGABYTE = 1 << 20;
    private static final int THREADS = 4;

    private static final int MATCHES = 100_000;
    private static final String FIND = UID.StudyRootQueryRetrieveInformationModelFind;

    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong matches = new AtomicLong();
    private DimseServer server;

    @BeforeEach
    void serve() throws IOException {
        // All of them come from one host here.
        server = DimseServer.builder()
                .limits(NetLimits.defaults().toBuilder().maxBegunByHost(256).build())
                .ae(
                        "CONFLUENS",
                        List.of(
                                new ServiceOffer(
                                        Set.of(UID.MRImageStorage), Samples.NATIVE, (StoreHandler) this::store),
                                new ServiceOffer(Set.of(FIND), Samples.NATIVE, (FindHandler) this::find)))
                .start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private DimseStatus store(StoreRequest request, InputStream dataSet) throws IOException {
        bytes.addAndGet(dataSet.skip(Long.MAX_VALUE));
        return DimseStatus.SUCCESS;
    }

    private void find(FindRequest request, FindResponder responder) throws IOException {
        Dataset match =
                Dataset.builder().put(Tag.PatientComments, "x".repeat(1000)).build();
        for (int i = 0; i < MATCHES; i++) {
            responder.pending(match);
            matches.incrementAndGet();
        }
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    private static long threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static void awaitAtMost(LongSupplier measured, long limit, String what) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (measured.getAsLong() > limit && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(measured.getAsLong()).as(what).isLessThanOrEqualTo(limit);
    }

    @Test
    void abortedAssociationsLeaveNothingBehind() throws Exception {
        abort(500);
        long heapBefore = heap();
        long threadsBefore = threads();
        long descriptorsBefore = descriptors();
        abort(ABORTED);
        awaitAtMost(server::associations, 0, "associations");
        awaitAtMost(SoakIT::threads, threadsBefore + 2, "threads");
        awaitAtMost(SoakIT::descriptors, descriptorsBefore + 5, "descriptors");
        awaitAtMost(SoakIT::heap, heapBefore + 8L * MEGABYTE, "heap");
        assertThat(open().echo().isDone()).isTrue();
    }

    private void abort(int count) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Void>> done = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                done.add(clients.submit(aborting(count / THREADS)));
            }
            for (Future<Void> one : done) {
                one.get();
            }
        } finally {
            clients.shutdown();
        }
    }

    private Callable<Void> aborting(int count) {
        return () -> {
            for (int i = 0; i < count; i++) {
                try (HostilePeer peer = HostilePeer.connect(server.port())) {
                    abort(peer, i % 5);
                }
            }
            return null;
        };
    }

    private static void abort(HostilePeer peer, int way) throws IOException {
        if (way == 0) {
            peer.reset();
            return;
        }
        peer.associate("CONFLUENS", UID.MRImageStorage, UID.ImplicitVRLittleEndian);
        byte[] store = HostilePeer.pdu(4, HostilePeer.pdv(1, 3, HostilePeer.store(1, "1.2.3")));
        byte[] some = HostilePeer.pdu(4, HostilePeer.pdv(1, 0, new byte[5000]));
        switch (way) {
            case 1 -> peer.send(Pdu.Abort.of(AbortReason.SERVICE_USER));
            case 2 -> peer.send(HostilePeer.join(store, some)).reset();
            case 3 ->
                peer.send(HostilePeer.join(store, some, new byte[] {4, 0, 0})).finish();
            default -> {
                peer.send(HostilePeer.pdu(0x4F, new byte[100]));
                assertThat(peer.receive().isAbort(2, 1)).isTrue();
            }
        }
    }

    private ClientAssociation open() throws IOException {
        return DimseClient.open(
                "TESTER",
                new RemoteAe("CONFLUENS", "127.0.0.1", server.port()),
                List.of(
                        PresentationRequest.of(UID.MRImageStorage, UID.ExplicitVRLittleEndian),
                        PresentationRequest.of(FIND, UID.ExplicitVRLittleEndian),
                        PresentationRequest.of(UID.Verification, UID.ImplicitVRLittleEndian)),
                ClientOptions.defaults());
    }

    @Test
    void idleConnectionsCostLittle() throws Exception {
        try (ClientAssociation first = open()) {
            assertThat(first.store(Samples.image(100_000)).isDone()).isTrue();
        }
        long before = heap();
        List<HostilePeer> silent = new ArrayList<>();
        List<ClientAssociation> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                silent.add(HostilePeer.connect(server.port()));
                idle.add(open());
            }
            for (ClientAssociation association : idle) {
                assertThat(association.echo().isDone()).isTrue();
            }
            // Both sides of each association live in this process.
            assertThat(heap() - before).as("heap").isLessThan(20L * MEGABYTE);
            try (ClientAssociation busy = open()) {
                assertThat(busy.store(Samples.image(100_000)).isDone()).isTrue();
            }
        } finally {
            for (HostilePeer peer : silent) {
                peer.close();
            }
            for (ClientAssociation association : idle) {
                association.abort();
            }
        }
    }

    @Test
    void matchesWaitForAPeerThatReadsSlowly() throws Exception {
        try (ClientAssociation association = open()) {
            long before = heap();
            FindResults results = association.find(FIND, Dataset.empty());
            assertThat(results.next()).isPresent();
            awaitStandstill(matches);
            assertThat(matches.get()).as("matches that fill the connection").isLessThan(MATCHES / 2);
            assertThat(heap() - before).isLessThan(16L * MEGABYTE);
            int count = 1;
            while (results.next().isPresent()) {
                count++;
            }
            assertThat(count).isEqualTo(MATCHES);
            assertThat(results.outcome().status()).isEqualTo(DimseStatus.SUCCESS);
            assertThat(heap() - before).isLessThan(16L * MEGABYTE);
        }
    }

    private static void awaitStandstill(AtomicLong counter) throws InterruptedException {
        long last = -1;
        while (counter.get() != last) {
            last = counter.get();
            TimeUnit.MILLISECONDS.sleep(300);
        }
    }

    @Test
    void memoryDoesNotGrowWithTheObject() throws Exception {
        long size = 1024L * MEGABYTE;
        try (ClientAssociation association = open()) {
            assertThat(association.store(large(MEGABYTE)).isDone()).isTrue();
            long before = heap();
            AtomicLong peak = new AtomicLong();
            StoreItem item = large(size, () -> peak.accumulateAndGet(heap(), Math::max));
            assertThat(association.store(item).isDone()).isTrue();
            assertThat(bytes.get()).isGreaterThanOrEqualTo(size);
            assertThat(peak.get() - before).isLessThan(16L * MEGABYTE);
        }
    }

    private static StoreItem large(long size) {
        return large(size, () -> {});
    }

    private static StoreItem large(long size, Runnable midway) {
        return new StoreItem(
                UID.MRImageStorage,
                "1.2.3",
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                out -> write(out, size, midway),
                Optional.empty());
    }

    private static void write(OutputStream out, long size, Runnable midway) throws IOException {
        byte[] piece = new byte[MEGABYTE];
        long pieces = size / piece.length;
        for (long i = 0; i < pieces; i++) {
            out.write(piece);
            if (i % 100 == 50) {
                midway.run();
            }
        }
    }
}
