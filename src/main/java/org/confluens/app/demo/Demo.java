package org.confluens.app.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.confluens.config.Settings;

/**
 * What {@code deploy/demo} calls: free ports, the small store, and the three acts of the demonstration. An act that does not
 * see what it should ends with one line and exit code 1.
 */
public final class Demo {

    private Demo() {}

    public static void main(String[] arguments) throws InterruptedException {
        try {
            run(arguments);
        } catch (IOException | IllegalStateException e) {
            System.err.println("demo: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void run(String[] arguments) throws IOException, InterruptedException {
        switch (arguments[0]) {
            case "free-ports" -> System.out.println(freePorts(Integer.parseInt(arguments[1])));
            case "store" -> new DemoStore(Path.of(arguments[2])).serve(Integer.parseInt(arguments[1]));
            case "draft" -> loop(arguments).drafts();
            case "confirm" -> loop(arguments).confirm();
            case "catheter" -> loop(arguments).catheter();
            default -> throw new IllegalStateException("unknown act: " + arguments[0]);
        }
    }

    private static ClosedLoop loop(String[] arguments) throws IOException {
        return new ClosedLoop(
                Settings.ofThisProcess(), DemoState.open(Path.of(arguments[1])), DemoPacs.at(arguments[2]));
    }

    /** Ports of the loopback address that nobody listens on at the moment, all different. */
    private static String freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(s -> String.valueOf(s.getLocalPort())).collect(Collectors.joining(" "));
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }
}
