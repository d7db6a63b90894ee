package org.confluens.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.confluens.config.Settings;
import org.confluens.hl7.Hl7Listener;
import org.confluens.platform.log.Log;
import org.confluens.platform.share.ConnectionPlaces;
import org.confluens.web.Entrance;
import org.confluens.web.ServicePhase;

/**
 * The ways in, in the order in which they open: the API once the web application answers, then DICOM and HL7. A peer that
 * is answered on any of them finds the others open, or about to.
 */
@ApplicationScoped
class Doors {

    private static final Log LOG = Log.of(Doors.class);
    /** What the container answers as long as the application is not there. */
    private static final int NOT_FOUND = 404;

    private static final int SERVER_ERRORS = 500;
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(2);

    /**
     * Where the web pages are served elsewhere than the key says, the other doors open all the same; not before
     * {@code deploy/run} has given up, for which a slow machine must not be taken for such a place.
     */
    private static final Duration WAIT_AT_MOST = Duration.ofMinutes(3);

    @Inject
    private Settings settings;

    @Inject
    private DicomListener dicom;

    @Inject
    private Hl7Listener hl7;

    @Inject
    private ServicePhase phase;

    @Inject
    private Entrance entrance;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWERS_WITHIN)
            .build();
    private final long since = System.nanoTime();
    private boolean httpLimited;
    private boolean dicomOpen;
    private volatile boolean open;

    /** Opens what is not open, if the web application answers. */
    void openWhenServed() throws IOException {
        if (open || phase.phase() == ServicePhase.Phase.STOPPING || !isServed()) {
            return;
        }
        if (!httpLimited) {
            limitHttp();
            httpLimited = true;
        }
        phase.serving();
        if (!dicomOpen) {
            dicom.open();
            dicomOpen = true;
        }
        hl7.open();
        open = true;
    }

    private void limitHttp() {
        int most = settings.integer("confluens.http.max-connections");
        HttpConnections.limit(new ConnectionPlaces(new ConnectionPlaces.Limits(most, most, most), entrance::isProxy));
    }

    /** Whether all of them are open. */
    boolean areOpen() {
        return open;
    }

    private boolean isServed() {
        if (System.nanoTime() - since > WAIT_AT_MOST.toNanos()) {
            LOG.warning(
                    "the web pages do not answer on {0}:{1}; DICOM and HL7 open without them",
                    settings.text("confluens.http.bind"), settings.integer("confluens.http.port"));
            return true;
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(address())
                    .timeout(ANSWERS_WITHIN)
                    .method("HEAD", HttpRequest.BodyPublishers.noBody())
                    .build();
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status < SERVER_ERRORS && status != NOT_FOUND;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A page that needs no login and no database. */
    private URI address() {
        String bind = settings.text("confluens.http.bind");
        String host = bind.equals("0.0.0.0") || bind.equals("::") ? "127.0.0.1" : bind;
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + settings.integer("confluens.http.port") + "/favicon.svg");
    }
}
