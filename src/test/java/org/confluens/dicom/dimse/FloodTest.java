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
import java.util.stream.IntStream;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** One host, or forty together, flood both ports; another asks meanwhile, and is answered each time. */
class FloodTest {

    private static final NetLimits LIMITS = NetLimits.defaults().toBuilder()
            .maxConnections(60)
            .maxConnectionsByHost(60)
            .maxBegunByHost(20)
            .maxAssociations(24)
            .maxAssociationsPerPeer(24)
            .build();

    private static final NetLimits LIMITS_OF_A_CROWD = NetLimits.defaults().toBuilder()
            .maxConnections(256)
            .maxConnectionsByHost(128)
            .maxBegunByHost(64)
            .maxAssociations(128)
            .maxAssociationsPerPeer(64)
            .build();

    private static final List<String> CROWD =
            IntStream.rangeClosed(1, 40).mapToObj(i -> "127.0.4." + i).toList();

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
        BEGUN_DATA,
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

    /** Of forty hosts each stays below what one host may have. Who is not named is another host each time, that has none. */
    @ParameterizedTest
    @CsvSource({
        "NOTHING, 127.0.0.3",
        "HALF_A_REQUEST, 127.0.0.3",
        "ASSOCIATION, 127.0.0.3",
        "BEGUN_DATA, 127.0.0.3",
        "CONNECT_AND_CLOSE, 127.0.0.3",
        "NOTHING, ",
        "HALF_A_REQUEST, ",
        "ASSOCIATION, ",
        "BEGUN_DATA, ",
        "CONNECT_AND_CLOSE, "
    })
    void doesNotKeepAnotherHostFromItsEchoesWhereFortyHostsFlood(Kind kind, String named) throws Exception {
        CallerPolicy callers = named == null
                ? CallerPolicy.anyone()
                : CallerPolicy.listed(List.of(CallerRule.parse("*@127.0.4.0/24"), CallerRule.parse("*@" + named)));
        int echoed = 0;
        try (DimseServer server = server(callers, LIMITS_OF_A_CROWD);
                Flood flood = new Flood(CROWD, server.port(), kind, Optional.empty())) {
            while (flood.opened.get() < 600) {
                Thread.onSpinWait();
            }
            for (int i = 1; i <= ECHOES; i++) {
                String from = named == null ? "127.0.3." + i : named;
                echoed += isEchoed(HostilePeer.connectFrom(from, server.port())) ? 1 : 0;
            }
        }
        assertThat(echoed).isEqualTo(ECHOES);
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
        return server(callers, LIMITS);
    }

    private static DimseServer server(CallerPolicy callers, NetLimits limits) throws IOException {
        return DimseServer.builder()
                .ae("CONFLUENS", List.of())
                .limits(limits)
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

    /** Opens connections as fast as it can, and holds the last few hundred. */
    private static final class Flood implements AutoCloseable {
        private static final int HELD = 200;

        private final AtomicInteger opened = new AtomicInteger();
        private final List<Thread> threads = new ArrayList<>();
        private volatile boolean over;

        Flood(int port, Kind kind, Optional<Tls> tls) {
            this(List.of("127.0.0.2"), port, kind, tls);
        }

        Flood(List<String> hosts, int port, Kind kind, Optional<Tls> tls) {
            for (int i = 0; i < 3; i++) {
                Thread thread = new Thread(() -> run(hosts, port, kind, tls), "flood");
                thread.start();
                threads.add(thread);
            }
        }

        private void run(List<String> hosts, int port, Kind kind, Optional<Tls> tls) {
            Deque<AutoCloseable> held = new ArrayDeque<>();
            while (!over) {
                try {
                    held.add(open(hosts.get(opened.get() % hosts.size()), port, kind, tls));
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

        private static AutoCloseable open(String host, int port, Kind kind, Optional<Tls> tls) throws IOException {
            if (kind == Kind.ASSOCIATION || kind == Kind.BEGUN_DATA) {
                HostilePeer peer = tls.isPresent()
                        ? HostilePeer.connectFrom(host, port, tls.get())
                        : HostilePeer.connectFrom(host, port);
                peer.associate("CONFLUENS", UID.Verification, UID.ImplicitVRLittleEndian);
                if (kind == Kind.BEGUN_DATA) {
                    peer.send(new byte[] {4, 0, 0, 0, 1, 0, 0, 0, 0, (byte) 200, 1});
                }
                return peer;
            }
            Socket socket = new Socket();
            socket.bind(new InetSocketAddress(host, 0));
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
