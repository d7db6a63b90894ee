package org.confluens.app;

import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.confluens.platform.log.Log;
import org.confluens.platform.share.ConnectionPlaces;

/**
 * Limits the connections of the container's HTTP port, whether or not a request comes on them: the container takes as many as
 * there are file descriptors, and then DICOM and HL7 get none. Where there is no place, the oldest connection of the address
 * that has most gives way. The container tells a probe of each that it takes and closes; the probe and the connections are of
 * its own classes, which are asked for by name.
 */
final class HttpConnections {

    private static final Log LOG = Log.of(HttpConnections.class);
    private static final String PROBE = "org.glassfish.grizzly.ConnectionProbe";
    private static final String CONNECTION = "org.glassfish.grizzly.Connection";
    private static final String LISTENER = "org.glassfish.grizzly.config.GenericGrizzlyListener";
    private static final String TRANSPORT = "org.glassfish.grizzly.nio.NIOTransport";
    private static final String PROBES = "org.glassfish.grizzly.monitoring.MonitoringConfig";

    private final ConnectionPlaces places;
    private final Method peer;
    private final Method open;
    private final Method end;
    private final Map<Object, ConnectionPlaces.Place> held = Collections.synchronizedMap(new IdentityHashMap<>());

    private HttpConnections(ConnectionPlaces places) throws ReflectiveOperationException {
        Class<?> connection = Class.forName(CONNECTION);
        this.places = places;
        this.peer = connection.getMethod("getPeerAddress");
        this.open = connection.getMethod("isOpen");
        this.end = connection.getMethod("terminateSilently");
    }

    /** Counts connections from now on against these places. Where the container's classes are others, nothing is limited. */
    static void limit(ConnectionPlaces places) {
        try {
            HttpConnections connections = new HttpConnections(places);
            Class<?> type = Class.forName(PROBE);
            Object probes = Array.newInstance(type, 1);
            Array.set(
                    probes, 0, Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, connections::told));
            Object proxy = HttpDoor.listener();
            Object listener =
                    proxy.getClass().getMethod("getUnderlyingListener").invoke(proxy);
            Object transport = Class.forName(LISTENER).getMethod("getTransport").invoke(listener);
            Class<?> monitored = Class.forName(PROBES);
            Method add = monitored.getMethod("addProbes", Object[].class);
            // A connection has the probes of its transport from its beginning, so that the one that listens has its
            // own.
            add.invoke(
                    Class.forName(TRANSPORT)
                            .getMethod("getConnectionMonitoringConfig")
                            .invoke(transport),
                    probes);
            Field listening = transport.getClass().getDeclaredField("serverConnections");
            listening.setAccessible(true);
            Method config = Class.forName(CONNECTION).getMethod("getMonitoringConfig");
            for (Object server : (Collection<?>) listening.get(transport)) {
                add.invoke(config.invoke(server), probes);
            }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            LOG.warning(
                    "connections to the HTTP port are not limited, the container is not the one that is known: {0}", e);
        }
    }

    private Object told(Object probe, Method event, Object[] of) throws ReflectiveOperationException {
        switch (event.getName()) {
            case "onAcceptEvent" -> taken(of[1]);
            case "onCloseEvent" -> closed(of[0]);
            case "equals" -> {
                return probe == of[0];
            }
            case "hashCode" -> {
                return System.identityHashCode(probe);
            }
            case "toString" -> {
                return HttpConnections.class.getName();
            }
            default -> {
                // Bytes that come and go change nothing.
            }
        }
        return null;
    }

    private void taken(Object connection) throws ReflectiveOperationException {
        if (peer.invoke(connection) instanceof InetSocketAddress from) {
            Optional<ConnectionPlaces.Place> place = places.take(from.getAddress(), () -> close(connection));
            if (place.isPresent()) {
                held.put(connection, place.get());
                if (!(boolean) open.invoke(connection)) {
                    closed(connection);
                }
            } else {
                LOG.warning(
                        "an HTTP connection from {0} closed at once: the limit of connections is reached",
                        from.getAddress().getHostAddress());
                end.invoke(connection);
            }
        }
    }

    private void closed(Object connection) {
        Optional.ofNullable(held.remove(connection)).ifPresent(ConnectionPlaces.Place::close);
    }

    private void close(Object connection) throws IOException {
        try {
            end.invoke(connection);
        } catch (ReflectiveOperationException e) {
            throw new IOException("the container did not close a connection", e);
        }
    }
}
