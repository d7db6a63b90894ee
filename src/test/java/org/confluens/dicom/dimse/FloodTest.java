package org.confluens.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.confluens.dicom.net.HostilePeer.echo;
import static org.confluens.dicom.net.HostilePeer.pdu;
import static org.confluens.dicom.net.HostilePeer.pdv;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Filter;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.net.HostilePeer;
import org.confluens.dicom.net.NetLimits;
import org.confluens.dicom.net.NetTimeouts;
import org.confluens.dicom.net.Tls;
import org.confluens.dicom.net.TlsContexts;
import org.confluens.dicom.net.TlsSettings;
import org.confluens.peer.TestCertificates;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One host floods both ports; another asks meanwhile, and is answered each time. */
class FloodTest {

    private static final NetLimits LIMITS = NetLimits.defaults().toBuilder()
            .maxConnections(60)
            .maxConnectionsByHost(60)
            .maxBegunByHost(20)
            .maxAssociations(24)
            .maxAssociationsPerPeer(24)
            .build();

    /** Far longer than the test: what a flood holds is not waited for. */
    private static final NetTimeouts TIMEOUTS = NetTimeouts.defaults()
            .withArtim(Duration.ofMinutes(2))
            .withHandshake(Duration.ofMinutes(2))
            .withIdle(Duration.ofMinutes(2));

    private static final int ECHOES = 20;

    @TempDir
    private static Path folder;

    private static TlsContexts tls;

    @BeforeAll
    static void makeIdentity() throws IOException {
        TestCertificates certificates = new TestCertificates(folder);
        TlsSettings settings = TlsSettings.of(certificates.identity("node"), TestCertificates.PASSWORD);
        tls = TlsContexts.open(settings.withTrustStore(certificates.trust("node"), TestCertificates.PASSWORD));
    }

    /** What a connection of the flood does before it is held open. */
    private enum Kind {
        NOTHING,
        HALF_A_REQUEST,
        ASSOCIATION,
        CONNECT_AND_CLOSE
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void doesNotKeepAnotherHostFromItsEchoes(Kind kind) throws Exception {
        try (DimseServer server = server(CallerPolicy.anyone());
                Flood plain = new Flood(server.port(), kind, Optional.empty());
                Flood secured = new Flood(server.tlsPort(), kind, Optional.of(tls))) {
            while (plain.opened.get() < 100 || secured.opened.get() < 100) {
                Thread.onSpinWait();
            }
            for (int i = 1; i <= ECHOES; i++) {
                assertThat(isEchoed(HostilePeer.connectFrom("127.0.0.3", server.port())))
                        .as("echo %d in the clear", i)
                        .isTrue();
                assertThat(isEchoed(HostilePeer.connectFrom("127.0.0.3", server.tlsPort(), tls)))
                        .as("echo %d over TLS", i)
                        .isTrue();
            }
        }
    }

    @Test
    void closesConnectionsFromWhereNobodyMayCallBeforeAByteIsReadAndSaysSo() throws Exception {
        CallerPolicy listed = CallerPolicy.listed(List.of(CallerRule.parse("PACS@127.0.0.9")));
        List<String> lines = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger("org.confluens.dicom.net.Listener");
        Filter before = logger.getFilter();
        logger.setFilter(line -> {
            lines.add(new SimpleFormatter().formatMessage(line));
            return true;
        });
        try (DimseServer server = server(listed)) {
            for (int port : new int[] {server.port(), server.tlsPort()}) {
                try (HostilePeer stranger = HostilePeer.connectFrom("127.0.0.2", port)) {
                    assertThat(stranger.receive()).isEqualTo(HostilePeer.Received.END);
                }
            }
        } finally {
            logger.setFilter(before);
        }
        assertThat(lines)
                .filteredOn(line -> line.contains("127.0.0.2") && line.contains("no rule for callers names this host"))
                .hasSize(2);
    }

    private static DimseServer server(CallerPolicy callers) throws IOException {
        return DimseServer.builder()
                .ae("CONFLUENS", List.of())
                .limits(LIMITS)
                .timeouts(TIMEOUTS)
                .callers(callers)
                .alsoOverTls("127.0.0.1", 0, tls)
                .start();
    }

    private static boolean isEchoed(HostilePeer peer) throws IOException {
        try (peer) {
            return peer.associate("CONFLUENS", UID.Verification, UID.ImplicitVRLittleEndian)
                                    .type()
                            == 2
                    && peer.send(pdu(4, pdv(1, 3, echo(1)))).receive().type() == 4;
        }
    }

    /** Opens connections from 127.0.0.2 as fast as it can, and holds the last few hundred. */
    private static final class Flood implements AutoCloseable {
        private static final int HELD = 200;

        private final AtomicInteger opened = new AtomicInteger();
        private final List<Thread> threads = new ArrayList<>();
        private volatile boolean over;

        Flood(int port, Kind kind, Optional<Tls> tls) {
            for (int i = 0; i < 3; i++) {
                Thread thread = new Thread(() -> run(port, kind, tls), "flood");
                thread.start();
                threads.add(thread);
            }
        }

        private void run(int port, Kind kind, Optional<Tls> tls) {
            Deque<AutoCloseable> held = new ArrayDeque<>();
            while (!over) {
                try {
                    held.add(open(port, kind, tls));
                } catch (IOException e) {
                    // It is refused, as it should be, and comes again.
                } finally {
                    opened.incrementAndGet();
                }
                if (held.size() > HELD) {
                    close(held.poll());
                }
            }
            held.forEach(Flood::close);
        }

        private static AutoCloseable open(int port, Kind kind, Optional<Tls> tls) throws IOException {
            if (kind == Kind.ASSOCIATION) {
                HostilePeer peer = tls.isPresent()
                        ? HostilePeer.connectFrom("127.0.0.2", port, tls.get())
                        : HostilePeer.connectFrom("127.0.0.2", port);
                peer.associate("CONFLUENS", UID.Verification, UID.ImplicitVRLittleEndian);
                return peer;
            }
            Socket socket = new Socket();
            socket.bind(new InetSocketAddress("127.0.0.2", 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5000);
            if (kind == Kind.HALF_A_REQUEST) {
                socket.getOutputStream().write(new byte[] {tls.isPresent() ? (byte) 0x16 : 1, 0, 0, 0});
            } else if (kind == Kind.CONNECT_AND_CLOSE) {
                socket.close();
            }
            return socket;
        }

        private static void close(AutoCloseable held) {
            try {
                held.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            over = true;
            for (Thread thread : threads) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
