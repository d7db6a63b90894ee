package org.confluens.peer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** DCMTK's programs. Nagle is off in what they send, unless {@link #asShipped} runs them. */
public final class Dcmtk {
    private static final Map<String, String> NO_DELAY = Map.of("TCP_NODELAY", "1");

    private Dcmtk() {}

    /** Runs a program to its end, such as {@code run("echoscu", "-aec", "CONFLUENS", "localhost", "11112")}. */
    public static PeerProgram.Result run(String program, Object... arguments) {
        return PeerProgram.run(NO_DELAY, command(program, arguments));
    }

    /** The same with Nagle's algorithm on, as Debian ships it. */
    public static PeerProgram.Result asShipped(String program, Object... arguments) {
        return PeerProgram.run(Map.of(), command(program, arguments));
    }

    /** Starts a server on a port, which is the last argument that it gets. */
    public static PeerProgram serve(String program, int port, Object... arguments) {
        List<String> command = command(program, arguments);
        command.add(Integer.toString(port));
        return PeerProgram.serve(NO_DELAY, port, command);
    }

    /** Starts {@code storescp}, which writes what it gets into a folder. */
    public static PeerProgram storescp(int port, Path folder, Object... options) {
        List<Object> arguments = new ArrayList<>(List.of("-od", folder));
        arguments.addAll(Arrays.asList(options));
        return serve("storescp", port, arguments.toArray());
    }

    private static List<String> command(String program, Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(program);
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }
}
