package org.confluens.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.net.HostilePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An orderly stop: nothing that was acknowledged is lost, nothing that was not is claimed. */
class StopTest {
    private static final String FIND = UID.StudyRootQueryRetrieveInformationModelFind;

    private final CountDownLatch inHandler = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger stored = new AtomicInteger();
    private final CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
    private DimseServer server;

    @BeforeEach
    void serve() throws IOException {
        server = DimseServer.builder()
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
        goOn.countDown();
        server.close();
    }

    private DimseStatus store(StoreRequest request, InputStream dataSet) throws IOException {
        dataSet.readAllBytes();
        inHandler.countDown();
        await(goOn);
        stored.incrementAndGet();
        return DimseStatus.SUCCESS;
    }

    private void find(FindRequest request, FindResponder responder) {
        inHandler.countDown();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!responder.cancelled() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        cancelled.complete(responder.cancelled());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private ClientAssociation open() throws IOException {
        return DimseClient.open(
                "TESTER",
                new RemoteAe("CONFLUENS", "127.0.0.1", server.port()),
                List.of(
                        PresentationRequest.of(UID.MRImageStorage, UID.ExplicitVRLittleEndian),
                        PresentationRequest.of(FIND, UID.ExplicitVRLittleEndian)),
                ClientOptions.defaults());
    }

    /** The stop begins on a thread of its own; until it has, associations are still taken. */
    private boolean refusesSoon() {
        long start = System.nanoTime();
        while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(20)) {
            try (ClientAssociation early = open()) {
                early.abort();
            } catch (IOException e) {
                return true;
            }
        }
        return false;
    }

    private static Future<DimseResponse> inBackground(ClientAssociation association) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return association.store(Samples.image(1000));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void answersTheRequestThatIsRunning() throws Exception {
        ClientAssociation association = open();
        Future<DimseResponse> response = inBackground(association);
        await(inHandler);
        Future<Void> stopped = CompletableFuture.runAsync(() -> stop(Duration.ofSeconds(20)));
        assertThat(refusesSoon()).as("no new associations").isTrue();
        goOn.countDown();
        assertThat(response.get(20, TimeUnit.SECONDS).isDone()).isTrue();
        stopped.get(20, TimeUnit.SECONDS);
        assertThat(stored.get()).isEqualTo(1);
        assertThatThrownBy(() -> association.store(Samples.image(2))).isInstanceOf(IOException.class);
    }

    @Test
    void rejectsARequestOnAConnectionThatWasOpenBefore() throws Exception {
        inBackground(open());
        await(inHandler);
        try (HostilePeer early = HostilePeer.connect(server.port())) {
            Future<Void> stopped = CompletableFuture.runAsync(() -> stop(Duration.ofSeconds(20)));
            assertThat(refusesSoon()).isTrue();
            early.send(HostilePeer.request("CONFLUENS", List.of()));
            assertThat(early.receive().isReject(2, 3, 1))
                    .as("temporary congestion")
                    .isTrue();
            goOn.countDown();
            stopped.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void cutsOffWhatIsStillRunningAtTheDeadline() throws Exception {
        Future<DimseResponse> response = inBackground(open());
        await(inHandler);
        stop(Duration.ofMillis(100));
        assertThatThrownBy(() -> response.get(20, TimeUnit.SECONDS)).hasRootCauseInstanceOf(IOException.class);
        assertThat(stored.get()).isZero();
    }

    private void stop(Duration deadline) {
        try {
            server.stop(deadline);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void findLearnsThatThePeerHasGone() throws Exception {
        ClientAssociation association = open();
        association.find(
                FIND, Dataset.builder().put(Tag.QueryRetrieveLevel, "STUDY").build());
        await(inHandler);
        association.abort();
        assertThat(cancelled.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void findLearnsThatTheConnectionBroke() throws Exception {
        try (HostilePeer peer = HostilePeer.connect(server.port())) {
            peer.associate("CONFLUENS", FIND, UID.ImplicitVRLittleEndian);
            peer.send(HostilePeer.find(1)).finish();
            await(inHandler);
            assertThat(cancelled.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
