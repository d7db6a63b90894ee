package org.confluens.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.confluens.platform.memory.MemoryBudget;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state against every event that comes from outside, PS3.8 table 9-10, over a real connection. */
class UpperLayerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final NetTimeouts TIMEOUTS = NetTimeouts.defaults().withArtim(Duration.ofMillis(200));

    /**
     * What the peer sees and where the layer ends: the state, followed by what was sent. "user" and "provider" are A-ABORT
     * of that source with its reason, "close" is the end of the connection, "rq" and "rp" release PDUs.
     */
    private static final String EXPECTED = """
            event       Sta2            Sta3                Sta5                Sta6                Sta7                Sta8                Sta9                Sta10               Sta11               Sta12               Sta13
            accept      Sta13,user0     Sta13,provider2     Sta6                Sta13,provider2     Sta13,provider2     Sta13,provider2     Sta13,provider2     Sta13,provider2     Sta13,provider2     Sta13,provider2     Sta13
            reject      Sta13,user0     Sta13,provider2     Sta1,close          Sta13,provider2     Sta13,provider2     Sta13,provider2     Sta13,provider2     Sta13,provider2     Sta13,provider2     Sta13,provider2     Sta13
            request     Sta3            Sta13,provider2     Sta13,provider2     Sta13,provider2     Sta13,provider2     Sta13,provider2     Sta13,provider2     Sta13,provider2     Sta13,provider2     Sta13,provider2     Sta13,provider2
            data        Sta13,user0     Sta13,provider2     Sta13,provider2     Sta6                Sta7                Sta13,provider2     Sta13,provider2     Sta13,provider2     Sta13,provider2     Sta13,provider2     Sta13
            release-rq  Sta13,user0     Sta13,provider2     Sta13,provider2     Sta8                Sta9                Sta13,provider2     Sta13,provider2     Sta13,provider2     Sta13,provider2     Sta13,provider2     Sta13
            release-rp  Sta13,user0     Sta13,provider2     Sta13,provider2     Sta13,provider2     Sta1,close          Sta13,provider2     Sta13,provider2     Sta12               Sta1,close          Sta13,provider2     Sta13
            abort       Sta1,close      Sta1,close          Sta1,close          Sta1,close          Sta1,close          Sta1,close          Sta1,close          Sta1,close          Sta1,close          Sta1,close          Sta1,close
            unknown     Sta13,user0     Sta13,provider1     Sta13,provider1     Sta13,provider1     Sta13,provider1     Sta13,provider1     Sta13,provider1     Sta13,provider1     Sta13,provider1     Sta13,provider1     Sta13,provider1
            invalid     Sta13,user0     Sta13,provider6     Sta13,provider6     Sta13,provider6     Sta13,provider6     Sta13,provider6     Sta13,provider6     Sta13,provider6     Sta13,provider6     Sta13,provider6     Sta13,provider6
            closed      Sta1,close      Sta1,close          Sta1,close          Sta1,close          Sta1,close          Sta1,close          Sta1,close          Sta1,close          Sta1,close          Sta1,close          Sta1,close
            """;

    private ServerSocket server;
    private HostilePeer peer;
    private Transport transport;

    /** One cell of the table. */
    record Cell(String event, State state, String expected) {
        @Override
        public String toString() {
            return event + " in " + state + " gives " + expected;
        }
    }

    static List<Cell> cells() {
        List<String[]> lines = EXPECTED.lines().map(line -> line.split("\\s+")).toList();
        List<Cell> cells = new ArrayList<>();
        for (String[] line : lines.subList(1, lines.size())) {
            for (int column = 1; column < line.length; column++) {
                cells.add(new Cell(line[0], State.valueOf(lines.get(0)[column]), line[column]));
            }
        }
        return cells;
    }

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
        peer = HostilePeer.accept(server);
        transport = Transport.accepted(
                socket, Optional.empty(), TIMEOUTS, MemoryBudget.unlimited().share());
    }

    @AfterEach
    void disconnect() throws IOException {
        transport.close();
        peer.close();
        server.close();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void followsTheTable(Cell cell) throws IOException {
        UpperLayer layer = in(cell.state());
        if (cell.event().equals("closed")) {
            peer.finish();
        } else {
            peer.send(bytes(cell.event()));
        }
        receive(layer);
        String[] expected = cell.expected().split(",");
        assertThat(layer.state()).hasToString(expected[0]);
        if (expected.length > 1) {
            assertThat(peer.receive()).matches(received -> isAs(received, expected[1]));
        }
        if (!expected[expected.length - 1].equals("close")) {
            transport.out.send(new byte[] {9, 0, 0, 0, 0, 0});
            assertThat(peer.receive().type()).as("nothing else was sent").isEqualTo(9);
        }
    }

    private static boolean isAs(HostilePeer.Received received, String expected) {
        int reason = expected.charAt(expected.length() - 1) - '0';
        return switch (expected.replaceAll("\\d", "")) {
            case "user" -> received.isAbort(0, reason);
            case "provider" -> received.isAbort(2, reason);
            default -> received.type() == -1;
        };
    }

    private static void receive(UpperLayer layer) {
        try {
            layer.receive(PATIENCE, "PDU");
        } catch (IOException e) {
            assertThat(e).as("no other exception leaves the layer").isInstanceOf(AssociationException.class);
        }
    }

    private static byte[] bytes(String event) {
        return switch (event) {
            case "accept" -> PduEncoder.encode(accept());
            case "reject" -> PduEncoder.encode(Pdu.Reject.of(RejectReason.NO_REASON_GIVEN));
            case "request" -> PduEncoder.encode(request());
            case "data" -> HostilePeer.pdu(4, HostilePeer.pdv(1, 3, new byte[2]));
            case "release-rq" -> PduEncoder.encode(new Pdu.ReleaseRequest());
            case "release-rp" -> PduEncoder.encode(new Pdu.ReleaseResponse());
            case "abort" -> PduEncoder.encode(Pdu.Abort.of(AbortReason.SERVICE_USER));
            case "unknown" -> HostilePeer.pdu(0x4F, new byte[4]);
            default -> HostilePeer.pdu(5, new byte[6]);
        };
    }

    private static Pdu.Request request() {
        return HostilePeer.request("CALLED", List.of(new ProposedContext(1, "1.2", List.of("1.2.840.10008.1.2"))));
    }

    private static Pdu.Accept accept() {
        return new Pdu.Accept(
                "CALLED", "HOSTILE", Implementation.APPLICATION_CONTEXT, List.of(), UserInformation.basic(16384));
    }

    /** Leads a layer to a state by the shortest way of the table, and the peer along with it. */
    private UpperLayer in(State state) throws IOException {
        boolean requestor = Map.of(State.Sta5, true, State.Sta7, true, State.Sta9, true, State.Sta11, true)
                .containsKey(state);
        UpperLayer layer = new UpperLayer(transport, NetLimits.defaults(), requestor);
        Map<State, Script> scripts = requestor ? requestorScripts() : acceptorScripts();
        for (Map.Entry<State, Script> step : scripts.entrySet()) {
            if (layer.state() == state) {
                break;
            }
            if (leadsTo(step.getKey(), state)) {
                step.getValue().run(layer);
            }
        }
        assertThat(layer.state()).isEqualTo(state);
        return layer;
    }

    /** Sta8 and Sta13 branch off the way to the states behind them. */
    private static boolean leadsTo(State step, State goal) {
        return switch (step) {
            case Sta8 -> goal == State.Sta8;
            case Sta7 -> goal != State.Sta8 && goal != State.Sta13;
            case Sta13 -> goal == State.Sta13;
            default -> step.compareTo(goal) <= 0 && (goal != State.Sta13 || step == State.Sta3);
        };
    }

    private interface Script {
        void run(UpperLayer layer) throws IOException;
    }

    private Map<State, Script> requestorScripts() {
        Map<State, Script> scripts = new EnumMap<>(State.class);
        scripts.put(State.Sta5, layer -> send(layer, Event.Evt2, request()));
        scripts.put(State.Sta6, layer -> get(layer, accept()));
        scripts.put(State.Sta7, layer -> send(layer, Event.Evt11, new Pdu.ReleaseRequest()));
        scripts.put(State.Sta9, layer -> get(layer, new Pdu.ReleaseRequest()));
        scripts.put(State.Sta11, layer -> send(layer, Event.Evt14, new Pdu.ReleaseResponse()));
        return scripts;
    }

    private Map<State, Script> acceptorScripts() {
        Map<State, Script> scripts = new EnumMap<>(State.class);
        scripts.put(State.Sta3, layer -> get(layer, request()));
        scripts.put(State.Sta6, layer -> send(layer, Event.Evt7, accept()));
        scripts.put(State.Sta7, layer -> send(layer, Event.Evt11, new Pdu.ReleaseRequest()));
        scripts.put(State.Sta8, layer -> get(layer, new Pdu.ReleaseRequest()));
        scripts.put(State.Sta10, layer -> get(layer, new Pdu.ReleaseRequest()));
        scripts.put(State.Sta12, layer -> get(layer, new Pdu.ReleaseResponse()));
        scripts.put(
                State.Sta13,
                layer -> send(layer, Event.Evt8, Pdu.Reject.of(RejectReason.CALLED_AE_TITLE_NOT_RECOGNIZED)));
        return scripts;
    }

    private void send(UpperLayer layer, Event primitive, Pdu pdu) throws IOException {
        layer.send(primitive, pdu);
        assertThat(peer.receive().type()).isEqualTo(pdu.type().code());
    }

    private void get(UpperLayer layer, Pdu pdu) throws IOException {
        peer.send(pdu);
        assertThat(layer.receive(PATIENCE, "PDU")).isEqualTo(pdu.type());
    }

    @Test
    void closesWhenArtimExpiresBeforeARequest() throws IOException {
        UpperLayer layer = in(State.Sta2);
        assertThatThrownBy(() -> layer.receive(TIMEOUTS.artim(), "association request"))
                .isInstanceOf(AssociationTimeoutException.class);
        assertThat(layer.state()).isEqualTo(State.Sta1);
        assertThat(peer.receive()).isEqualTo(HostilePeer.Received.END);
    }

    @Test
    void closesWhenArtimExpiresAfterTheEnd() throws IOException {
        UpperLayer layer = in(State.Sta13);
        layer.awaitClose();
        assertThat(layer.state()).isEqualTo(State.Sta1);
        assertThat(peer.receive().type()).isEqualTo(-1);
    }

    @Test
    void answersAbortOnlyWhereThereIsAnAssociation() throws IOException {
        UpperLayer layer = in(State.Sta6);
        layer.abort();
        assertThat(layer.state()).isEqualTo(State.Sta13);
        assertThat(peer.receive().isAbort(0, 0)).isTrue();
        layer.abort();
        assertThat(layer.state()).isEqualTo(State.Sta13);
    }

    /** The rows of events that are ours or the timer's; a state that a row does not name has a blank cell. */
    @ParameterizedTest
    @CsvSource({
        "Evt1,  Sta1=AE_1",
        "Evt2,  Sta4=AE_2",
        "Evt5,  Sta1=AE_5",
        "Evt7,  Sta3=AE_7",
        "Evt8,  Sta3=AE_8",
        "Evt9,  Sta6=DT_1 Sta8=AR_7",
        "Evt11, Sta6=AR_1",
        "Evt14, Sta8=AR_4 Sta9=AR_9 Sta12=AR_4",
        "Evt15, Sta3=AA_1 Sta4=AA_2 Sta5=AA_1 Sta6=AA_1 Sta7=AA_1 Sta8=AA_1 Sta9=AA_1 Sta10=AA_1 Sta11=AA_1 Sta12=AA_1",
        "Evt18, Sta2=AA_2 Sta13=AA_2",
    })
    void letsItsUserDoWhatTheTableHasForHim(Event event, String row) {
        String filled = Stream.of(State.values())
                .flatMap(state ->
                        StateTable.standard().action(state, event).map(action -> state + "=" + action).stream())
                .collect(Collectors.joining(" "));
        assertThat(filled).isEqualTo(row);
    }

    @Test
    void coversEveryCellOfTheStandard() {
        long filled = 0;
        for (State state : State.values()) {
            for (Event event : Event.values()) {
                filled += StateTable.standard().action(state, event).isPresent() ? 1 : 0;
            }
        }
        assertThat(filled).isEqualTo(123);
    }
}
