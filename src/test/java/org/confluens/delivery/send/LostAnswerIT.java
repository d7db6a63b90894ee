package org.confluens.delivery.send;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.dimse.DimseStatus;
import org.confluens.dicom.dimse.RemoteAe;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The PACS has stored a document, and the connection ends before its answer arrives. */
@ExtendWith(ArquillianExtension.class)
class LostAnswerIT {

    @Inject
    private DeliveryWork work;

    @Inject
    private TestDeliveries left;

    @Test
    void isSentAgainAsTheSameInstanceAndEndsDelivered() throws Exception {
        assertDeliveredOnce(DimseStatus.SUCCESS);
    }

    @Test
    void endsDeliveredWhenThePacsSaysThatItHasTheInstanceAlready() throws Exception {
        assertDeliveredOnce(DimseStatus.DUPLICATE_SOP_INSTANCE);
    }

    private void assertDeliveredOnce(DimseStatus secondAnswer) throws Exception {
        RemoteAe address = RemoteAe.parse(left.destination());
        try (TestPacs pacs = new TestPacs(address.aeTitle(), 0);
                CuttingProxy network = new CuttingProxy(address.port(), pacs.port())) {
            Dataset document = TestPacs.report();
            AtomicBoolean cut = new AtomicBoolean();
            pacs.onceStored(() -> {
                if (pacs.stores(document) == 1 && cut.compareAndSet(false, true)) {
                    network.cut();
                    pacs.answer(secondAnswer);
                }
            });

            left.leave(document);
            left.awaitDelivered(document);

            assertThat(cut).isTrue();
            assertThat(pacs.stores(document)).isEqualTo(2);
            assertThat(pacs.stored(document)).contains(document);
            assertThat(left.of(document).attempts()).isEqualTo(2);
            work.send(() -> {});
            assertThat(pacs.stores(document)).as("sent no more").isEqualTo(2);
        }
    }

    /** Hands bytes on in both directions until it cuts every connection that is open. */
    private static final class CuttingProxy implements AutoCloseable {
        private final ServerSocket server;
        private final int target;
        private final List<Socket> open = new CopyOnWriteArrayList<>();

        CuttingProxy(int port, int target) throws IOException {
            this.server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            this.target = target;
            start(this::accept);
        }

        private static void start(Runnable work) {
            Thread thread = new Thread(work, "cutting-proxy");
            thread.setDaemon(true);
            thread.start();
        }

        private void accept() {
            while (!server.isClosed()) {
                try {
                    Socket caller = server.accept();
                    Socket called = new Socket(InetAddress.getLoopbackAddress(), target);
                    open.addAll(List.of(caller, called));
                    start(() -> copy(caller, called));
                    start(() -> copy(called, caller));
                } catch (IOException ended) {
                    cut();
                }
            }
        }

        private void copy(Socket from, Socket to) {
            try (from;
                    to;
                    InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                in.transferTo(out);
            } catch (IOException cut) {
                open.removeAll(List.of(from, to));
            }
        }

        void cut() {
            for (Socket socket : open) {
                try {
                    socket.close();
                } catch (IOException closedAlready) {
                    open.remove(socket);
                }
            }
            open.clear();
        }

        @Override
        public void close() throws IOException {
            server.close();
            cut();
        }
    }
}
