package org.confluens.app;

import java.lang.reflect.Method;
import org.confluens.platform.log.Log;

/**
 * The container's HTTP port. The container offers no interface for what is done with it, so its own classes are asked for by
 * name.
 */
final class HttpDoor {

    private static final Log LOG = Log.of(HttpDoor.class);
    private static final String SERVICES = "org.glassfish.internal.api.Globals";
    private static final String HTTP_SERVER = "com.sun.enterprise.v3.services.impl.GrizzlyService";
    private static final String HTTP_LISTENER = "com.sun.enterprise.v3.services.impl.NetworkProxy";
    private static final String LISTENER = "http-listener";

    private HttpDoor() {}

    /** What the container has of its HTTP port. */
    static Object listener() throws ReflectiveOperationException {
        Class<?> type = Class.forName(HTTP_SERVER);
        Object server = Class.forName(SERVICES).getMethod("get", Class.class).invoke(null, type);
        Method find = type.getDeclaredMethod("getNetworkProxy", String.class);
        find.setAccessible(true);
        return find.invoke(server, LISTENER);
    }

    /**
     * Closes the port before the container ends the application: between the two it would answer with pages of its own, 503
     * and 500. Where that can't be done, nothing is lost but the better answer.
     */
    static void close() {
        try {
            Class.forName(HTTP_LISTENER).getMethod("stop").invoke(listener());
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            LOG.info("the HTTP port closes with the container: {0}", e);
        }
    }
}
